"""Reads a request's body for WSGI: in memory or in a file, never without limit."""

import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from typing import IO, Any

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

IN_MEMORY = 256 * 1024
LARGEST = 16 * 1024 * 1024


class TooLarge(Exception):
    """The body is larger than this house takes."""


class Disconnected(Exception):
    """The client went away before it had said everything."""


def announced(headers: list[tuple[bytes, bytes]]) -> int | None:
    """Returns the length that the request announces, or None. Raises TooLarge over the limit."""
    for name, value in headers:
        if name == b"content-length" and value.isdigit():
            if int(value) > LARGEST:
                raise TooLarge
            return int(value)
    return None


async def read(receive: Receive) -> IO[bytes]:
    """Returns the whole body as a file at its beginning. Raises TooLarge, Disconnected."""
    body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed by the caller)
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            body.close()
            raise Disconnected
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > LARGEST:
            body.close()
            raise TooLarge
        body.write(chunk)
        if not message.get("more_body", False):
            body.seek(0)
            return body
