"""A reader of the outbox never passes over an event that is committed later (decision 0002)."""

import random
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from portevoix.kernel import unit_of_work
from portevoix.kernel.unit_of_work import emit
from tests.kernel.happenings import Rang, read_after, ring

pytestmark = pytest.mark.django_db(transaction=True)

_AT_MOST_SECONDS = 20.0


class InThread(threading.Thread):
    """Runs a function with a connection of its own, and raises its fault at `finish`."""

    def __init__(self, function: Callable[..., None], *arguments: Any) -> None:
        super().__init__(daemon=True)
        self._function = function
        self._arguments = arguments
        self._fault: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._function(*self._arguments)
        except BaseException as fault:
            self._fault = fault
        finally:
            connection.close()

    def finish(self) -> None:
        self.join(_AT_MOST_SECONDS)
        assert not self.is_alive()
        if self._fault is not None:
            raise self._fault


def _first_waits_before_its_commit(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One thread has its position and waits; another emits. Returns what a reader saw in all."""
    has_position, may_commit = threading.Event(), threading.Event()
    append = unit_of_work._append

    def slowly(events: list[Any]) -> None:
        append(events)
        if events[0].number == 1:
            has_position.set()
            may_commit.wait(_AT_MOST_SECONDS)

    monkeypatch.setattr(unit_of_work, "_append", slowly)
    first = InThread(ring, 1)
    assert has_position.wait(_AT_MOST_SECONDS)
    second = InThread(ring, 2)
    second.join(0.5)  # With the lock it cannot be done yet: it waits for the first.
    seen = list(read_after(0))
    may_commit.set()
    first.finish()
    second.finish()
    seen += read_after(seen[-1][0] if seen else 0)
    return [_number(payload) for _, payload in seen]


def _number(payload: str) -> int:
    return int(payload.split(":")[1].rstrip("}"))


@pytest.mark.postgresql
def test_a_later_position_waits_for_an_earlier_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _first_waits_before_its_commit(monkeypatch) == [1, 2]


@pytest.mark.postgresql
def test_without_the_lock_a_reader_would_miss_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Holds that the test above is able to fail: it is the lock that keeps the order."""
    monkeypatch.setattr(unit_of_work, "_hold_positions", lambda: None)
    assert _first_waits_before_its_commit(monkeypatch) == [2]


def _ring_with_pauses(start: threading.Barrier, writer: int, count: int, seed: int) -> None:
    chance = random.Random(seed)
    start.wait(_AT_MOST_SECONDS)
    for number in range(count):
        with unit_of_work.unit_of_work():
            emit(Rang(number=writer * 1000 + number))
            threading.Event().wait(chance.random() * 0.002)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_readers_miss_nothing_while_many_write(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    writers, each = 6, 25
    chance = random.Random(seed)
    append = unit_of_work._append

    def slowly(events: list[Any]) -> None:
        append(events)
        threading.Event().wait(chance.random() * 0.002)

    monkeypatch.setattr(unit_of_work, "_append", slowly)
    start = threading.Barrier(writers + 1)
    threads = [InThread(_ring_with_pauses, start, n, each, seed + n) for n in range(writers)]
    start.wait(_AT_MOST_SECONDS)
    seen: list[int] = []
    position = 0
    while len(seen) < writers * each:
        running = any(thread.is_alive() for thread in threads)
        found = list(read_after(position))
        seen += [_number(payload) for _, payload in found]
        position = found[-1][0] if found else position
        if not running and not found:
            break
    for thread in threads:
        thread.finish()
    assert sorted(seen) == sorted(w * 1000 + n for w in range(writers) for n in range(each))
    for writer in range(writers):
        own = [number for number in seen if number // 1000 == writer]
        assert own == sorted(own)
