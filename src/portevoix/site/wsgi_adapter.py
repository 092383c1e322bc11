"""Calls a WSGI application from the event loop, in a pool of threads."""

import asyncio
import contextlib
import io
from collections.abc import Callable, Sequence
from typing import IO, Any

from portevoix.kernel.errors import Unavailable
from portevoix.kernel.pools import Pool
from portevoix.site import routes, wsgi_body
from portevoix.site.wsgi_call import WSGI, Call
from portevoix.site.wsgi_environ import Network, environ_of
from portevoix.site.wsgi_refusals import Send, refuse


class Adapter:
    """Serves HTTP scopes through `application`; what proxies say is believed of `proxies`.

    `largest` tells the largest body that a path takes.
    """

    def __init__(
        self,
        application: WSGI,
        *,
        proxies: Sequence[Network] = (),
        largest: Callable[[str], int] = routes.largest_body,
    ) -> None:
        self.application = application
        self.proxies = proxies
        self.largest = largest

    async def __call__(
        self, scope: dict[str, Any], receive: wsgi_body.Receive, send: Send, pool: Pool
    ) -> None:
        """Reads the request, runs the application in `pool` and sends what it answers."""
        try:
            body, length = await _body(scope, receive, self.largest(scope["path"]))
        except wsgi_body.TooLarge:
            await refuse(scope, send, 413)
            return
        except wsgi_body.TooSlow:
            await refuse(scope, send, 408)
            return
        except wsgi_body.Disconnected:
            return
        try:
            environ = environ_of(scope, body, length, self.proxies)
            await _answer(scope, receive, send, pool, Call(self.application, environ))
        finally:
            body.close()


async def _body(
    scope: dict[str, Any], receive: wsgi_body.Receive, most: int
) -> tuple[IO[bytes], int]:
    if wsgi_body.is_without(scope["method"], scope["headers"]):
        return io.BytesIO(), 0
    wsgi_body.announced(scope["headers"], largest=most)
    return await wsgi_body.read(receive, largest=most)


async def _answer(
    scope: dict[str, Any], receive: wsgi_body.Receive, send: Send, pool: Pool, call: Call
) -> None:
    try:
        first = await pool.run(call.begin)
    except Unavailable:
        await refuse(scope, send, 503)
        return
    try:
        if call.is_over:
            await _send_whole(send, call, first)
        else:
            await _send_stream(receive, send, pool, call, first)
    finally:
        if not call.is_over:
            # In a thread still: closing may use the database.
            await asyncio.shield(pool.run_admitted(call.close))


async def _send_whole(send: Send, call: Call, whole: bytes) -> None:
    headers = list(call.headers)
    # A status without a body has no length either (RFC 9110 8.6).
    has_body = call.status >= 200 and call.status not in (204, 304)
    if has_body and not any(name == b"content-length" for name, _ in headers):
        headers.append((b"content-length", str(len(whole)).encode()))
    await send({"type": "http.response.start", "status": call.status, "headers": headers})
    body = b"" if call.is_head or not has_body else whole
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _send_stream(
    receive: wsgi_body.Receive, send: Send, pool: Pool, call: Call, first: bytes
) -> None:
    """Draws and sends by turns; `send` waits for a slow reader, and no thread does."""
    await send({"type": "http.response.start", "status": call.status, "headers": call.headers})
    if call.is_head:
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return
    gone = asyncio.create_task(_wait_until_gone(receive))
    try:
        chunk = first
        while not gone.done():
            await send({"type": "http.response.body", "body": chunk, "more_body": not call.is_over})
            if call.is_over:
                return
            chunk = await pool.run_admitted(call.draw)
    finally:
        gone.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await gone


async def _wait_until_gone(receive: wsgi_body.Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
