"""The broker: from any thread to every listener, and never waiting for the slowest."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from portevoix.gateways import broker


@pytest.fixture(autouse=True)
def _open_again() -> Iterator[None]:
    yield
    broker._ended.clear()
    assert broker.channels() == []


def test_every_listener_of_a_channel_hears_it_and_nobody_else() -> None:
    async def run() -> None:
        async with (
            broker.subscribe(["a", "b"]) as both,
            broker.subscribe(["a"]) as one,
            broker.subscribe(["c"]) as other,
        ):
            thread = threading.Thread(target=lambda: [broker.publish(c, c.encode()) for c in "abd"])
            thread.start()
            assert [await both.get(), await both.get()] == [("a", b"a"), ("b", b"b")]
            assert await one.get() == ("a", b"a")
            broker.publish("c", b"last")
            assert await other.get() == ("c", b"last")
            thread.join()

    asyncio.run(run())


def test_messages_of_one_thread_keep_their_order() -> None:
    async def run() -> None:
        async with broker.subscribe(["a"]) as heard:
            numbers = [str(number).encode() for number in range(400)]
            thread = threading.Thread(target=lambda: [broker.publish("a", n) for n in numbers])
            thread.start()
            assert [(await heard.get())[1] for _ in numbers] == numbers
            thread.join()

    asyncio.run(run())


def test_one_may_listen_to_more_and_to_less() -> None:
    async def run() -> None:
        async with broker.subscribe([]) as heard:
            heard.add(["a", "b"])
            heard.remove(["a", "never"])
            broker.publish("a", b"1")
            broker.publish("b", b"2")
            assert await heard.get() == ("b", b"2")

    asyncio.run(run())


def test_a_slow_reader_is_told_so_and_holds_nobody_up() -> None:
    async def run() -> None:
        async with broker.subscribe(["a"]) as slow, broker.subscribe(["a"]) as quick:
            for number in range(broker._LONGEST_QUEUE + 1):
                broker.publish("a", str(number).encode())
                await quick.get()
            assert slow.overflowed.is_set()
            assert not quick.overflowed.is_set()

    asyncio.run(run())


def test_a_loop_that_is_gone_is_not_spoken_to() -> None:
    left = []

    async def run() -> None:
        subscription = broker.Subscription()
        subscription.add(["a"])
        left.append(subscription)

    asyncio.run(run())
    broker.publish("a", b"nobody")
    broker.end()
    left[0].close()


def test_when_the_house_closes_everybody_is_told_and_newcomers_too() -> None:
    async def run() -> None:
        async with broker.subscribe(["a"]) as heard:
            threading.Thread(target=broker.end).start()
            await heard.overflowed.wait()
            async with broker.subscribe(["a"]) as late:
                assert late.overflowed.is_set()

    asyncio.run(run())
