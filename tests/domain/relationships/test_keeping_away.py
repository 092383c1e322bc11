"""Blocks, mutes, connections, and what is left of a deleted account."""

from datetime import timedelta
from typing import Any

import pytest

from portevoix.domain.accounts.models import Account, Standing
from portevoix.domain.relationships import commands, queries
from portevoix.domain.relationships.errors import TieRefused
from portevoix.domain.relationships.events import Blocked, Connected, Disconnected, Unblocked
from portevoix.domain.relationships.models import Block, Connection, Follow, Mute
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from tests.domain.accounts.people import account, stand, stranger, told, told_names

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[int, int]:
    return account("alice").pk, account("bob").pk


def test_a_block_ends_everything_between_the_two(pair: tuple[int, int]) -> None:
    alice, bob = pair
    commands.follow(follower_id=alice, followee_id=bob)
    commands.follow(follower_id=bob, followee_id=alice)
    commands.connect(a_id=alice, b_id=bob)
    for _ in range(2):
        row = commands.block(blocker_id=alice, blocked_id=bob)
    assert told_names()[3:] == ["FollowTakenBack", "FollowRejected", "Disconnected", "Blocked"]
    assert told()[-1] == Blocked(block_id=row.pk, blocker_id=alice, blocked_id=bob, uri="")
    assert not Follow.objects.exists()
    assert not Connection.objects.exists()
    assert set(Account.objects.values_list("followers_count", "following_count")) == {(0, 0)}
    assert queries.blocked_between(alice, bob)
    assert queries.blocked_between(bob, alice)
    assert queries.blocked_among(bob, [alice, bob]) == {alice}


def test_an_unblock_brings_nothing_back(pair: tuple[int, int]) -> None:
    alice, bob = pair
    commands.follow(follower_id=alice, followee_id=bob)
    row = commands.block(blocker_id=alice, blocked_id=bob, uri="https://far.example/b/1")
    assert queries.block_with_uri("https://far.example/b/1", blocker_id=alice) == row
    for _ in range(2):
        commands.unblock(blocker_id=alice, blocked_id=bob)
    assert told()[-1] == Unblocked(
        block_id=row.pk, blocker_id=alice, blocked_id=bob, uri="https://far.example/b/1"
    )
    assert told_names().count("Unblocked") == 1
    assert not queries.is_following(alice, bob)


def test_a_mute_runs_out_and_begins_anew(
    pair: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, bob = pair
    commands.mute(muter_id=alice, muted_id=bob, duration=timedelta(hours=1))
    now = clock.now()
    assert queries.relations(alice, [bob])[bob].muting
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=2))
    assert not queries.relations(alice, [bob])[bob].muting
    commands.mute(muter_id=alice, muted_id=bob, hides_notifications=False)
    relation = queries.relations(alice, [bob])[bob]
    assert (relation.muting, relation.muting_notifications, relation.muting_until) == (
        True, False, None,
    )  # fmt: skip
    assert Mute.objects.count() == 1
    for _ in range(2):
        commands.unmute(muter_id=alice, muted_id=bob)
    assert told_names() == ["Muted", "Muted", "Unmuted"]


def test_nobody_keeps_away_from_oneself_or_from_the_unknown(pair: tuple[int, int]) -> None:
    alice, _ = pair
    for act, one, other in (
        (commands.block, "blocker_id", "blocked_id"),
        (commands.mute, "muter_id", "muted_id"),
    ):
        oneself: dict[str, Any] = {one: alice, other: alice}
        with pytest.raises(TieRefused) as refused:
            act(**oneself)
        assert refused.value.code == "self"
        unknown: dict[str, Any] = {one: alice, other: 1}
        with pytest.raises(NotFound):
            act(**unknown)


def test_a_connection_is_mutual_and_told_once(pair: tuple[int, int]) -> None:
    alice, bob = pair
    commands.connect(a_id=alice, b_id=bob)
    commands.connect(a_id=bob, b_id=alice)
    assert queries.connected(alice, bob)
    assert queries.connected(bob, alice)
    for _ in range(2):
        commands.disconnect(a_id=bob, b_id=alice)
    assert told() == [Connected(a_id=alice, b_id=bob), Disconnected(a_id=bob, b_id=alice)]
    assert not Connection.objects.exists()


def test_connections_are_of_this_house_and_not_against_a_block(pair: tuple[int, int]) -> None:
    alice, bob = pair
    for other, code in ((stranger("chloe").pk, "elsewhere"), (alice, "self")):
        with pytest.raises(TieRefused) as refused:
            commands.connect(a_id=alice, b_id=other)
        assert refused.value.code == code
    commands.block(blocker_id=bob, blocked_id=alice)
    with pytest.raises(NotFound):
        commands.connect(a_id=alice, b_id=bob)
    commands.unblock(blocker_id=bob, blocked_id=alice)
    stand(Account.objects.get(pk=bob), Standing.SUSPENDED)
    with pytest.raises(NotFound):
        commands.connect(a_id=alice, b_id=bob)


def test_a_parted_account_leaves_no_tie_and_right_counts(pair: tuple[int, int]) -> None:
    alice, bob = pair
    chloe = account("chloe", locked=True).pk
    for follower, followee in ((alice, bob), (bob, alice), (chloe, bob), (chloe, alice)):
        commands.follow(follower_id=follower, followee_id=followee)
    commands.follow(follower_id=bob, followee_id=chloe)
    commands.connect(a_id=alice, b_id=bob)
    commands.mute(muter_id=chloe, muted_id=bob)
    commands.block(blocker_id=bob, blocked_id=account("eve").pk)
    for _ in range(2):
        commands.part(bob)
    rows = Account.objects.filter(pk__in=[alice, bob, chloe]).order_by("pk")
    assert list(rows.values_list("following_count", "followers_count")) == [(0, 1), (0, 0), (1, 0)]
    assert Follow.objects.count() == 1
    for table in (Block, Mute, Connection):
        assert not table.objects.exists()
