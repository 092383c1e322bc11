"""Whether this process does all it should: its threads say that they live, others ask."""

import threading
import time

_PATIENCE_SECONDS = 60.0
_beats: dict[str, float] = {}
_lock = threading.Lock()


def expect(name: str) -> None:
    """From now on `name` must beat; it has a minute to begin."""
    with _lock:
        _beats[name] = time.monotonic()


def forget(name: str) -> None:
    """`name` has ended on purpose."""
    with _lock:
        _beats.pop(name, None)


def beat(name: str) -> None:
    """Says that `name` lives. Nothing is noted of those whom nobody expects."""
    with _lock:
        if name in _beats:
            _beats[name] = time.monotonic()


def silent() -> list[str]:
    """Returns the names of those that are expected and have not beaten for a minute."""
    now = time.monotonic()
    with _lock:
        return [name for name, last in _beats.items() if now - last > _PATIENCE_SECONDS]
