"""Shows events to those who pass them on live. Each process has its own, from its start on."""

import logging
from collections.abc import Sequence

from portevoix.kernel import cursors, database
from portevoix.kernel.events import Event, decode
from portevoix.kernel.relay import BATCH, Observer

log = logging.getLogger(__name__)


class Watcher:
    """Reads the outbox for observers, from the moment it is made."""

    def __init__(self, observers: Sequence[Observer]) -> None:
        self.observers = list(observers)
        self.position = cursors.head()

    def run_once(self) -> int:
        """Shows one batch to every observer; returns how many events there were."""
        found = database.rows(
            f"SELECT position, name, payload FROM outbox WHERE position > %s"
            f" ORDER BY position LIMIT {BATCH}",
            [self.position],
        )
        if not found:
            return 0
        self.position = found[-1][0]
        events: list[tuple[int, Event]] = []
        for position, name, payload in found:
            event = decode(name, payload)
            if event is not None:
                events.append((position, event))
        for observer in self.observers:
            try:
                observer.observe(events)
            except Exception:
                log.exception("observer %s failed", observer.name)
        return len(found)
