"""Carries short messages from threads to those who wait for them in the event loop, in one process.

Every process has its own watcher of the outbox, so what is durable needs no
carrier between processes. A subscriber who does not keep up is dropped: nobody
waits for the slowest.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager

_LONGEST_QUEUE = 500


class Subscription:
    """What one reader waits for. Belongs to the loop in which it was made."""

    def __init__(self) -> None:
        self.overflowed = asyncio.Event()
        """Set once the reader was too slow, or the house closes; nothing comes after."""
        if _ended.is_set():
            self.overflowed.set()
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue(_LONGEST_QUEUE)
        self._channels: set[str] = set()

    async def get(self) -> tuple[str, bytes]:
        """Returns the next message with its channel, waiting for it."""
        return await self._queue.get()

    def add(self, channels: Iterable[str]) -> None:
        """Listens to further channels."""
        with _lock:
            for channel in channels:
                self._channels.add(channel)
                _subscribers.setdefault(channel, set()).add(self)

    def remove(self, channels: Iterable[str]) -> None:
        """Listens to these channels no longer."""
        with _lock:
            for channel in list(channels):
                self._channels.discard(channel)
                found = _subscribers.get(channel)
                if found is not None:
                    found.discard(self)
                    if not found:
                        del _subscribers[channel]

    def close(self) -> None:
        """Listens to nothing any more."""
        self.remove(self._channels)

    def _offer(self, channel: str, message: bytes) -> None:
        try:
            self._queue.put_nowait((channel, message))
        except asyncio.QueueFull:
            self.overflowed.set()


_ended = threading.Event()
_lock = threading.Lock()
_subscribers: dict[str, set[Subscription]] = {}


def publish(channel: str, message: bytes) -> None:
    """Gives a message to everybody who listens to the channel now. From any thread; never waits."""
    with _lock:
        found = list(_subscribers.get(channel, ()))
    by_loop: dict[asyncio.AbstractEventLoop, list[Subscription]] = {}
    for subscription in found:
        by_loop.setdefault(subscription._loop, []).append(subscription)
    for loop, subscriptions in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_offer_all, subscriptions, channel, message)


def end() -> None:
    """Ends every subscription, and those still to come: the house closes."""
    _ended.set()
    with _lock:
        found = {each for readers in _subscribers.values() for each in readers}
    for subscription in found:
        if not subscription._loop.is_closed():
            subscription._loop.call_soon_threadsafe(subscription.overflowed.set)


def channels() -> list[str]:
    """Returns the channels that somebody in this process listens to."""
    with _lock:
        return list(_subscribers)


@asynccontextmanager
async def subscribe(to: Collection[str]) -> AsyncIterator[Subscription]:
    """Listens to channels for as long as the block runs."""
    subscription = Subscription()
    subscription.add(to)
    try:
        yield subscription
    finally:
        subscription.close()


def _offer_all(subscriptions: list[Subscription], channel: str, message: bytes) -> None:
    for subscription in subscriptions:
        subscription._offer(channel, message)
