"""Events reach each consumer once and in order, whatever another consumer does."""

import pytest

from portevoix.kernel import cursors, database, jobs, relay
from portevoix.kernel.models import Cursor, Job, OutboxRow
from portevoix.kernel.relay import Relay
from portevoix.kernel.unit_of_work import emit, unit_of_work
from portevoix.kernel.watching import Watcher
from tests.kernel.conftest import Clock
from tests.kernel.happenings import Echoed, Noting, Other, Rang, Stumbling, ring

pytestmark = pytest.mark.django_db


def test_each_consumer_gets_each_event_once_in_order() -> None:
    ring(1, 2, 3)
    reader = Relay([Noting(), Other()])
    assert reader.run_once() == 3
    assert reader.run_once() == 0
    assert Noting.seen() == Other.seen() == [1, 2, 3]
    assert set(Cursor.objects.values_list("position", flat=True)) == {cursors.head()}


def test_a_new_consumer_reads_what_it_has_missed_and_the_others_do_not_again() -> None:
    ring(1, 2)
    Relay([Noting()]).drain()
    ring(3)
    Relay([Noting(), Other()]).drain()
    assert Noting.seen() == Other.seen() == [1, 2, 3]


def test_batches_are_read_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "BATCH", 2)
    ring(1, 2, 3, 4, 5)
    Relay([Noting()]).drain()
    assert Noting.seen() == [1, 2, 3, 4, 5]


def test_a_batch_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "BATCH_SECONDS", -1.0)
    ring(1, 2, 3)
    reader = Relay([Noting()])
    assert reader.run_once() == 1
    reader.drain()
    assert Noting.seen() == [1, 2, 3]


def test_an_event_nobody_knows_any_more_is_passed_by() -> None:
    ring(1)
    database.run("UPDATE outbox SET name = 'attic.Forgotten'")
    ring(2)
    Relay([Noting()]).drain()
    assert Noting.seen() == [2]


def test_nothing_new_means_nothing_written() -> None:
    ring(1)
    reader = Relay([Noting()])
    reader.drain()
    before = Cursor.objects.get()
    assert reader.run_once() == 0
    assert Cursor.objects.get().position == before.position


def test_one_that_stumbles_waits_and_the_others_go_on(time: Clock) -> None:
    stumbling = Stumbling(at=2, times=1)
    ring(1, 2, 3)
    reader = Relay([stumbling, Other()])
    reader.drain()
    assert Other.seen() == [1, 2, 3]
    assert Stumbling.seen() == [1]
    state = Cursor.objects.get(consumer="stumbling")
    assert (state.tries, state.last_error) == (1, "ValueError: no")
    assert state.failing_position == state.position + 1
    time.pass_by(seconds=1.5)
    reader.drain()
    assert Stumbling.seen() == [1, 2, 3]
    assert Other.seen() == [1, 2, 3]
    assert Cursor.objects.get(consumer="stumbling").tries == 0


def test_what_a_stumbling_consumer_emitted_is_undone_too(time: Clock) -> None:
    ring(1)
    Relay([Stumbling(at=1, times=1)]).run_once()
    assert OutboxRow.objects.filter(name=Echoed.name).count() == 0


def test_what_consumers_emit_is_handed_out_too() -> None:
    ring(1, 2)
    Relay([Stumbling(at=0, times=0)]).drain()
    assert OutboxRow.objects.filter(name=Echoed.name).count() == 2
    assert Cursor.objects.get().position == cursors.head()


def test_the_waits_grow_and_after_the_last_try_the_event_is_parked(time: Clock) -> None:
    stumbling = Stumbling(at=2, times=relay.LAST_TRY)
    ring(1, 2, 3)
    reader = Relay([stumbling])
    waits = []
    while stumbling.left:
        reader.drain()
        retry_at = Cursor.objects.get().retry_at
        if retry_at is not None:
            waits.append((retry_at - time.now()).total_seconds())
            time.moment = retry_at
    assert waits == [1, 2, 4, 8, 16]
    assert Stumbling.seen() == [1, 3]
    [(job_id, kind, _, reason, _)] = jobs.dead_letters()
    assert (kind, reason) == ("relay.event", "ValueError: no")
    Job.objects.filter(kind="seen.stumbling").delete()
    assert jobs.retry_dead(job_id)
    assert jobs.run_due(limit=1) == 1
    assert Stumbling.seen() == [2]
    assert jobs.dead_letters() == []


def test_a_parked_event_whose_consumer_is_gone_is_given_up() -> None:
    jobs.park("relay.event", {"consumer": "x", "position": 1, "name": "y", "payload": "{}"}, "no")
    [(job_id, *_)] = jobs.dead_letters()
    jobs.retry_dead(job_id)
    jobs.run_due()
    assert "exists any more" in jobs.dead_letters()[0][3]


def test_events_of_a_unit_of_work_that_fails_are_not_there() -> None:
    def emit_and_fail() -> None:
        with unit_of_work():
            emit(Rang(number=1))
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        emit_and_fail()
    assert cursors.head() == 0


def test_nobody_emits_outside_of_a_unit_of_work() -> None:
    with pytest.raises(RuntimeError):
        emit(Rang(number=1))


def test_old_events_go_when_all_have_read_them(time: Clock) -> None:
    ring(1, 2)
    Relay([Noting()]).drain()
    ring(3)
    assert cursors.forget_old(["noting"]) == 0
    time.pass_by(days=8)
    assert cursors.forget_old(["noting", "other"]) == 0
    assert cursors.forget_old(["noting"]) == 2
    Relay([Noting()]).drain()
    assert Noting.seen() == [1, 2, 3]


def test_an_observer_sees_from_now_on_and_its_fault_stops_nobody() -> None:
    class Watching(relay.Observer):
        name = "watching"

        def __init__(self) -> None:
            self.seen: list[int] = []

        def observe(self, events: list[tuple[int, relay.Event]]) -> None:
            self.seen += [event.number for _, event in events if isinstance(event, Rang)]

    class Failing(relay.Observer):
        name = "failing"

        def observe(self, events: list[tuple[int, relay.Event]]) -> None:
            raise ValueError("no")

    ring(1)
    watching = Watching()
    watcher = Watcher([Failing(), watching])
    assert watcher.run_once() == 0
    ring(2, 3)
    assert watcher.run_once() == 2
    assert watcher.run_once() == 0
    assert watching.seen == [2, 3]
