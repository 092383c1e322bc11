"""What a house does beside answering: hands events out, shows them, works jobs off."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connection

from portevoix.kernel import health, nudge, worker
from portevoix.kernel.relay import Relay
from portevoix.kernel.watching import Watcher
from portevoix.site import consumers, jobs

log = logging.getLogger(__name__)

_POLL_SECONDS = 1.0
_STOP_SECONDS = 20.0
_BREATH_SECONDS = 0.005


class Background:
    """The threads behind the house. `watching` also starts those who show events live."""

    def __init__(self, *, watching: bool) -> None:
        jobs.load()
        worker.begin_periodic()
        self._stopping = threading.Event()
        self._jobs = worker.NudgedWorker()
        relay = Relay(consumers.all_consumers())
        runs: dict[str, Callable[[], None]] = {
            "relay": lambda: self._keep("relay", relay.run_once),
            "jobs": self._jobs.run,
        }
        if watching:
            watcher = Watcher(consumers.all_observers())
            runs["observers"] = lambda: self._keep("observers", watcher.run_once)
        self._threads = [threading.Thread(target=run, name=name) for name, run in runs.items()]

    def start(self) -> None:
        """Starts the threads; from now on the house is well only while they live."""
        for thread in self._threads:
            health.expect(thread.name)
            thread.start()

    def stop(self) -> None:
        """Ends them after what they do now."""
        self._stopping.set()
        self._jobs.stop()
        nudge.events.ring()
        for thread in self._threads:
            thread.join(timeout=_STOP_SECONDS)
            health.forget(thread.name)

    def _keep(self, name: str, once: Callable[[], int]) -> None:
        """Does `once` again and again: soon after it found something, else on the next nudge."""
        seen = nudge.events.rung()
        while not self._stopping.is_set():
            health.beat(name)
            try:
                if once():
                    # What comes in this moment shares the next batch, and its commit.
                    self._stopping.wait(_BREATH_SECONDS)
                    continue
            except Exception:
                log.exception("the outbox could not be read; trying again")
                close_old_connections()
            seen = nudge.events.wait(seen, _POLL_SECONDS)
        connection.close()
