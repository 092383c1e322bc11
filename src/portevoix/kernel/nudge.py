"""Wakes those who read outbox and jobs. A slow poll is the truth; this only saves waiting."""

import threading

_event = threading.Condition()
_generation = 0


def wake() -> None:
    """Tells every waiting reader of this process that there may be something new."""
    global _generation
    with _event:
        _generation += 1
        _event.notify_all()


def generation() -> int:
    """Returns the number of wakes so far; read it before looking for work."""
    return _generation


def wait(seen: int, timeout: float) -> int:
    """Waits for a wake after `seen`, or `timeout` seconds; returns the number of wakes."""
    with _event:
        _event.wait_for(lambda: _generation != seen, timeout)
        return _generation
