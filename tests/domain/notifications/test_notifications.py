"""Who is told what, and that telling follows the audience when it is read."""

from collections.abc import Callable

import pytest

from portevoix.consumers.notifications import Notifications
from portevoix.domain.accounts.commands import join
from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences import commands as audiences
from portevoix.domain.audiences.public import Audience, Rung
from portevoix.domain.house.models import House
from portevoix.domain.notifications import commands, queries
from portevoix.domain.posts import commands as posts
from portevoix.domain.reactions import commands as reactions
from portevoix.domain.relationships import commands as ties
from portevoix.kernel.errors import NotFound
from portevoix.kernel.pagination import Page
from portevoix.kernel.relay import Relay
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post, received, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Callable[[Reader], list[tuple[str, int]]]:
    """The function that says what somebody is told, after all is worked off."""
    relay = Relay([Notifications()])

    def told_to(person: Reader) -> list[tuple[str, int]]:
        relay.drain()
        return [(row.kind, row.actor_id) for row in queries.page(person, Page())]

    return told_to


Told = Callable[[Reader], list[tuple[str, int]]]


def test_each_act_is_told_once(told: Told) -> None:
    alice, bob = member("alice"), member("bob")
    written = post(alice)
    ties.follow(follower_id=id_of(bob), followee_id=id_of(alice))
    for _ in range(2):
        reactions.favourite(actor_id=id_of(bob), post_id=written.id)
        posts.boost(actor_id=id_of(bob), post_id=written.id)
    reply(bob, written, "@alice yes")
    kinds = sorted(kind for kind, _ in told(alice))
    assert kinds == ["favourite", "follow", "mention", "reblog"]
    assert told(bob) == []


def test_what_is_undone_is_told_no_longer(told: Told) -> None:
    alice, bob = member("alice"), member("bob")
    written = post(alice)
    ties.follow(follower_id=id_of(bob), followee_id=id_of(alice))
    reactions.favourite(actor_id=id_of(bob), post_id=written.id)
    posts.boost(actor_id=id_of(bob), post_id=written.id)
    assert len(told(alice)) == 3
    ties.unfollow(follower_id=id_of(bob), followee_id=id_of(alice))
    reactions.take_back_favourite(actor_id=id_of(bob), post_id=written.id)
    posts.take_back_boost(actor_id=id_of(bob), post_id=written.id)
    assert told(alice) == []


def test_a_request_becomes_a_follow(told: Told) -> None:
    alice, bob = member("alice"), member("bob")
    Account.objects.filter(id=id_of(alice)).update(locked=True)
    ties.follow(follower_id=id_of(bob), followee_id=id_of(alice))
    assert told(alice) == [("follow_request", id_of(bob))]
    ties.accept_follow(followee_id=id_of(alice), follower_id=id_of(bob))
    assert told(alice) == [("follow", id_of(bob))]


def test_a_mention_in_a_post_one_may_not_read_is_not_told(told: Told) -> None:
    alice, bob = member("alice"), member("bob")
    hidden = post(alice, "@bob is not meant", "only_me")
    assert told(bob) == []
    audiences.widen(actor_id=id_of(alice), post_id=hidden.id, audience=Audience(Rung.HOUSE))
    assert told(bob) == [("mention", id_of(alice))]


def test_blocked_muted_and_suspended_are_hidden_not_deleted(told: Told) -> None:
    alice, bob = member("alice"), member("bob")
    ties.follow(follower_id=id_of(alice), followee_id=id_of(bob))
    post(bob, "@alice")
    assert len(told(alice)) == 1
    ties.mute(muter_id=id_of(alice), muted_id=id_of(bob))
    assert told(alice) == []
    ties.unmute(muter_id=id_of(alice), muted_id=id_of(bob))
    assert len(told(alice)) == 1
    assert queries.unread_count(alice) == 1


def test_a_limited_stranger_is_not_told_of(told: Told) -> None:
    alice, zoe = member("alice"), stranger("zoe")
    received(zoe, named_ids=(id_of(alice),), mention_ids=(id_of(alice),))
    assert len(told(alice)) == 1
    Account.objects.filter(id=id_of(zoe)).update(limited=True)
    assert told(alice) == []


def test_the_bell_tells_of_every_post(told: Told) -> None:
    alice, bob = member("alice"), member("bob")
    ties.follow(follower_id=id_of(alice), followee_id=id_of(bob), notifies=True)
    post(bob)
    assert told(alice) == [("status", id_of(bob))]


def test_reading_marks_and_putting_away(told: Told) -> None:
    alice, bob = member("alice"), member("bob")
    ties.follow(follower_id=id_of(bob), followee_id=id_of(alice))
    reactions.favourite(actor_id=id_of(bob), post_id=post(alice).id)
    assert len(told(alice)) == 2
    newest, oldest = queries.page(alice, Page())
    commands.mark_read(owner_id=id_of(alice), last_read_id=oldest.id)
    commands.mark_read(owner_id=id_of(alice), last_read_id=1)
    assert [row.unread for row in queries.page(alice, Page())] == [True, False]
    commands.dismiss(owner_id=id_of(alice), notification_id=newest.id)
    assert queries.unread_count(alice) == 0
    with pytest.raises(NotFound):
        commands.dismiss(owner_id=id_of(bob), notification_id=oldest.id)
    commands.clear(owner_id=id_of(alice))
    assert told(alice) == []


def test_staff_learn_that_somebody_waits(told: Told) -> None:
    carla, alice = member("carla", role="owner"), member("alice")
    House.objects.update_or_create(id=1, defaults={"registrations": "approval"})
    asking = join(name="noe", password="long enough", reason="I know Carla.", agreed=True)
    assert told(carla) == [("admin.sign_up", asking.pk)]
    assert told(alice) == []
