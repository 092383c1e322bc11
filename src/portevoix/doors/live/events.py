"""Streams of server-sent events: for apps, and for the house's own pages."""

from collections.abc import Awaitable, Callable

from portevoix.doors.live.connection import Connection, Receive, Send
from portevoix.gateways.broker import Subscription
from portevoix.wire.mastodon import channels
from portevoix.wire.mastodon.channels import Message

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"private, no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
_OPEN = (b"access-control-allow-origin", b"*")


class EventStream(Connection):
    """One stream of events for an app."""

    def __init__(
        self,
        receive: Receive,
        send: Send,
        subscription: Subscription,
        may_stay: Callable[[], Awaitable[bool]],
        *,
        open_to_all: bool,
    ) -> None:
        super().__init__(receive, send, subscription)
        self._may_stay = may_stay
        self._headers = [*_HEADERS, _OPEN] if open_to_all else _HEADERS

    async def start(self) -> None:
        """Answers, so that the client knows it is heard."""
        await self.send({"type": "http.response.start", "status": 200, "headers": self._headers})
        await self._write(":)\n\n")

    async def _listen(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            continue

    async def pass_on(self, channel: str, message: Message) -> None:
        """Sends the event as apps know it."""
        await self._write(f"event: {message.event}\ndata: {message.payload}\n\n")

    async def heartbeat(self) -> None:
        """Sends a comment."""
        await self._write(":thump\n\n")

    async def may_stay(self) -> bool:
        """Asks again whether the token or session is good."""
        return await self._may_stay()

    async def close(self) -> None:
        """Ends the answer."""
        await self.send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _write(self, text: str) -> None:
        body = text.encode()
        await self.send({"type": "http.response.body", "body": body, "more_body": True})


class PageStream(EventStream):
    """What a page is told: that there is something new, and the newest id. Nothing to read."""

    async def pass_on(self, channel: str, message: Message) -> None:
        """Says where something is new; what is gone or edited is not news."""
        if message.event in ("delete", "status.update", "filters_changed"):
            return
        kind = channels.parts(channel)[0]
        await self._write(f'event: {kind}\ndata: {{"newest":"{message.id}"}}\n\n')
