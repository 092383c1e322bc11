"""What a house does beside answering: hands events out, shows them, works jobs off."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections

from portevoix.kernel import nudge, worker
from portevoix.kernel.relay import Relay
from portevoix.kernel.watching import Watcher
from portevoix.site import consumers, jobs

log = logging.getLogger(__name__)

_POLL_SECONDS = 1.0


class Background:
    """The threads behind the house. `watching` also starts those who show events live."""

    def __init__(self, *, watching: bool) -> None:
        jobs.load()
        worker.begin_periodic()
        self._stopping = threading.Event()
        self._jobs = worker.NudgedWorker()
        self._relay = Relay(consumers.all_consumers())
        runs: list[Callable[[], None]] = [self._keep_relaying, self._jobs.run]
        if watching:
            self._watcher = Watcher(consumers.all_observers())
            runs.append(self._keep_watching)
        self._threads = [threading.Thread(target=run, name=run.__name__) for run in runs]

    def start(self) -> None:
        """Starts the threads."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends them after what they do now."""
        self._stopping.set()
        self._jobs.stop()
        nudge.wake()
        for thread in self._threads:
            thread.join(timeout=20)

    def _keep_relaying(self) -> None:
        self._keep(self._relay.run_once)

    def _keep_watching(self) -> None:
        self._keep(self._watcher.run_once)

    def _keep(self, once: Callable[[], int]) -> None:
        seen = nudge.generation()
        while not self._stopping.is_set():
            try:
                if once():
                    continue
            except Exception:
                log.exception("the outbox could not be read; trying again")
                close_old_connections()
            seen = nudge.wait(seen, _POLL_SECONDS)
