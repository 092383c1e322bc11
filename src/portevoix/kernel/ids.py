"""Identifiers: 64 bits, ordered by time, never used again.

An identifier is the milliseconds since 1970 shifted left by 16 bits, plus a
counter. Outside the process it is always a decimal string.
"""

import secrets
import threading
from datetime import UTC, datetime

from portevoix.kernel import clock

LARGEST_ID = 2**63 - 1
_COUNTER_BITS = 16
_lock = threading.Lock()
_last = 0


def new_id() -> int:
    """Returns an identifier larger than every one this process gave before.

    The counter starts at a random place in each millisecond, so that two
    processes on one database do not meet; the primary key says so if they do.
    """
    global _last
    milliseconds = int(clock.now().timestamp() * 1000)
    candidate = (milliseconds << _COUNTER_BITS) | secrets.randbits(_COUNTER_BITS - 2)
    with _lock:
        _last = max(_last + 1, candidate)
        return _last


def id_at(moment: datetime) -> int:
    """Returns an identifier placed at `moment`, for what happened elsewhere earlier."""
    milliseconds = int(moment.timestamp() * 1000)
    return (milliseconds << _COUNTER_BITS) | secrets.randbits(_COUNTER_BITS)


def first_id_at(moment: datetime) -> int:
    """Returns the smallest identifier that `moment` can have, for comparisons."""
    return int(moment.timestamp() * 1000) << _COUNTER_BITS


def moment_of(identifier: int) -> datetime:
    """Returns the moment, in UTC to the millisecond, at which `identifier` was made."""
    return datetime.fromtimestamp((identifier >> _COUNTER_BITS) / 1000, UTC)
