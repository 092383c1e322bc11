"""Following: options, requests, refusals."""

from collections.abc import Callable
from typing import Any

import pytest

from portevoix.domain.accounts.models import Account, Kind, Standing
from portevoix.domain.relationships import commands, queries
from portevoix.domain.relationships.errors import TieRefused
from portevoix.domain.relationships.events import (
    Followed,
    FollowRejected,
    FollowRequested,
    FollowTakenBack,
)
from portevoix.domain.relationships.models import Follow
from portevoix.kernel.errors import NotFound
from tests.domain.accounts.people import account, stand, stranger, told, told_names

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Account:
    return account("alice")


@pytest.fixture
def bob() -> Account:
    return account("bob")


def follow(one: Account, other: Account, **given: object) -> Follow:
    wanted: dict[str, Any] = {"follower_id": one.pk, "followee_id": other.pk, **given}
    return commands.follow(**wanted)


def counts(one: Account) -> tuple[int, int]:
    one.refresh_from_db()
    return one.following_count, one.followers_count


def test_an_open_account_is_followed_at_once(alice: Account, bob: Account) -> None:
    row = follow(alice, bob)
    assert row.accepted
    assert (counts(alice), counts(bob)) == ((1, 0), (0, 1))
    assert told() == [
        Followed(
            follow_id=row.pk, follower_id=alice.pk, followee_id=bob.pk, uri="", was_requested=False
        )
    ]


def test_again_changes_the_options_that_are_given(alice: Account, bob: Account) -> None:
    first = follow(alice, bob)
    assert (first.shows_boosts, first.notifies, first.languages) == (True, False, [])
    follow(alice, bob, shows_boosts=False, languages=["fr", "en", "fr"])
    again = follow(alice, bob, notifies=True)
    again.refresh_from_db()
    assert (again.pk, again.shows_boosts, again.notifies) == (first.pk, False, True)
    assert again.languages == ["fr", "en"]
    assert follow(alice, bob, languages=[]).languages == []
    assert (counts(bob), told_names()) == ((0, 1), ["Followed"])


@pytest.mark.parametrize(
    "other",
    [
        lambda: account("chloe", locked=True),
        lambda: stranger("chloe"),
        lambda: stranger("chloe", locked=True),
    ],
)
def test_the_locked_and_all_elsewhere_are_asked(
    alice: Account, other: Callable[[], Account]
) -> None:
    chloe = other()
    row = follow(alice, chloe)
    assert not row.accepted
    assert counts(chloe) == (0, 0)
    assert not queries.is_following(alice.pk, chloe.pk)
    for _ in range(2):
        assert commands.accept_follow(followee_id=chloe.pk, follower_id=alice.pk).accepted
    assert (counts(alice), counts(chloe)) == ((1, 0), (0, 1))
    ours = [event for event in told() if isinstance(event, FollowRequested | Followed)]
    assert [type(event).__name__ for event in ours] == ["FollowRequested", "Followed"]
    assert isinstance(ours[1], Followed)
    assert ours[1].was_requested


def test_a_limited_follower_must_ask(alice: Account, bob: Account) -> None:
    Account.objects.filter(pk=alice.pk).update(limited=True)
    assert not follow(alice, bob).accepted


def test_a_follow_from_elsewhere_keeps_its_uri(bob: Account) -> None:
    far = stranger("chloe")
    row = follow(far, bob, uri="https://far.example/follows/1")
    assert row.accepted
    follow(far, bob, uri="https://far.example/follows/2")
    assert queries.follow_with_uri("https://far.example/follows/1", follower_id=far.pk) is None
    assert queries.follow_with_uri("https://far.example/follows/2", follower_id=far.pk) == row
    assert queries.follow_with_uri("https://far.example/follows/2", follower_id=bob.pk) is None


def test_nobody_accepts_what_was_not_asked(alice: Account, bob: Account) -> None:
    for act in (commands.accept_follow, commands.reject_follow):
        with pytest.raises(NotFound):
            act(followee_id=bob.pk, follower_id=alice.pk)


def test_rejecting_ends_a_request_and_an_accepted_follow(alice: Account, bob: Account) -> None:
    chloe = account("chloe", locked=True)
    for other in (bob, chloe):
        row = follow(alice, other)
        commands.reject_follow(followee_id=other.pk, follower_id=alice.pk)
        assert told()[-1] == FollowRejected(
            follow_id=row.pk, follower_id=alice.pk, followee_id=other.pk, uri="",
            was_accepted=row.accepted,
        )  # fmt: skip
        assert counts(other) == (0, 0)
    assert counts(alice) == (0, 0)
    assert not Follow.objects.exists()


def test_unfollowing_and_removing_are_quiet_when_there_is_nothing(
    alice: Account, bob: Account
) -> None:
    row = follow(alice, bob)
    for _ in range(2):
        commands.unfollow(follower_id=alice.pk, followee_id=bob.pk)
        commands.remove_follower(followee_id=bob.pk, follower_id=alice.pk)
    assert told()[1:] == [
        FollowTakenBack(
            follow_id=row.pk, follower_id=alice.pk, followee_id=bob.pk, uri="", was_accepted=True
        )
    ]


@pytest.mark.parametrize("standing", [one for one in Standing if one != Standing.ACTIVE])
def test_who_is_not_there_is_not_followed(alice: Account, bob: Account, standing: Standing) -> None:
    stand(bob, standing)
    with pytest.raises(NotFound):
        follow(alice, bob)
    with pytest.raises(TieRefused) as refused:
        follow(bob, alice)
    assert refused.value.code == "suspended"


def test_a_block_is_silent_to_the_blocked(alice: Account, bob: Account) -> None:
    commands.block(blocker_id=bob.pk, blocked_id=alice.pk)
    with pytest.raises(NotFound) as blocked:
        follow(alice, bob)
    with pytest.raises(NotFound) as unknown:
        commands.follow(follower_id=alice.pk, followee_id=1)
    assert (str(blocked.value), blocked.value.code) == (str(unknown.value), unknown.value.code)
    with pytest.raises(TieRefused) as refused:
        follow(bob, alice)
    assert refused.value.code == "you_block"


def test_the_other_reasons(alice: Account) -> None:
    moved = stranger("moved", moved_to_uri="https://new.example/users/moved")
    house = account("house", kind=Kind.HOUSE)
    for one, other, code in (
        (alice, alice, "self"),
        (alice, moved, "moved"),
        (alice, house, "house"),
        (stranger("one"), stranger("other"), "elsewhere"),
    ):
        with pytest.raises(TieRefused) as refused:
            follow(one, other)
        assert refused.value.code == code
