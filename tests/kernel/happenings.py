"""Invented events, and consumers that note what they were given as rows, so that undoing shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from portevoix.kernel import database, jobs
from portevoix.kernel.events import Event
from portevoix.kernel.relay import Consumer
from portevoix.kernel.unit_of_work import emit, unit_of_work


@dataclass(frozen=True, kw_only=True)
class Rang(Event):
    """A bell rang."""

    number: int


@dataclass(frozen=True, kw_only=True)
class Echoed(Event):
    """A consumer answered a bell with a command of its own."""

    number: int


class Noting(Consumer):
    """Notes each event it wants as a job of its own kind."""

    name: ClassVar[str] = "noting"
    kinds = (Rang,)

    def handle(self, event: Event, position: int) -> None:
        assert isinstance(event, Rang)
        jobs.enqueue(f"seen.{self.name}", {"number": event.number})

    @classmethod
    def seen(cls) -> list[int]:
        found = database.rows(
            "SELECT payload FROM job WHERE kind = %s ORDER BY id", [f"seen.{cls.name}"]
        )
        return [int(payload.split(":")[1].rstrip("}")) for (payload,) in found]


class Other(Noting):
    """A second one, to see that they do not depend on each other."""

    name: ClassVar[str] = "other"


class Stumbling(Noting):
    """Fails at one number as often as it is told, after having written and emitted."""

    name: ClassVar[str] = "stumbling"

    def __init__(self, at: int, times: int) -> None:
        self.at = at
        self.left = times

    def handle(self, event: Event, position: int) -> None:
        super().handle(event, position)
        assert isinstance(event, Rang)
        emit(Echoed(number=event.number))
        if event.number == self.at and self.left > 0:
            self.left -= 1
            raise ValueError("no")


def ring(*numbers: int) -> None:
    """Emits a bell for each number, in one unit of work each."""
    for number in numbers:
        with unit_of_work():
            emit(Rang(number=number))


def read_after(position: int) -> Iterator[tuple[int, str]]:
    """What a reader of the outbox sees now."""
    found = database.rows(
        "SELECT position, payload FROM outbox WHERE position > %s ORDER BY position", [position]
    )
    yield from found
