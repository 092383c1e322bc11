"""Of whom and of what one is told: against a plain reading of the rule; requests."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.notifications import queries, requests
from portevoix.domain.notifications.commands import notify
from portevoix.domain.notifications.models import Kind, Notification, Policy, Verdict
from portevoix.domain.notifications.policies import CHOICES, judged
from portevoix.domain.relationships.commands import block, follow
from portevoix.domain.relationships.models import Follow
from portevoix.kernel import clock
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.pagination import Page
from tests.factories.people import id_of, member
from tests.factories.posts import post, reply

WORDS = st.sampled_from(list(Verdict.values))


@given(st.tuples(*[WORDS] * 5), st.tuples(*[st.booleans()] * 5))
def test_the_strictest_that_holds_decides(words: tuple[str, ...], hold: tuple[bool, ...]) -> None:
    policy = Policy(owner_id=1, **dict(zip(CHOICES, words, strict=True)))
    said = [word for word, holds in zip(words, hold, strict=True) if holds]
    expected = next((word for word in ("drop", "filter") if word in said), "accept")
    assert judged(policy, dict(zip(CHOICES, hold, strict=True))) == expected


@pytest.fixture
def world(db: None) -> tuple[Reader, Reader]:
    return member("alice"), member("bob")


def told(owner: Reader, actor: Reader, kind: Kind = Kind.FAVOURITE, **about: int) -> str:
    """What became of it: accept, filter or drop."""
    Notification.objects.all().delete()
    notify(owner_id=id_of(owner), kind=kind, actor_id=id_of(actor), **about)
    row = Notification.objects.first()
    return "drop" if row is None else "filter" if row.held else "accept"


def aged(person: Reader) -> None:
    Account.objects.filter(pk=person.account_id).update(created_at=clock.now() - timedelta(days=40))


@pytest.mark.parametrize("word", ["filter", "drop"])
def test_each_choice_means_whom_it_says(world: tuple[Reader, Reader], word: str) -> None:
    alice, bob = world
    owner, actor = id_of(alice), id_of(bob)
    private = post(bob, "@alice hello", "direct")
    assert told(alice, bob) == "accept"

    def only(name: str) -> None:
        requests.choose(owner_id=owner, **dict.fromkeys(CHOICES, "accept") | {name: word})

    only("for_not_following")
    assert told(alice, bob) == word
    only("for_not_followers")
    assert (told(alice, bob), told(alice, bob, Kind.FOLLOW)) == (word, "accept")
    only("for_private_mentions")
    assert told(alice, bob, Kind.MENTION, post_id=private.id) == word
    assert told(alice, bob, Kind.MENTION, post_id=post(bob, "@alice").id) == "accept"
    answered = reply(bob, post(alice, "@bob hello", "direct"), "@alice hello", "direct")
    assert told(alice, bob, Kind.MENTION, post_id=answered.id) == "accept"
    only("for_new_accounts")
    assert told(alice, bob) == word
    aged(bob)
    assert told(alice, bob) == "accept"
    follow(follower_id=actor, followee_id=owner)
    only("for_not_followers")
    assert told(alice, bob) == word
    Follow.objects.update(created_at=clock.now() - timedelta(days=4))
    assert told(alice, bob) == "accept"
    follow(follower_id=owner, followee_id=actor)
    for name in ("for_not_following", "for_private_mentions"):
        only(name)
        assert told(alice, bob, Kind.MENTION, post_id=private.id) == "accept"


def test_kinds_can_be_switched_off(world: tuple[Reader, Reader]) -> None:
    alice, bob = world
    requests.choose(owner_id=id_of(alice), kinds_off=["favourite"])
    assert (told(alice, bob), told(alice, bob, Kind.FOLLOW)) == ("drop", "accept")
    for wrong in ({"kinds_off": ["x"]}, {"for_new_accounts": "burn"}, {"for_cats": "drop"}):
        with pytest.raises(Invalid):
            requests.choose(owner_id=id_of(alice), **wrong)  # type: ignore[arg-type]


def test_what_is_held_waits_as_a_person_and_is_let_out(
    world: tuple[Reader, Reader],
) -> None:
    alice, bob = world
    owner, actor = id_of(alice), id_of(bob)
    requests.choose(owner_id=owner, for_not_following="filter")
    made = [post(alice), post(alice)]
    for each in made:
        notify(owner_id=owner, kind=Kind.FAVOURITE, actor_id=actor, post_id=each.id)
    assert queries.page(alice, Page()) == []
    assert queries.unread_count(alice) == 0
    assert len(queries.page(alice, Page(), held_too=True)) == 2
    [waits] = requests.waiting(alice, Page())
    assert (waits.actor_id, waits.count, waits.last_post_id) == (actor, 2, made[1].id)
    assert requests.summary(alice) == (1, 2)
    requests.dismiss(owner_id=owner, actor_ids=[actor])
    assert requests.summary(alice) == (0, 0)
    notify(owner_id=owner, kind=Kind.FOLLOW, actor_id=actor)
    assert requests.one(alice, actor).count == 1
    requests.accept(owner_id=owner, actor_ids=[actor, 5])
    assert [row.kind for row in queries.page(alice, Page())] == ["follow"]
    assert told(alice, bob) == "accept"
    with pytest.raises(NotFound):
        requests.one(alice, actor)


def test_the_blocked_do_not_wait(world: tuple[Reader, Reader]) -> None:
    alice, bob = world
    requests.choose(owner_id=id_of(alice), for_not_following="filter")
    assert told(alice, bob) == "filter"
    block(blocker_id=id_of(alice), blocked_id=id_of(bob))
    assert requests.waiting(alice, Page()) == []
