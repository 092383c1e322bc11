"""Moments as Mastodon writes them."""

from datetime import UTC, datetime

from portevoix.kernel.database import as_moment


def told(moment: datetime) -> str:
    """Returns a moment in UTC, to the millisecond: 2024-05-06T07:08:09.123Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def told_or_none(moment: datetime | None) -> str | None:
    """Returns a moment as `told`, or None for none."""
    return None if moment is None else told(moment)


def told_from_column(stored: object) -> str:
    """Returns as `told` what a column of moments held, read by plain SQL."""
    if isinstance(stored, str):
        # SQLite's text is UTC already, and without a fraction when that is zero.
        return f"{stored[:10]}T{stored[11:23]}Z" if len(stored) > 22 else _to_the_second(stored)
    moment = as_moment(stored)
    return "" if moment is None else told(moment)


def _to_the_second(stored: str) -> str:
    return f"{stored[:10]}T{stored[11:19]}.000Z"
