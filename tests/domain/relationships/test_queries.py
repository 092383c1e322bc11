"""Lists of ties and relations, as doors ask for them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portevoix.domain.accounts.models import Account, Standing
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.relationships import commands, queries
from portevoix.domain.relationships.models import Mute
from portevoix.domain.relationships.queries import Relation, Tie
from portevoix.kernel import clock
from portevoix.kernel.pagination import Page
from tests.domain.accounts.people import account, stand, stranger

pytestmark = pytest.mark.django_db


def who(ties: list[Tie]) -> list[int]:
    return [tie.account_id for tie in ties]


@pytest.fixture
def alice() -> Account:
    return account("alice")


@pytest.fixture
def fans(alice: Account) -> list[Account]:
    people = [account(f"fan{number}") for number in range(5)]
    for fan in people:
        commands.follow(follower_id=fan.pk, followee_id=alice.pk)
    return people


def test_everything_about_two_in_one_query(alice: Account) -> None:
    bob, chloe, far = account("bob"), account("chloe", locked=True), stranger("dora")
    commands.follow(
        follower_id=alice.pk,
        followee_id=bob.pk,
        shows_boosts=False,
        notifies=True,
        languages=["fr"],
    )
    commands.follow(follower_id=bob.pk, followee_id=alice.pk)
    commands.connect(a_id=bob.pk, b_id=alice.pk)
    commands.mute(muter_id=alice.pk, muted_id=bob.pk, duration=timedelta(days=1))
    commands.follow(follower_id=alice.pk, followee_id=chloe.pk)
    commands.block(blocker_id=far.pk, blocked_id=alice.pk)
    with CaptureQueriesContext(connection) as asked:
        found = queries.relations(alice.pk, [far.pk, bob.pk, 1, chloe.pk, bob.pk])
    assert len(asked) == 1
    assert list(found) == [far.pk, bob.pk, chloe.pk]
    until = Mute.objects.get().expires_at
    assert found[bob.pk] == Relation(
        account_id=bob.pk, following=True, shows_boosts=False, notifies=True, languages=("fr",),
        followed_by=True, connected=True, muting=True, muting_notifications=True,
        muting_until=until,
    )  # fmt: skip
    assert found[chloe.pk] == Relation(account_id=chloe.pk, requested=True, shows_boosts=True)
    assert found[far.pk] == Relation(account_id=far.pk, blocked_by=True)
    assert queries.relations(chloe.pk, [alice.pk])[alice.pk].requested_by
    assert queries.relations(far.pk, [alice.pk])[alice.pk].blocking
    assert queries.relations(alice.pk, []) == {}


def test_followers_come_in_pages_newest_first(alice: Account, fans: list[Account]) -> None:
    newest = [fan.pk for fan in reversed(fans)]
    first = queries.followers(alice.pk, Page(limit=2))
    assert who(first) == newest[:2]
    assert who(queries.followers(alice.pk, Page(limit=2, max_id=first[-1].id))) == newest[2:4]
    last = queries.followers(alice.pk, Page())[-1]
    assert who(queries.followers(alice.pk, Page(limit=2, min_id=last.id))) == newest[2:4]
    assert who(queries.following(fans[0].pk, Page())) == [alice.pk]


def test_lists_leave_out_who_is_not_there_and_who_is_blocked(
    alice: Account, fans: list[Account]
) -> None:
    stand(fans[0], Standing.SUSPENDED)
    commands.block(blocker_id=fans[1].pk, blocked_id=fans[2].pk)
    for viewer, unseen in ((fans[1], fans[2]), (fans[2], fans[1])):
        seen = who(queries.followers(alice.pk, Page(), Reader(viewer.pk, is_member=True)))
        assert set(seen) == {fan.pk for fan in fans} - {fans[0].pk, unseen.pk}
    assert len(queries.followers(alice.pk, Page())) == 4


def test_hidden_lists_are_shown_to_their_owner_alone(alice: Account, fans: list[Account]) -> None:
    Account.objects.filter(pk=alice.pk).update(hides_collections=True)
    assert queries.followers(alice.pk, Page()) == []
    assert queries.followers(alice.pk, Page(), Reader(fans[0].pk, is_member=True)) == []
    assert len(queries.followers(alice.pk, Page(), Reader(alice.pk, is_member=True))) == 5


def test_requests_are_no_followers(alice: Account) -> None:
    chloe = account("chloe", locked=True)
    commands.follow(follower_id=alice.pk, followee_id=chloe.pk)
    assert who(queries.follow_requests(chloe.pk, Page())) == [alice.pk]
    assert queries.followers(chloe.pk, Page()) == queries.following(alice.pk, Page()) == []
    commands.accept_follow(followee_id=chloe.pk, follower_id=alice.pk)
    assert queries.follow_requests(chloe.pk, Page()) == []
    assert who(queries.followers(chloe.pk, Page())) == [alice.pk]


def test_own_lists(alice: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    bob, chloe = account("bob"), account("chloe")
    commands.block(blocker_id=alice.pk, blocked_id=bob.pk)
    commands.mute(muter_id=alice.pk, muted_id=bob.pk)
    commands.mute(muter_id=alice.pk, muted_id=chloe.pk, duration=timedelta(hours=1))
    commands.connect(a_id=chloe.pk, b_id=alice.pk)
    assert who(queries.blocks(alice.pk, Page())) == [bob.pk]
    assert who(queries.mutes(alice.pk, Page())) == [chloe.pk, bob.pk]
    assert who(queries.connections(alice.pk, Page())) == [chloe.pk]
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert who(queries.mutes(alice.pk, Page())) == [bob.pk]


def test_whom_a_word_must_reach(alice: Account, fans: list[Account]) -> None:
    shared = "https://far.example/inbox"
    for name, place in (("one", shared), ("two", shared), ("three", "")):
        far = stranger(name, shared_inbox_url=place)
        commands.follow(follower_id=far.pk, followee_id=alice.pk)
    stand(fans[0], Standing.SUSPENDED)
    commands.follow(follower_id=fans[1].pk, followee_id=alice.pk, notifies=True)
    assert set(queries.follower_ids(alice.pk, here=True)) == {fan.pk for fan in fans[1:]}
    assert len(queries.follower_ids(alice.pk, here=False)) == 3
    assert queries.follower_inboxes(alice.pk) == [
        shared, "https://far.example/users/three/inbox",
    ]  # fmt: skip
