"""How often somebody may do something. Counted in the database, so that processes share it."""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from portevoix.kernel import clock, config, database
from portevoix.kernel.errors import TooFast

_KEEP = timedelta(days=2)
_COUNT = """
    INSERT INTO limit_count (key, "window", count) VALUES (%(key)s, %(window)s, 1)
    ON CONFLICT (key, "window") DO UPDATE SET count = limit_count.count + 1
    RETURNING count
"""
_MOST_KEYS_HERE = 50_000
_here: dict[tuple[str, int], int] = {}
_here_lock = threading.Lock()


@dataclass(frozen=True)
class Remaining:
    """What is left of a limit, as answers to apps tell it."""

    limit: int
    remaining: int
    reset_at: datetime


def take(key: str, *, limit: int, seconds: int) -> Remaining:
    """Counts one act of `key` in the running window of `seconds`; every process counts together.

    Call it before the unit of work, so that a refused act counts too. Raises
    TooFast with the end of the window once `limit` acts were taken. Counts
    nothing when the setting RATE_LIMITS is off.
    """
    window = _window(seconds)
    if not config.current().rate_limits:
        return _remaining(limit, 0, window, seconds)
    [(count,)] = database.rows(_COUNT, {"key": f"{key}/{seconds}", "window": window})
    return _remaining(limit, count, window, seconds)


def take_here(key: str, *, limit: int, seconds: int) -> Remaining:
    """As `take`, counted in the memory of this process: for reading, which must not write."""
    window = _window(seconds)
    if not config.current().rate_limits:
        return _remaining(limit, 0, window, seconds)
    with _here_lock:
        if len(_here) >= _MOST_KEYS_HERE:
            _forget_here()
        slot = (f"{key}/{seconds}", window)
        count = _here[slot] = _here.get(slot, 0) + 1
    return _remaining(limit, count, window, seconds)


def forget_old() -> int:
    """Removes counts of windows long over; returns how many."""
    oldest = int((clock.now() - _KEEP).timestamp())
    return database.run('DELETE FROM limit_count WHERE "window" < %(oldest)s', {"oldest": oldest})


def _window(seconds: int) -> int:
    now = int(clock.now().timestamp())
    return now - now % seconds


def _remaining(limit: int, count: int, window: int, seconds: int) -> Remaining:
    reset_at = datetime.fromtimestamp(window + seconds, UTC)
    if count > limit:
        raise TooFast("too many, wait a while", retry_at=reset_at)
    return Remaining(limit=limit, remaining=limit - count, reset_at=reset_at)


def _forget_here() -> None:
    """Drops windows that are over; if everything is fresh, drops everything rather than grow."""
    now = int(clock.now().timestamp())
    for key, window in list(_here):
        if window + int(key.rsplit("/", 1)[1]) <= now:
            del _here[key, window]
    if len(_here) >= _MOST_KEYS_HERE:
        _here.clear()
