"""One held connection: messages in, words out, and its end in every case."""

import asyncio
import contextlib
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

from portevoix.gateways.broker import Subscription
from portevoix.wire.mastodon import channels
from portevoix.wire.mastodon.channels import Message

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
HEARTBEAT = 15.0


class Connection(ABC):
    """Runs until the client leaves, is too slow, or may no longer be here."""

    def __init__(self, receive: Receive, send: Send, subscription: Subscription) -> None:
        self.receive = receive
        self.send = send
        self.subscription = subscription

    async def run(self) -> None:
        """Holds the connection. Returns when it is over, whatever ended it."""
        if not await self.may_stay():
            # It ended between the first look and the moment from which we are told of ends.
            await self.close()
            return
        tasks = [
            asyncio.create_task(self._listen()),
            asyncio.create_task(self._tell()),
            asyncio.create_task(self.subscription.overflowed.wait()),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            with contextlib.suppress(Exception):
                await asyncio.wait_for(self.close(), timeout=5)

    async def _tell(self) -> None:
        while True:
            try:
                channel, raw = await asyncio.wait_for(self.subscription.get(), HEARTBEAT)
            except TimeoutError:
                await self.heartbeat()
                continue
            message = channels.decode(raw)
            if message.event == "end":
                if not await self.may_stay():
                    return
                continue
            await self.pass_on(channel, message)

    @abstractmethod
    async def _listen(self) -> None:
        """Takes what the client says; returns when it has left."""

    @abstractmethod
    async def pass_on(self, channel: str, message: Message) -> None:
        """Sends a message in this connection's manner."""

    @abstractmethod
    async def heartbeat(self) -> None:
        """Sends something that means nothing, so that nobody in between hangs up."""

    @abstractmethod
    async def may_stay(self) -> bool:
        """Asks again whether whoever holds the connection may."""

    @abstractmethod
    async def close(self) -> None:
        """Says goodbye."""
