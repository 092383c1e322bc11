"""Jobs: once while nothing dies, again when something does, never side by side."""

import threading
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from portevoix.kernel import clock, jobs, leases, pools
from portevoix.kernel.leases import Outcome, exchange
from portevoix.kernel.models import Job
from portevoix.kernel.unit_of_work import unit_of_work
from portevoix.kernel.worker import begin_periodic
from tests.kernel.conftest import Clock
from tests.kernel.test_outbox_order import InThread

pytestmark = pytest.mark.django_db

_SHORT = (timedelta(seconds=10), timedelta(seconds=60))


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the invented handlers noted; they are forgotten after the test."""
    monkeypatch.setattr(jobs, "_kinds", {})
    noted: list[Any] = []

    @jobs.job("t.note")
    def note(payload: jobs.Payload) -> None:
        noted.append(payload["n"])

    @jobs.job("t.soon", queue="urgent")
    async def soon(payload: jobs.Payload) -> None:
        noted.append(await pools.in_worker(Job.objects.filter(kind="t.soon").count))

    @jobs.job("t.fail", schedule=_SHORT)
    def fail(payload: jobs.Payload) -> None:
        noted.append("fail")
        raise ValueError("broken")

    @jobs.job("t.later", schedule=_SHORT)
    def later(payload: jobs.Payload) -> None:
        noted.append("later")
        raise jobs.Retry(timedelta(hours=2), "busy")

    @jobs.job("t.never")
    def never(payload: jobs.Payload) -> None:
        raise jobs.GiveUp("gone")

    return noted


def test_a_job_runs_once_and_is_gone(ran: list[Any]) -> None:
    jobs.enqueue("t.note", {"n": 1})
    assert jobs.run_due() == 1
    assert jobs.run_due() == 0
    assert ran == [1]
    assert Job.objects.count() == 0


def test_coroutines_do_their_database_work_in_the_transaction_at_hand(ran: list[Any]) -> None:
    jobs.enqueue("t.soon", {})
    jobs.run_due()
    assert ran == [1]


def test_urgent_queues_come_first_and_each_queue_in_its_order(ran: list[Any]) -> None:
    jobs.enqueue("t.note", {"n": "a"}, queue="later")
    jobs.enqueue("t.note", {"n": "b"})
    jobs.enqueue("t.note", {"n": "c"}, queue="urgent")
    jobs.enqueue("t.note", {"n": "d"})
    begun = [claimed.payload["n"] for claimed in exchange([], 10)]
    assert begun == ["c", "b", "d", "a"]


def test_a_queue_that_nobody_looks_at_is_refused(ran: list[Any]) -> None:
    with pytest.raises(ValueError, match="no worker"):
        jobs.enqueue("t.note", {"n": 1}, queue="misspelt")


def test_a_job_waits_for_its_time(ran: list[Any], time: Clock) -> None:
    jobs.enqueue("t.note", {"n": 1}, run_at=clock.now() + timedelta(minutes=1))
    assert jobs.run_due() == 0
    time.pass_by(seconds=60)
    assert jobs.run_due() == 1


def test_a_job_belongs_to_its_unit_of_work(ran: list[Any]) -> None:
    def enqueue_and_fail() -> None:
        with unit_of_work():
            jobs.enqueue("t.note", {"n": 1})
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        enqueue_and_fail()
    assert jobs.run_due() == 0


def test_a_key_that_waits_is_queued_once(ran: list[Any]) -> None:
    jobs.enqueue("t.note", {"n": 1}, key="one")
    jobs.enqueue("t.note", {"n": 2}, key="one")
    jobs.enqueue_many([jobs.NewJob(kind="t.note", payload={"n": n}, key="two") for n in (3, 4)])
    jobs.run_due()
    assert ran == [1, 3]


def test_a_key_asked_for_while_it_runs_runs_once_more(ran: list[Any]) -> None:
    jobs.enqueue("t.note", {"n": 1}, key="one")
    [held] = exchange([], 1)
    jobs.enqueue("t.note", {"n": 1}, key="one")
    jobs.enqueue("t.note", {"n": 1}, key="one")
    assert exchange([], 1) == []
    exchange([Outcome(held)], 0)
    assert jobs.run_due() == 1
    assert Job.objects.count() == 0


def test_failures_wait_longer_and_longer_and_end_as_dead_letters(
    ran: list[Any], time: Clock
) -> None:
    jobs.enqueue("t.fail", {}, key="one")
    for wait in (0, 10, 60):
        time.pass_by(seconds=wait - 1)
        assert jobs.run_due() == 0 or wait == 0
        time.pass_by(seconds=1)
        jobs.run_due()
    assert ran == ["fail"] * 3
    [(job_id, kind, attempts, reason, _)] = jobs.dead_letters()
    assert (kind, attempts, reason) == ("t.fail", 3, "ValueError: broken")
    time.pass_by(days=30)
    assert jobs.run_due() == 0
    jobs.enqueue("t.fail", {}, key="one")  # A dead letter holds its key no longer.
    assert Job.objects.count() == 2
    assert jobs.retry_dead(job_id)
    assert not jobs.retry_dead(job_id)
    assert jobs.run_due() == 2


def test_a_handler_may_say_when_and_that_it_is_of_no_use(ran: list[Any], time: Clock) -> None:
    jobs.enqueue("t.later", {})
    jobs.enqueue("t.never", {})
    jobs.enqueue("t.unheard-of", {})
    jobs.run_due()
    assert {row[1]: row[3] for row in jobs.dead_letters()} == {
        "t.never": "gone",
        "t.unheard-of": "nobody handles this kind of job",
    }
    waiting = Job.objects.get(kind="t.later")
    assert (waiting.run_at - time.now(), waiting.last_error) == (timedelta(hours=2), "busy")


def test_a_dead_workers_lease_runs_out_and_what_it_says_afterwards_is_not_heard(
    ran: list[Any], time: Clock
) -> None:
    jobs.enqueue("t.note", {"n": 1})
    [first] = exchange([], 1)
    time.pass_by(seconds=leases.LEASE.total_seconds() - 1)
    assert exchange([], 1) == []
    leases.renew([first])
    time.pass_by(seconds=2)
    assert exchange([], 1) == []
    time.pass_by(seconds=leases.LEASE.total_seconds())
    [second] = exchange([], 1)
    assert (second.id, second.attempt) == (first.id, 2)
    exchange([Outcome(first, "late", dead=True)], 0)
    assert jobs.dead_letters() == []
    exchange([Outcome(second)], 0)
    assert Job.objects.count() == 0


def test_a_lane_holds_a_few_at_a_time_and_stops_nobody_else(ran: list[Any]) -> None:
    slow = [jobs.NewJob(kind="t.note", payload={"n": n}, lane="slow.example") for n in range(50)]
    jobs.enqueue_many(slow)
    jobs.enqueue("t.note", {"n": "other"}, lane="fast.example")
    jobs.enqueue("t.note", {"n": "free"})
    held = exchange([], 6)
    assert Counter(each.lane for each in held) == {
        "slow.example": leases.LANE_WIDTH,
        "fast.example": 1,
        "": 1,
    }
    assert exchange([], 6) == []
    again = exchange([Outcome(held[0])], 6)
    assert [each.lane for each in again] == ["slow.example"]


def test_periodic_jobs_begin_once_and_come_back(
    ran: list[Any], time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_kinds", {})
    fails = [False]

    @jobs.periodic("t.hourly", timedelta(hours=1))
    def hourly(_payload: jobs.Payload) -> None:
        ran.append("hourly")
        if fails[0]:
            raise ValueError("no")

    begin_periodic()
    begin_periodic()
    assert jobs.run_due() == 1
    begin_periodic()
    assert jobs.run_due() == 0
    fails[0] = True
    for _ in range(12):
        time.pass_by(hours=1)
        assert jobs.run_due() == 1
    assert jobs.dead_letters() == []
    assert Job.objects.get().attempts == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_hold_one_job_together(ran: list[Any]) -> None:
    jobs.enqueue_many([jobs.NewJob(kind="t.note", payload={"n": n}) for n in range(200)])
    together = threading.Barrier(3)
    taken: list[int] = []

    def work() -> None:
        together.wait(20)
        done: list[Outcome] = []
        while claimed := exchange(done, 7):
            taken.extend(each.payload["n"] for each in claimed)
            done = [Outcome(each) for each in claimed]
        exchange(done, 0)

    threads = [InThread(work) for _ in range(3)]
    for thread in threads:
        thread.finish()
    assert sorted(taken) == list(range(200))
    assert Job.objects.count() == 0
    connection.close()
