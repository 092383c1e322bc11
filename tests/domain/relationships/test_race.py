"""Two at once, which only PostgreSQL lets happen."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection

from portevoix.domain.accounts.models import Account
from portevoix.domain.relationships import commands
from portevoix.domain.relationships.models import Block, Follow
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import unit_of_work
from tests.domain.accounts.people import account

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
_WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def in_a_thread(act: Callable[[], object]) -> object:
    try:
        return act()
    finally:
        connection.close()


def while_held(first: Callable[[], object], second: Callable[[], object]) -> Future[object]:
    """Does `first`, and commits it only once `second`, begun meanwhile, waits for it."""
    with ThreadPoolExecutor(1) as pool:
        with unit_of_work():
            first()
            other = pool.submit(in_a_thread, second)
            tries = 0
            while not (other.done() or _somebody_waits()) and tries < 2000:
                threading.Event().wait(0.005)
                tries += 1
            assert not other.done(), "the second did not wait for the first"
        other.exception(timeout=30)
    return other


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return bool(cursor.fetchone()[0])


def test_a_follow_does_not_slip_past_a_block() -> None:
    alice, bob = account("alice").pk, account("bob").pk
    other = while_held(
        lambda: commands.block(blocker_id=bob, blocked_id=alice),
        lambda: commands.follow(follower_id=alice, followee_id=bob),
    )
    assert isinstance(other.exception(), NotFound)
    assert (Block.objects.count(), Follow.objects.count()) == (1, 0)


def test_a_follow_pressed_twice_counts_once() -> None:
    alice, bob = account("alice").pk, account("bob").pk

    def follow() -> object:
        return commands.follow(follower_id=alice, followee_id=bob)

    assert while_held(follow, follow).exception() is None
    assert Follow.objects.count() == 1
    assert Account.objects.get(pk=bob).followers_count == 1


def test_an_acceptance_and_a_withdrawal_leave_right_counts() -> None:
    alice, bob = account("alice").pk, account("bob", locked=True).pk
    commands.follow(follower_id=alice, followee_id=bob)
    other = while_held(
        lambda: commands.unfollow(follower_id=alice, followee_id=bob),
        lambda: commands.accept_follow(follower_id=alice, followee_id=bob),
    )
    assert isinstance(other.exception(), NotFound)
    assert Account.objects.get(pk=bob).followers_count == 0
