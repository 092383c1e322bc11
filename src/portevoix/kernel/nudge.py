"""Wakes those who read outbox and jobs. A slow poll is the truth; this only saves waiting."""

import threading


class Bell:
    """One reason to wake. Those who wait for another reason sleep on."""

    def __init__(self) -> None:
        self._event = threading.Condition()
        self._rung = 0

    def ring(self) -> None:
        """Tells every waiting reader of this process that there may be something new."""
        with self._event:
            self._rung += 1
            self._event.notify_all()

    def rung(self) -> int:
        """Returns how often it rang so far; read it before looking for work."""
        return self._rung

    def wait(self, seen: int, timeout: float) -> int:
        """Waits for a ring after `seen`, or `timeout` seconds; returns how often it rang."""
        with self._event:
            self._event.wait_for(lambda: self._rung != seen, timeout)
            return self._rung


events = Bell()
"""Rings when events were committed."""

jobs = Bell()
"""Rings when jobs were queued, or their worker is to stop."""
