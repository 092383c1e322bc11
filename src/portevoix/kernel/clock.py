"""The one place that asks what time it is, so that tests and the demo house can say."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_behind = timedelta()


def now() -> datetime:
    """Returns the present moment, aware, in UTC."""
    return datetime.now(UTC) - _behind


@contextmanager
def behind(by: timedelta) -> Iterator[None]:
    """Puts the clock of this process back by `by` in the block: what happens there is past."""
    global _behind
    before, _behind = _behind, by
    try:
        yield
    finally:
        _behind = before


def aware(moment: datetime) -> datetime:
    """Returns a moment read by hand-written SQL as an aware one: SQLite gives it bare, in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
