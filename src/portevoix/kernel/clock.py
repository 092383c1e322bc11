"""The one place that asks what time it is, so that tests can say."""

from datetime import UTC, datetime


def now() -> datetime:
    """Returns the present moment, aware, in UTC."""
    return datetime.now(UTC)
