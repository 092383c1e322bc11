"""Work that is done once, later or again: rows that workers lease, and may die.

A job runs at least once: when a worker dies its lease runs out and another
takes the job, so handlers bear being run again. `key` keeps the same work from
being queued twice; when it is asked for while it runs, it runs once more
afterwards. `lane` keeps a slow host from taking every worker.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from portevoix.kernel import clock, database, nudge

Payload = dict[str, Any]
Handler = Callable[[Payload], None] | Callable[[Payload], Awaitable[None]]

DEFAULT: tuple[timedelta, ...] = tuple(
    timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600, 4 * 3600, 24 * 3600)
)
"""The waits between tries; after the last the job is a dead letter."""

URGENCY = ("urgent", "default", "deliveries", "fetches", "later")
"""Queues in the order in which they are served; others come after these."""


class Retry(Exception):
    """Raised by a handler that wants to be run again, after `after` or the schedule's wait."""

    def __init__(self, after: timedelta | None = None, reason: str = "") -> None:
        super().__init__(reason)
        self.after = after
        self.reason = reason


class GiveUp(Exception):
    """Raised by a handler when trying again is of no use: the job is a dead letter at once."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Kind:
    """What is known of a kind of job."""

    name: str
    handler: Handler
    queue: str = "default"
    schedule: Sequence[timedelta] = DEFAULT
    every: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class NewJob:
    """A job to be queued; see `enqueue`."""

    kind: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    queue: str | None = None
    run_at: datetime | None = None
    key: str | None = None
    lane: str = ""


_kinds: dict[str, Kind] = {}


def job(
    kind: str, *, queue: str = "default", schedule: Sequence[timedelta] = DEFAULT
) -> Callable[[Handler], Handler]:
    """Makes the decorated function the handler of `kind`; it may be a coroutine function."""

    def register(handler: Handler) -> Handler:
        _kinds[kind] = Kind(kind, handler, queue, schedule)
        return handler

    return register


def periodic(name: str, every: timedelta) -> Callable[[Handler], Handler]:
    """Makes the decorated function run each `every`, on one worker of all; its payload is empty."""

    def register(handler: Handler) -> Handler:
        _kinds[name] = Kind(name, handler, "later", (), every)
        return handler

    return register


def kind_of(name: str) -> Kind | None:
    """Returns what is known of `name`, or None when nobody handles it."""
    return _kinds.get(name)


def all_kinds() -> dict[str, Kind]:
    """Returns every kind of job by its name."""
    return dict(_kinds)


def queues() -> list[str]:
    """Returns the queues that workers look at, the most urgent first."""
    own = {kind.queue for kind in _kinds.values()}
    return [*URGENCY, *sorted(own.difference(URGENCY))]


def enqueue(
    kind: str,
    payload: Mapping[str, Any],
    *,
    queue: str | None = None,
    run_at: datetime | None = None,
    key: str | None = None,
    lane: str = "",
) -> None:
    """Queues a job, in the running transaction or alone. It becomes due at `run_at` (now).

    `queue` is the handler's own unless given. A `key` already waiting is no error. Raises
    ValueError for a queue that nobody would look at.
    """
    job = NewJob(kind=kind, payload=payload, queue=queue, run_at=run_at, key=key, lane=lane)
    enqueue_many([job])


_COLUMNS = 8
_CHUNK = 100


def enqueue_many(new: Sequence[NewJob]) -> None:
    """Queues many jobs with few statements; see `enqueue`."""
    now = clock.now()
    for start in range(0, len(new), _CHUNK):
        chunk = _without_doubles(new[start : start + _CHUNK])
        values = ", ".join(["(" + ", ".join(["%s"] * _COLUMNS) + ", 0, '', FALSE)"] * len(chunk))
        parameters = [value for each in chunk for value in _row(each, now)]
        database.run(_INSERT.format(values=values), parameters)
    if new:
        transaction.on_commit(nudge.jobs.ring)


_INSERT = """
    INSERT INTO job (queue, kind, payload, key, lane, run_at, created_at, dead_at,
                     attempts, last_error, again)
    VALUES {values}
    ON CONFLICT (key) DO UPDATE SET again = (job.leased_until IS NOT NULL)
"""


def _row(new: NewJob, now: datetime) -> tuple[Any, ...]:
    known = _kinds.get(new.kind)
    queue = new.queue or (known.queue if known else "default")
    if queue not in queues():
        raise ValueError(f"no worker looks at the queue {queue}")
    run_at = database.as_stored(new.run_at or now)
    payload = json.dumps(new.payload, separators=(",", ":"), ensure_ascii=False)
    return queue, new.kind, payload, new.key, new.lane, run_at, database.as_stored(now), None


def _without_doubles(new: Sequence[NewJob]) -> list[NewJob]:
    """PostgreSQL refuses two rows of one key in one statement."""
    seen: set[str] = set()
    kept = []
    for each in new:
        if each.key is None or each.key not in seen:
            kept.append(each)
        if each.key is not None:
            seen.add(each.key)
    return kept


def park(kind: str, payload: Mapping[str, Any], reason: str) -> None:
    """Stores a job that is a dead letter from the start, for the keeper to see and retry."""
    now = database.as_stored(clock.now())
    known = _kinds.get(kind)
    database.run(
        "INSERT INTO job (queue, kind, payload, lane, run_at, created_at, dead_at, attempts,"
        " last_error, again) VALUES (%s, %s, %s, '', %s, %s, %s, 0, %s, FALSE)",
        [known.queue if known else "default", kind, json.dumps(payload), now, now, now, reason],
    )


def dead_letters(limit: int = 100) -> list[tuple[Any, ...]]:
    """Returns (id, kind, attempts, last_error, dead_at) of the newest dead letters."""
    return database.rows(
        "SELECT id, kind, attempts, last_error, dead_at FROM job WHERE dead_at IS NOT NULL"
        f" ORDER BY dead_at DESC LIMIT {int(limit)}"
    )


def retry_dead(job_id: int) -> bool:
    """Makes a dead letter due now, with all its tries before it. Returns whether it was there."""
    found = database.run(
        "UPDATE job SET dead_at = NULL, attempts = 0, run_at = %s"
        " WHERE id = %s AND dead_at IS NOT NULL",
        [database.as_stored(clock.now()), job_id],
    )
    nudge.jobs.ring()
    return found > 0


def run_due(limit: int = 1000) -> int:
    """Runs what is due now, one after the other, in this thread. Returns how many it ran."""
    from portevoix.kernel import worker  # the worker stands on this module

    return worker.run_due(limit)
