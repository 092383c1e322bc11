"""A client of an ASGI application without a network: what is sent, taken and broken off is ours."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Message = dict[str, Any]


def scope(method: str = "GET", path: str = "/", **about: Any) -> Message:
    """An HTTP scope as uvicorn makes it."""
    path, _, query = path.partition("?")
    headers = [(name.lower().encode(), value.encode()) for name, value in about.pop("headers", [])]
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": ("203.0.113.9", 4321),
        "headers": headers,
        **about,
    }


class Client:
    """Speaks to an application: `parts` is the body as it arrives, `sent` what came back.

    `may_take` bounds how many body messages are taken before the client stops reading.
    """

    def __init__(self, *parts: bytes, stays: bool = True) -> None:
        self.sent: list[Message] = []
        self.may_take = asyncio.Semaphore(1_000_000)
        self.stopped_reading = asyncio.Event()
        self.gone = asyncio.Event()
        self._parts = list(parts or [b""])
        self._stays = stays

    async def receive(self) -> Message:
        if self._parts:
            chunk = self._parts.pop(0)
            more = bool(self._parts) or not self._stays
            return {"type": "http.request", "body": chunk, "more_body": more}
        if self._stays:
            await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.body":
            if self.may_take.locked():
                self.stopped_reading.set()
            await self.may_take.acquire()
        self.sent.append(message)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.sent[0]["headers"]}

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.sent[1:])

    @property
    def is_whole(self) -> bool:
        return bool(self.sent) and self.sent[-1].get("more_body") is False


Application = Callable[..., Awaitable[None]]
