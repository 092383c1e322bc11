"""Moments as others write them, clamped to what can be true."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

_SHAPE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?"
    r"\s*([Zz]|[+-]\d\d:?\d\d)?"
)
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(minutes=5)


def read_moment(value: Any) -> datetime | None:
    """Returns a moment (RFC 3339 and its usual misspellings; no zone means UTC), or None."""
    match = _SHAPE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    micros = int((match[7] or "0").ljust(6, "0")[:6])
    try:
        moment = datetime(
            year, month, day, hour, minute, min(second, 59), micros, tzinfo=_zone(match[8])
        )
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def clamped(value: Any, *, arrival: datetime) -> datetime:
    """Returns when something was made: what it says, unless unreadable, before 2000 or ahead."""
    moment = read_moment(value)
    if moment is None or moment < _EARLIEST or moment > arrival + _AHEAD:
        return arrival
    return min(moment, arrival)


def written(moment: datetime) -> str:
    """Returns a moment as this house writes it: UTC, whole seconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _zone(text: str | None) -> timezone:
    if text is None or text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
