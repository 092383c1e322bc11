"""Hands the events of the outbox, in their order, to the consumers.

Each consumer has a cursor in the database, moved in the transaction that holds
its work: an event is handled exactly once. A consumer that stumbles over an
event keeps its order and tries again, later each time, while the others go on;
after the last try the event is parked as a dead job, which the keeper can see
and retry, and the consumer goes on with the next. See
docs/decisions/0007-a-consumer-that-stumbles.md.
"""

import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from portevoix.kernel import clock, cursors, database, jobs
from portevoix.kernel.cursors import CursorState
from portevoix.kernel.events import Event, decode
from portevoix.kernel.unit_of_work import savepoint, unit_of_work

log = logging.getLogger(__name__)

BATCH = 200
# On SQLite a batch holds the only writer: a page waits no longer than this for its turn.
BATCH_SECONDS = 0.05
LAST_TRY = 6
_FIRST_WAIT = timedelta(seconds=1)
_RELAY_LOCK = 0x706F7275


class Consumer:
    """When X happened, also do Y. `kinds` names the events it wants; empty means all."""

    name: ClassVar[str]
    kinds: ClassVar[tuple[type[Event], ...]] = ()

    def handle(self, event: Event, position: int) -> None:
        """Does Y. Runs in a savepoint of the batch's transaction; must not use the network."""
        raise NotImplementedError


class Observer:
    """Sees every event from now on, in every process, and keeps no cursor in the database."""

    name: ClassVar[str]

    def observe(self, events: list[tuple[int, Event]]) -> None:
        """Takes what happened, in order. Faults are logged, the events are not given again."""
        raise NotImplementedError


class Relay:
    """Reads the outbox for a list of consumers. Any number may run; one at a time works."""

    def __init__(self, consumers: Sequence[Consumer]) -> None:
        self.consumers = list(consumers)
        _known.update({consumer.name: consumer for consumer in consumers})

    def run_once(self) -> int:
        """Hands one batch out, in one transaction. Returns how many events it read."""
        if not self.consumers or not self._anything_new():
            return 0
        with unit_of_work():
            if not _only_one():
                return 0
            states = cursors.lock([consumer.name for consumer in self.consumers])
            return self._hand_out(states)

    def drain(self) -> None:
        """Hands everything out, and what follows. A stumbling consumer is left to its time."""
        while self.run_once():
            pass

    def _anything_new(self) -> bool:
        return cursors.anything_after([consumer.name for consumer in self.consumers], clock.now())

    def _hand_out(self, states: dict[str, CursorState]) -> int:
        now = clock.now()
        awake = {name: state for name, state in states.items() if not state.is_waiting(now)}
        if not awake:
            return 0
        started = time.monotonic()
        read = 0
        for position, name, payload in _after(min(state.position for state in awake.values())):
            self._hand_one(awake, position, name, payload)
            read += 1
            if not awake or time.monotonic() - started > BATCH_SECONDS:
                break
        cursors.store(states.values())
        return read

    def _hand_one(
        self, awake: dict[str, CursorState], position: int, name: str, payload: str
    ) -> None:
        event = decode(name, payload)
        for consumer in self.consumers:
            state = awake.get(consumer.name)
            if state is None or state.position >= position:
                continue
            if event is None or not _wants(consumer, event):
                state.passed(position)
                continue
            try:
                with savepoint():
                    consumer.handle(event, position)
            except Exception as fault:
                log.exception("consumer %s stumbled over event %d", consumer.name, position)
                if not _stumbled(state, position, name, payload, fault):
                    del awake[consumer.name]
            else:
                state.passed(position)


_known: dict[str, Consumer] = {}


def _wants(consumer: Consumer, event: Event) -> bool:
    return not consumer.kinds or isinstance(event, consumer.kinds)


def _after(position: int) -> list[tuple[int, str, str]]:
    return [
        (position, name, payload)
        for position, name, payload in database.rows(
            f"SELECT position, name, payload FROM outbox WHERE position > %s"
            f" ORDER BY position LIMIT {BATCH}",
            [position],
        )
    ]


def _only_one() -> bool:
    """Whether this relay is the one that works now; PostgreSQL decides until the commit."""
    if not database.is_postgresql():
        return True
    return bool(database.rows("SELECT pg_try_advisory_xact_lock(%s)", [_RELAY_LOCK])[0][0])


def _stumbled(state: CursorState, position: int, name: str, payload: str, fault: Exception) -> bool:
    """Notes a failure; returns whether the consumer goes on (the event was parked)."""
    reason = f"{type(fault).__name__}: {fault}"[:2000]
    state.failed(position, reason, wait=_FIRST_WAIT * 2**state.tries)
    if state.tries < LAST_TRY:
        return False
    parked = {"consumer": state.consumer, "position": position, "name": name, "payload": payload}
    jobs.park("relay.event", parked, reason)
    state.passed(position)
    return True


@jobs.job("relay.event")
def handle_parked(payload: dict[str, object]) -> None:
    """Hands a parked event once more to its consumer; the keeper asked for it."""
    consumer = _known.get(str(payload["consumer"]))
    event = decode(str(payload["name"]), str(payload["payload"]))
    if consumer is None or event is None:
        raise jobs.GiveUp("neither this consumer nor this event exists any more")
    with unit_of_work():
        consumer.handle(event, int(str(payload["position"])))
