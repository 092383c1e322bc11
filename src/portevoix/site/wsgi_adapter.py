"""Calls a WSGI application from the event loop, in a pool of threads."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from typing import Any

from portevoix.kernel.errors import Unavailable
from portevoix.kernel.pools import Pool
from portevoix.site import wsgi_body
from portevoix.site.wsgi_environ import Network, environ_of

log = logging.getLogger(__name__)

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
WSGI = Callable[..., Iterable[bytes]]

_PLAIN = b"text/plain; charset=utf-8"


class Adapter:
    """Serves HTTP scopes through `application`; what proxies say is believed of `proxies`."""

    def __init__(self, application: WSGI, *, proxies: Sequence[Network] = ()) -> None:
        self.application = application
        self.proxies = proxies

    async def __call__(
        self, scope: dict[str, Any], receive: wsgi_body.Receive, send: Send, pool: Pool
    ) -> None:
        """Reads the request, runs the application in `pool` and sends what it answers."""
        try:
            wsgi_body.announced(scope["headers"])
            body = await wsgi_body.read(receive)
        except wsgi_body.TooLarge:
            await _refuse(send, 413, b"That is more than this house takes at once.")
            return
        except wsgi_body.Disconnected:
            return
        environ = environ_of(scope, body, self.proxies)
        call = _Call(self.application, environ, send, asyncio.get_running_loop())
        try:
            whole = await pool.run(call.run)
        except Unavailable:
            await _refuse(send, 503, b"Too many ask at once. Please try again.", retry=True)
            return
        finally:
            body.close()
        if whole is not None:
            await _send_whole(send, call, whole)


async def _send_whole(send: Send, call: "_Call", whole: bytes) -> None:
    start = call.start()
    if call.may_have_a_body and not any(name == b"content-length" for name, _ in start["headers"]):
        start["headers"].append((b"content-length", str(len(whole)).encode()))
    await send(start)
    body = b"" if call.is_head else whole
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _refuse(send: Send, status: int, words: bytes, *, retry: bool = False) -> None:
    headers = [(b"content-type", _PLAIN), (b"content-length", str(len(words)).encode())]
    headers += [(b"retry-after", b"2")] if retry else []
    headers += [(b"connection", b"close")] if status == 413 else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words, "more_body": False})


class _Call:
    """One run of the application, in a thread."""

    def __init__(
        self,
        application: WSGI,
        environ: dict[str, Any],
        send: Send,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self.application = application
        self.environ = environ
        self.is_head = environ["REQUEST_METHOD"] == "HEAD"
        self._send = send
        self._loop = loop
        self._status = 500
        self._headers: Headers = []

    def run(self) -> bytes | None:
        """Returns the whole answer, or None when it was a stream, which is sent by then."""
        answer = self.application(self.environ, self._start_response)
        try:
            if getattr(answer, "streaming", False) and not self.is_head:
                self._stream(answer)
                return None
            return b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()

    @property
    def may_have_a_body(self) -> bool:
        """Whether the answer's status allows a length (RFC 9110 8.6)."""
        return self._status >= 200 and self._status not in (204, 304)

    def start(self) -> dict[str, Any]:
        """Returns the message that opens the answer."""
        return {"type": "http.response.start", "status": self._status, "headers": self._headers}

    def _start_response(self, status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        self._status = int(status.split(" ", 1)[0])
        self._headers = [
            (name.lower().encode("latin-1"), value.strip().encode("latin-1"))
            for name, value in headers
        ]

    def _stream(self, chunks: Iterable[bytes]) -> None:
        """Sends chunk by chunk; the thread waits until each is taken, so nothing piles up."""
        try:
            self._now(self.start())
            for chunk in chunks:
                self._now({"type": "http.response.body", "body": chunk, "more_body": True})
            self._now({"type": "http.response.body", "body": b"", "more_body": False})
        except OSError:
            log.debug("the reader of %s went away", self.environ["PATH_INFO"])

    def _now(self, message: dict[str, Any]) -> None:
        asyncio.run_coroutine_threadsafe(_awaited(self._send(message)), self._loop).result()


async def _awaited(awaitable: Awaitable[None]) -> None:
    await awaitable
