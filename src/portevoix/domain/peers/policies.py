"""How long a house that does not answer is left alone. Pure."""

from datetime import datetime, timedelta

_PATIENCE = 10
_FIRST_PAUSE = timedelta(minutes=10)
_LONGEST_PAUSE = timedelta(hours=24)
_DEAD_AFTER = timedelta(days=7)
_MOST_DOUBLINGS = 8


def pause_after(
    failures: int, *, failing_since: datetime | None, now: datetime
) -> timedelta | None:
    """Returns the pause after `failures` in a row, or None while patience lasts.

    Ten minutes after the tenth, doubled with each further one, a day at most;
    after seven days without an answer a day each time.
    """
    if failures < _PATIENCE:
        return None
    if failing_since is not None and now - failing_since >= _DEAD_AFTER:
        return _LONGEST_PAUSE
    doublings = min(failures - _PATIENCE, _MOST_DOUBLINGS)
    pause: timedelta = _FIRST_PAUSE * int(2**doublings)
    return min(pause, _LONGEST_PAUSE)
