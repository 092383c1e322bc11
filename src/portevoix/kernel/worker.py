"""Runs jobs: many at once in an event loop beside the house, or one by one in a test."""

import asyncio
import contextlib
import inspect
import logging
from datetime import timedelta

from asgiref.sync import async_to_sync

from portevoix.kernel import clock, health, jobs, leases, nudge, pools
from portevoix.kernel.leases import Claimed, Outcome

log = logging.getLogger(__name__)

# Most jobs wait for another house; what computes is held back by the pool of workers.
AT_ONCE = 100
LONGEST_RUN = timedelta(minutes=10)
_POLL_SECONDS = 1.0
_RENEW_SECONDS = leases.LEASE.total_seconds() / 3


def begin_periodic() -> None:
    """Queues the first run of every periodic job that is not queued yet."""
    jobs.enqueue_many(
        [
            jobs.NewJob(kind=kind.name, key=f"periodic:{kind.name}")
            for kind in jobs.all_kinds().values()
            if kind.every is not None
        ]
    )


def run_due(limit: int) -> int:
    """Runs up to `limit` due jobs one after the other in this thread; returns how many."""
    ran = 0
    while ran < limit and (claimed := leases.exchange([], 1)):
        with pools.in_caller():
            outcome = async_to_sync(_run)(claimed[0])
        leases.exchange([outcome], 0)
        ran += 1
    return ran


class Worker:
    """Takes jobs as they come due, until `stop`. Its loop belongs to one thread."""

    def __init__(self, *, at_once: int = AT_ONCE) -> None:
        self.at_once = at_once
        self._held: dict[asyncio.Task[Outcome], Claimed] = {}
        self._stopping = asyncio.Event()
        self._wake = asyncio.Event()

    def stop(self) -> None:
        """Asks the worker to take nothing more; call it in the worker's loop."""
        self._stopping.set()
        self._wake.set()

    def wake(self) -> None:
        """Says that there may be something due; call it in the worker's loop."""
        self._wake.set()

    async def run(self, *, grace: float = 10.0) -> None:
        """Works until stopped, then waits `grace` seconds for what runs; the rest is cancelled.

        A cancelled job keeps its lease and is run again once it is over.
        """
        renewing = asyncio.create_task(self._keep_renewing())
        try:
            while not self._stopping.is_set():
                self._wake.clear()
                await self._turn(self.at_once - len(self._held))
            if self._held:
                await asyncio.wait(self._held, timeout=grace)
            await self._turn(0)
        finally:
            renewing.cancel()
            for task in self._held:
                task.cancel()

    async def _turn(self, slots: int) -> None:
        """Settles and claims once, then waits for an end, a wake or the poll."""
        ended = [task for task in self._held if task.done()]
        outcomes = [task.result() for task in ended if not task.cancelled()]
        for task in ended:
            del self._held[task]
        health.beat("jobs")
        try:
            claimed = await pools.leases.run(leases.exchange, outcomes, slots)
        except Exception:
            # The leases run out by themselves; what ended is simply run again.
            log.exception("the jobs' table could not be reached")
            claimed = []
        for each in claimed:
            task = asyncio.create_task(_run(each))
            task.add_done_callback(lambda _: self._wake.set())
            self._held[task] = each
        may_be_more = 0 < slots == len(claimed)
        if not may_be_more and not self._stopping.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _POLL_SECONDS)

    async def _keep_renewing(self) -> None:
        while True:
            await asyncio.sleep(_RENEW_SECONDS)
            with contextlib.suppress(Exception):
                await pools.leases.run(leases.renew, list(self._held.values()))


async def _run(claimed: Claimed) -> Outcome:
    """Runs one job to its end and says how it ended; never raises but when cancelled."""
    kind = jobs.kind_of(claimed.kind)
    if kind is None:
        return Outcome(claimed, reason="nobody handles this kind of job", dead=True)
    try:
        await _call(kind, claimed)
    except jobs.GiveUp as verdict:
        return _failed(kind, claimed, verdict.reason, give_up=True)
    except jobs.Retry as verdict:
        return _failed(kind, claimed, verdict.reason, after=verdict.after)
    except Exception as fault:
        log.exception("job %s (%d) failed", claimed.kind, claimed.id)
        return _failed(kind, claimed, f"{type(fault).__name__}: {fault}")
    if kind.every is not None:
        return Outcome(claimed, retry_at=clock.now() + kind.every, counts=False)
    return Outcome(claimed)


async def _call(kind: jobs.Kind, claimed: Claimed) -> None:
    if inspect.iscoroutinefunction(kind.handler):
        async with asyncio.timeout(LONGEST_RUN.total_seconds()):
            await kind.handler(claimed.payload)
    else:
        await pools.in_worker(kind.handler, claimed.payload)


def _failed(
    kind: jobs.Kind,
    claimed: Claimed,
    reason: str,
    *,
    after: timedelta | None = None,
    give_up: bool = False,
) -> Outcome:
    reason = reason[:2000]
    if kind.every is not None:
        return Outcome(claimed, reason, retry_at=clock.now() + kind.every, counts=False)
    tries = claimed.attempt
    if give_up or tries > len(kind.schedule):
        return Outcome(claimed, reason, dead=True)
    wait = after if after is not None else kind.schedule[tries - 1]
    return Outcome(claimed, reason, retry_at=clock.now() + wait)


class NudgedWorker:
    """A worker in a loop of its own: what the thread of jobs runs."""

    def __init__(self) -> None:
        self._asked_to_stop = False

    def run(self) -> None:
        """Works until `stop`. Call it in a thread."""
        asyncio.run(self._main())

    def stop(self) -> None:
        """Asks it, from any thread, to finish what runs and return."""
        self._asked_to_stop = True
        nudge.jobs.ring()

    async def _main(self) -> None:
        worker = Worker()
        loop = asyncio.get_running_loop()
        listening = asyncio.create_task(asyncio.to_thread(self._listen, worker, loop))
        await worker.run()
        await listening

    def _listen(self, worker: Worker, loop: asyncio.AbstractEventLoop) -> None:
        """Passes nudges of the process on to the loop of the worker."""
        seen = nudge.jobs.rung()
        while not self._asked_to_stop:
            seen = nudge.jobs.wait(seen, _POLL_SECONDS)
            loop.call_soon_threadsafe(worker.wake)
        loop.call_soon_threadsafe(worker.stop)
