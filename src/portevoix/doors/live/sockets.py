"""The WebSocket of apps: many streams on one connection, chosen while it is open."""

from typing import Any

import msgspec

from portevoix.domain.access.queries import Bearer
from portevoix.doors.live.connection import Connection, Receive, Send
from portevoix.doors.live.holders import still_holds
from portevoix.doors.live.streams import Stream, opened
from portevoix.gateways.broker import Subscription
from portevoix.kernel.errors import DomainError, NotAllowed, NotFound
from portevoix.wire.mastodon.channels import Message

_MOST_STREAMS = 60
_LONGEST_MESSAGE = 4096
_GOING_AWAY = 1001
_encoder = msgspec.json.Encoder()


class _Said(msgspec.Struct):
    type: str = ""
    stream: str = ""
    tag: str = ""
    list: str = ""

    @property
    def subject(self) -> str:
        """Which tag or list."""
        return self.tag or self.list


class Socket(Connection):
    """One socket of an app."""

    def __init__(
        self, receive: Receive, send: Send, subscription: Subscription, who: Bearer
    ) -> None:
        super().__init__(receive, send, subscription)
        self.who = who
        self._streams: dict[tuple[str, ...], Stream] = {}

    async def subscribe(self, name: str, subject: str = "") -> None:
        """Begins a stream, or says why not."""
        try:
            found = await opened(name, subject, self.who)
        except DomainError as error:
            await self._say({"error": str(error), "status": _status(error)})
            return
        if len(self._streams) >= _MOST_STREAMS:
            await self._say({"error": "Too many streams", "status": 400})
            return
        self._streams[found.label] = found
        self.subscription.add(found.channels)

    async def _listen(self) -> None:
        while True:
            message = await self.receive()
            if message["type"] == "websocket.disconnect":
                return
            await self._heard(message.get("text") or "")

    async def _heard(self, text: str) -> None:
        if len(text) > _LONGEST_MESSAGE:
            await self._say({"error": "This message is too long", "status": 400})
            return
        try:
            said = msgspec.json.decode(text.encode("utf-8", "replace"), type=_Said)
        except (msgspec.DecodeError, RecursionError):
            await self._say({"error": "This is not a message", "status": 400})
            return
        if said.type == "subscribe":
            await self.subscribe(said.stream, said.subject)
        elif said.type == "unsubscribe":
            self._unsubscribe((said.stream, said.subject) if said.subject else (said.stream,))

    def _unsubscribe(self, label: tuple[str, ...]) -> None:
        ended = self._streams.pop(label, None)
        if ended is None:
            return
        needed = {name for found in self._streams.values() for name in found.channels}
        self.subscription.remove(set(ended.channels) - needed)

    async def pass_on(self, channel: str, message: Message) -> None:
        """Sends the event once for each stream it belongs to."""
        for found in list(self._streams.values()):
            if channel in found.channels:
                told = {"stream": found.label, "event": message.event, "payload": message.payload}
                await self._say(told)

    async def heartbeat(self) -> None:
        """Nothing: the protocol has its own (the server pings)."""

    async def may_stay(self) -> bool:
        """Asks again whether the token is good."""
        return await still_holds(self.who)

    async def close(self) -> None:
        """Closes the socket."""
        await self.send({"type": "websocket.close", "code": _GOING_AWAY})

    async def _say(self, told: dict[str, Any]) -> None:
        await self.send({"type": "websocket.send", "text": _encoder.encode(told).decode()})


def _status(error: DomainError) -> int:
    if isinstance(error, NotAllowed):
        return 401
    return 404 if isinstance(error, NotFound) else 400
