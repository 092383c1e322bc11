"""Reads a request's body for WSGI: in memory or in a file, never without limit."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from typing import IO, Any

Receive = Callable[[], Awaitable[dict[str, Any]]]

IN_MEMORY = 256 * 1024
SILENCE_SECONDS = 30.0
LONGEST_SECONDS = 300.0


class TooLarge(Exception):
    """The body is larger than this house takes."""


class TooSlow(Exception):
    """The client began to send a body and does not go on, or sends it drop by drop."""


class Disconnected(Exception):
    """The client went away before it had said everything."""


def announced(headers: list[tuple[bytes, bytes]], *, largest: int) -> None:
    """Raises TooLarge when the request announces more than `largest` bytes."""
    for name, value in headers:
        if name == b"content-length" and value.isdigit() and int(value) > largest:
            raise TooLarge


async def read(
    receive: Receive, *, largest: int, silence: float = SILENCE_SECONDS
) -> tuple[IO[bytes], int]:
    """Returns the whole body as a file at its beginning, and its length.

    Raises TooLarge, Disconnected, or TooSlow after `silence` seconds without a word.
    """
    body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed by the caller)
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            size = await _fill(body, receive, largest, silence)
    except TimeoutError as fault:
        body.close()
        raise TooSlow from fault
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body, size


def is_without(method: str, headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether a question comes without a body, as nearly all do (RFC 9112 6.3)."""
    return method in ("GET", "HEAD") and not any(
        name in (b"content-length", b"transfer-encoding") for name, _ in headers
    )


async def _fill(body: IO[bytes], receive: Receive, largest: int, silence: float) -> int:
    size = 0
    while True:
        async with asyncio.timeout(silence):
            message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > largest:
            raise TooLarge
        body.write(chunk)
        if not message.get("more_body", False):
            return size
