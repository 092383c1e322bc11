"""How far each consumer has read the outbox, and what it stumbled over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

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

    def failed(self, position: int, reason: str, *, wait: timedelta) -> None:
        """The event was not dealt with; it is tried again after `wait`."""
        self.failing_position, self.last_error = position, reason
        self.tries += 1
        self.retry_at = clock.now() + wait
        self.changed = True


def anything_after(names: Sequence[str], now: datetime) -> bool:
    """Whether a consumer that is not waiting has events before it. Reads only."""
    [(head,)] = database.rows("SELECT COALESCE(MAX(position), 0) FROM outbox")
    found = {row.consumer: row for row in Cursor.objects.filter(consumer__in=names)}
    for name in names:
        row = found.get(name)
        if row is None:
            return bool(head)
        if row.position < head and (row.retry_at is None or row.retry_at <= now):
            return True
    return False


def lock(names: Sequence[str]) -> dict[str, CursorState]:
    """Returns the cursors of `names`, locked until the commit; missing ones are made at 0."""
    Cursor.objects.bulk_create([Cursor(consumer=name) for name in names], ignore_conflicts=True)
    rows = Cursor.objects.select_for_update().filter(consumer__in=names).order_by("consumer")
    return {
        row.consumer: CursorState(
            consumer=row.consumer,
            position=row.position,
            failing_position=row.failing_position,
            tries=row.tries,
            retry_at=row.retry_at,
            last_error=row.last_error,
        )
        for row in rows
    }


def store(states: Iterable[CursorState]) -> None:
    """Writes the cursors that moved."""
    for state in states:
        if state.changed:
            Cursor.objects.filter(consumer=state.consumer).update(
                position=state.position,
                failing_position=state.failing_position,
                tries=state.tries,
                retry_at=state.retry_at,
                last_error=state.last_error,
            )


def head() -> int:
    """Returns the position of the newest event, 0 when there was none."""
    newest = OutboxRow.objects.order_by("-position").values_list("position", flat=True).first()
    return newest or 0


def forget_old(names: Sequence[str]) -> int:
    """Removes events older than a week that all of `names` have read; returns how many."""
    read = dict(Cursor.objects.filter(consumer__in=names).values_list("consumer", "position"))
    lowest = min((read.get(name, 0) for name in names), default=head())
    old = OutboxRow.objects.filter(position__lte=lowest, occurred_at__lt=clock.now() - KEEP)
    return old.delete()[0]
