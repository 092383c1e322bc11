"""The worker in its loop: many at once, woken, and stopped whole."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from portevoix.kernel import health, jobs, pools
from portevoix.kernel.models import Job
from portevoix.kernel.worker import NudgedWorker, Worker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_kinds", {})


@pytest.fixture
def thread() -> Iterator[NudgedWorker]:
    """A worker that runs in a thread, as behind a house."""
    running = NudgedWorker()
    threading.Thread(target=running.run, daemon=True).start()
    yield running
    running.stop()


def test_waiting_jobs_run_together_and_new_ones_wake_the_worker(thread: NudgedWorker) -> None:
    together = asyncio.Barrier(5)
    ended = threading.Semaphore(0)

    @jobs.job("t.wait")
    async def wait(_payload: jobs.Payload) -> None:
        await together.wait()  # Nobody passes before all five have begun.
        ended.release()

    for _ in range(5):
        jobs.enqueue("t.wait", {})
    for _ in range(5):
        assert ended.acquire(timeout=20)


def test_stopping_lets_what_runs_finish(thread: NudgedWorker) -> None:
    begun, may_end = threading.Event(), threading.Event()
    done: list[Any] = []

    @jobs.job("t.long")
    def long(_payload: jobs.Payload) -> None:
        begun.set()
        may_end.wait(20)
        done.append(1)

    jobs.enqueue("t.long", {})
    assert begun.wait(20)
    thread.stop()
    may_end.set()
    worker = next(each for each in threading.enumerate() if each.name.endswith("(run)"))
    worker.join(20)
    assert not worker.is_alive()
    assert done == [1]
    assert Job.objects.count() == 0


def test_one_that_does_not_end_keeps_its_lease_for_another() -> None:
    begun = asyncio.Event()

    @jobs.job("t.endless")
    async def endless(_payload: jobs.Payload) -> None:
        begun.set()
        await asyncio.Event().wait()

    jobs.enqueue("t.endless", {})

    async def run() -> None:
        worker = Worker()
        running = asyncio.create_task(worker.run(grace=0.05))
        await begun.wait()
        worker.stop()
        await running

    asyncio.run(run())
    left = Job.objects.get()
    assert left.leased_until is not None
    assert (left.attempts, left.dead_at) == (1, None)


def test_a_full_worker_waits_instead_of_turning_round(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = asyncio.Event()

    @jobs.job("t.endless")
    async def endless(_payload: jobs.Payload) -> None:
        begun.set()
        await asyncio.Event().wait()

    jobs.enqueue("t.endless", {})
    turns: list[str] = []
    monkeypatch.setattr(health, "beat", turns.append)

    async def run() -> None:
        worker = Worker(at_once=1)
        running = asyncio.create_task(worker.run(grace=0))
        await begun.wait()
        before = len(turns)
        for _ in range(20):
            # One that turned round and round would have its turn between any two of these.
            await pools.leases.run(len, "")
        assert len(turns) - before <= 2
        worker.stop()
        await running

    asyncio.run(run())
