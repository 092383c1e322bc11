"""How far each consumer has read the outbox, and what it stumbled over."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portevoix.kernel import clock, database
from portevoix.kernel.models import Cursor, OutboxRow

KEEP = timedelta(days=7)


@dataclass
class CursorState:
    """One consumer's place, changed in memory during a batch and stored with it."""

    consumer: str
    position: int
    failing_position: int | None
    tries: int
    retry_at: datetime | None
    last_error: str
    changed: bool = False

    def is_waiting(self, now: datetime) -> bool:
        """Whether it stumbled and its time to try again has not come."""
        return self.retry_at is not None and self.retry_at > now

    def passed(self, position: int) -> None:
        """The event is dealt with; the next failure is another one."""
        self.position = position
        self.failing_position, self.tries, self.retry_at, self.last_error = None, 0, None, ""
        self.changed = True

    def place(self) -> tuple[Any, ...]:
        """What is stored of it, in the order of the columns."""
        retry_at = database.as_stored(self.retry_at)
        return (self.position, self.failing_position, self.tries, retry_at, self.last_error)

    def failed(self, position: int, reason: str, *, wait: timedelta) -> None:
        """The event was not dealt with; it is tried again after `wait`."""
        self.failing_position, self.last_error = position, reason
        self.tries += 1
        self.retry_at = clock.now() + wait
        self.changed = True


def anything_after(names: Sequence[str], now: datetime) -> bool:
    """Whether a consumer that is not waiting has events before it. Reads only."""
    newest = head()
    found = {row[0]: row for row in database.rows(_CURSORS)}
    for name in names:
        state = _state(found[name]) if name in found else _new(name)
        if state.position < newest and not state.is_waiting(now):
            return True
    return False


def lock(names: Sequence[str]) -> dict[str, CursorState]:
    """Returns the cursors of `names`, locked until the commit; missing ones are made at 0."""
    sql = _CURSORS + " ORDER BY consumer" + (" FOR UPDATE" if database.is_postgresql() else "")
    found = {row[0]: _state(row) for row in database.rows(sql)}
    missing = [name for name in names if name not in found]
    if missing:
        rows = [{"consumer": name, **_AT_THE_START} for name in missing]
        database.insert_many("outbox_cursor", rows, once=True)
        return lock(names)
    return {name: found[name] for name in names}


def store(states: Iterable[CursorState]) -> None:
    """Writes the cursors that moved; those that came to the same place in one statement."""
    together: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for state in states:
        if state.changed:
            together[state.place()].append(state.consumer)
    for place, names in together.items():
        marks = ", ".join(["%s"] * len(names))
        database.run(
            f"UPDATE outbox_cursor SET position = %s, failing_position = %s, tries = %s,"
            f" retry_at = %s, last_error = %s WHERE consumer IN ({marks})",
            [*place, *names],
        )


_CURSORS = (
    "SELECT consumer, position, failing_position, tries, retry_at, last_error FROM outbox_cursor"
)
_AT_THE_START: dict[str, Any] = {"position": 0, "tries": 0, "last_error": ""}


def _state(row: tuple[Any, ...]) -> CursorState:
    consumer, position, failing, tries, retry_at, last_error = row
    return CursorState(consumer, position, failing, tries, database.as_moment(retry_at), last_error)


def _new(name: str) -> CursorState:
    return CursorState(name, 0, None, 0, None, "")


def head() -> int:
    """Returns the position of the newest event, 0 when there was none."""
    return int(database.rows("SELECT COALESCE(MAX(position), 0) FROM outbox")[0][0])


def forget_old(names: Sequence[str]) -> int:
    """Removes events older than a week that all of `names` have read; returns how many."""
    read = dict(Cursor.objects.filter(consumer__in=names).values_list("consumer", "position"))
    lowest = min((read.get(name, 0) for name in names), default=head())
    old = OutboxRow.objects.filter(position__lte=lowest, occurred_at__lt=clock.now() - KEEP)
    return old.delete()[0]
