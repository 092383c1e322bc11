"""One command, one transaction; its events are rows of the same transaction.

Events are gathered while the command runs and written just before the commit.
On PostgreSQL a lock is held from that moment to the commit, so positions in the
outbox become visible in their order; SQLite has a single writer anyway.
"""

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from portevoix.kernel import clock, database, nudge
from portevoix.kernel.events import Event, encode

_OUTBOX_LOCK = 0x706F7274
_P = ParamSpec("_P")
_R = TypeVar("_R")


class _Current(threading.local):
    events: list[Event] | None = None


_current = _Current()


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Runs the block in one transaction, or joins the one that runs already.

    Everything is undone when the block raises, its events included.
    """
    if _current.events is not None:
        yield
        return
    _current.events = []
    try:
        with transaction.atomic():
            yield
            _append(_current.events)
    finally:
        _current.events = None


@contextmanager
def savepoint() -> Iterator[None]:
    """Inside a unit of work: a block that raises undoes what it wrote and emitted, no more."""
    if _current.events is None:
        raise RuntimeError("a savepoint needs a unit of work around it")
    held = connections[DEFAULT_DB_ALIAS]
    emitted, hooks = len(_current.events), len(held.run_on_commit)
    # By hand: `atomic` costs five times as much, and the relay needs one for each event.
    database.run("SAVEPOINT portevoix")
    try:
        yield
        if held.needs_rollback:
            raise transaction.TransactionManagementError("a block in this one failed unseen")
    except BaseException:
        del _current.events[emitted:]
        del held.run_on_commit[hooks:]
        held.needs_rollback = False
        database.run("ROLLBACK TO SAVEPOINT portevoix")
        raise
    finally:
        database.run("RELEASE SAVEPOINT portevoix")


def command(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Makes `function` run in a unit of work."""

    @functools.wraps(function)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with unit_of_work():
            return function(*args, **kwargs)

    return run


def emit(event: Event) -> None:
    """Adds `event` to the unit of work. Raises RuntimeError outside of one."""
    if _current.events is None:
        raise RuntimeError("events are emitted by commands, inside a unit of work")
    _current.events.append(event)


def _hold_positions() -> None:
    """Until the commit nobody else takes positions, so they are seen in their order."""
    if database.is_postgresql():
        database.rows("SELECT pg_advisory_xact_lock(%s)", [_OUTBOX_LOCK])


def _append(events: list[Event]) -> None:
    if not events:
        return
    _hold_positions()
    moment = clock.now()
    database.insert_many(
        "outbox",
        [
            {
                "name": event.name,
                "version": event.version,
                "payload": encode(event),
                "occurred_at": moment,
            }
            for event in events
        ],
    )
    transaction.on_commit(nudge.events.ring)
