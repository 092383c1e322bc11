"""The one place that asks what time it is, so that tests can say."""

from datetime import UTC, datetime


def now() -> datetime:
    """Returns the present moment, aware, in UTC."""
    return datetime.now(UTC)


def aware(moment: datetime) -> datetime:
    """Returns a moment read by hand-written SQL as an aware one: SQLite gives it bare, in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
