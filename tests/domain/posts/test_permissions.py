"""Who may answer and boost: decided once, honoured at every door; and what waits for a word."""

from collections.abc import Callable

import pytest

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences.public import NOBODY, Viewer, may_read
from portevoix.domain.notifications.models import Notification
from portevoix.domain.posts import asks, commands, lists
from portevoix.domain.posts.errors import MayNotBoost, MayNotReply
from portevoix.domain.posts.models import Ask, Policy, Post
from portevoix.domain.reactions.commands import favourite
from portevoix.domain.relationships.commands import follow
from portevoix.domain.timelines.queries import home
from portevoix.kernel.errors import NotFound
from portevoix.kernel.models import OutboxRow
from portevoix.kernel.pagination import Page
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post, received, reply

pytestmark = pytest.mark.django_db


def people() -> tuple[Reader, Reader, Reader, Reader]:
    alice, bob, carol, dora = (member(name) for name in ("alice", "bob", "carol", "dora"))
    follow(follower_id=id_of(bob), followee_id=id_of(alice))
    return alice, bob, carol, dora


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        (Policy.EVERYONE, "alice bob carol dora"),
        (Policy.FOLLOWERS, "alice bob carol"),
        (Policy.MENTIONED, "alice carol"),
        (Policy.ASK, "alice carol"),
        (Policy.NOBODY, "alice"),
    ],
)
def test_who_answers(policy: Policy, allowed: str) -> None:
    alice, bob, carol, dora = people()
    made = post(alice, "Dear @carol", reply_policy=policy)
    at_once = []
    for name, who in {"alice": alice, "bob": bob, "carol": carol, "dora": dora}.items():
        try:
            answer = reply(who, made)
        except MayNotReply:
            continue
        if may_read(NOBODY, answer.id):
            at_once.append(name)
    assert " ".join(at_once) == allowed
    assert Post.objects.get(id=made.id).replies_count == len(at_once)


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        (Policy.EVERYONE, "alice bob carol dora"),
        (Policy.FOLLOWERS, "alice bob"),
        (Policy.MENTIONED, "alice carol"),
        (Policy.ASK, "alice"),
        (Policy.NOBODY, "alice"),
    ],
)
def test_who_boosts(policy: Policy, allowed: str) -> None:
    alice, bob, carol, dora = people()
    made = post(alice, "Dear @carol", boost_policy=policy)
    done = []
    for name, who in {"alice": alice, "bob": bob, "carol": carol, "dora": dora}.items():
        try:
            carried = commands.boost(actor_id=id_of(who), post_id=made.id)
        except MayNotBoost:
            continue
        if carried is not None:
            done.append(name)
    assert " ".join(done) == allowed
    assert Ask.objects.count() == (3 if policy is Policy.ASK else 0)


def test_a_waiting_answer_is_for_two_people_until_the_author_agrees(
    settle: Callable[[], None],
) -> None:
    alice, bob, carol, _ = people()
    follow(follower_id=id_of(carol), followee_id=id_of(bob))
    made = post(alice, reply_policy=Policy.ASK)
    answer = reply(bob, made, "May I? @carol")
    settle()
    readers = {who for who in (alice, bob, carol, NOBODY) if may_read(who, answer.id)}
    assert readers == {alice, bob}
    assert answer.id not in home(carol, Page(limit=10)) + lists.world(carol, Page(limit=10))
    assert Post.objects.get(id=made.id).replies_count == 0
    assert not OutboxRow.objects.filter(name="posts.PostPublished", payload__contains=answer.id)
    [told] = Notification.objects.filter(post_id=answer.id)
    assert (told.owner_id, told.kind) == (id_of(alice), "mention")
    for act in (
        lambda: reply(alice, answer),
        lambda: commands.boost(actor_id=id_of(alice), post_id=answer.id),
        lambda: favourite(actor_id=id_of(alice), post_id=answer.id),
    ):
        with pytest.raises(NotFound):
            act()
    [asked] = asks.waiting_for(alice, Page(limit=10))
    with pytest.raises(NotFound):
        commands.agree(actor_id=id_of(bob), ask_id=asked.id)
    commands.agree(actor_id=id_of(alice), ask_id=asked.id)
    settle()
    assert may_read(carol, answer.id)
    assert may_read(NOBODY, answer.id)
    assert answer.id in home(carol, Page(limit=10))
    assert Post.objects.get(id=made.id).replies_count == 1
    assert Notification.objects.filter(owner_id=id_of(carol), post_id=answer.id).exists()


def test_a_waiting_answer_left_or_deleted_counts_nowhere() -> None:
    alice, bob, _, _ = people()
    made = post(alice, reply_policy=Policy.ASK)
    left, deleted = reply(bob, made), reply(bob, made)
    commands.leave(actor_id=id_of(alice), ask_id=Ask.objects.get(thing_id=left.id).id)
    commands.delete(actor_id=id_of(bob), post_id=deleted.id)
    commands.delete(actor_id=id_of(bob), post_id=left.id)
    assert not Ask.objects.exists()
    assert Post.objects.get(id=made.id).replies_count == 0


def test_a_boost_that_was_asked_for_happens_once() -> None:
    alice, bob, _, _ = people()
    made = post(alice, boost_policy=Policy.ASK)
    for _ in range(2):
        assert commands.boost(actor_id=id_of(bob), post_id=made.id) is None
    commands.agree(actor_id=id_of(alice), ask_id=Ask.objects.get().id)
    assert Post.objects.get(boost_of_id=made.id).author_id == id_of(bob)


def test_policies_change_afterwards_for_what_comes_then() -> None:
    alice, bob, _, dora = people()
    made = post(alice)
    stands = reply(dora, made)
    commands.set_policies(actor_id=id_of(alice), post_id=made.id, reply=Policy.FOLLOWERS)
    with pytest.raises(MayNotReply):
        reply(dora, made)
    reply(bob, made)
    assert may_read(NOBODY, stands.id)
    with pytest.raises(NotFound):
        commands.set_policies(actor_id=id_of(bob), post_id=made.id, reply=Policy.NOBODY)


def test_answers_from_elsewhere_pass_the_same_policy() -> None:
    alice, zoe = member("alice"), stranger("zoe")
    closed = post(alice, reply_policy=Policy.FOLLOWERS)
    asking = post(alice, reply_policy=Policy.ASK)
    assert received(zoe, in_reply_to_id=closed.id) is None
    assert OutboxRow.objects.filter(name="posts.ReplyRefused").count() == 1
    waits = received(zoe, in_reply_to_id=asking.id, number=2)
    assert waits is not None
    assert may_read(alice, waits.id)
    assert not may_read(NOBODY, waits.id)
    follow(follower_id=id_of(zoe), followee_id=id_of(alice))
    assert received(zoe, in_reply_to_id=closed.id, number=3) is not None


def test_what_another_house_wants_to_be_asked_is_decided_there() -> None:
    made = received(stranger("zoe"), reply_policy="ask", boost_policy="ask")
    other = received(stranger("yann"), reply_policy="nobody", boost_policy="nobody")
    bob = member("bob")
    assert made is not None
    assert other is not None
    assert may_read(Viewer(None), reply(bob, made).id)
    assert commands.boost(actor_id=id_of(bob), post_id=made.id) is not None
    with pytest.raises(MayNotReply):
        reply(bob, other)
    with pytest.raises(MayNotBoost):
        commands.boost(actor_id=id_of(bob), post_id=other.id)
