"""Carrying further, taking back, deleting."""

import pytest

from portevoix.domain.accounts.models import Account
from portevoix.domain.audiences.public import NOBODY, Audience, Rung, may_read
from portevoix.domain.posts import commands, queries
from portevoix.domain.posts.errors import MayNotBoost
from portevoix.domain.posts.models import Post
from portevoix.domain.relationships import commands as ties
from portevoix.kernel.errors import Gone, NotFound
from portevoix.kernel.pagination import Page
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post, received, reply

pytestmark = pytest.mark.django_db


def test_a_boost_of_a_boost_carries_the_original_once() -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    written = post(alice)
    first = commands.boost(actor_id=id_of(bob), post_id=written.id)
    second = commands.boost(actor_id=id_of(carla), post_id=first.id)
    assert second.boost_of_id == written.id
    assert commands.boost(actor_id=id_of(bob), post_id=written.id).id == first.id
    assert Post.objects.get(id=written.id).boosts_count == 2


@pytest.mark.parametrize("rung", ["connections", "followers", "only_me", "direct"])
def test_narrow_posts_are_not_carried_by_others(rung: str) -> None:
    alice, bob = member("alice"), member("bob")
    ties.connect(a_id=id_of(alice), b_id=id_of(bob))
    ties.follow(follower_id=id_of(bob), followee_id=id_of(alice))
    written = post(alice, "@bob", rung)
    with pytest.raises((MayNotBoost, NotFound)):
        commands.boost(actor_id=id_of(bob), post_id=written.id)
    assert not Post.objects.exclude(boost_of=None).exists()


def test_a_house_post_is_carried_within_the_house() -> None:
    alice, bob = member("alice"), member("bob")
    carried = commands.boost(
        actor_id=id_of(bob), post_id=post(alice, rung="house").id, audience=Audience(Rung.PUBLIC)
    )
    assert may_read(alice, carried.id)
    assert not may_read(NOBODY, carried.id)


def test_an_author_carries_her_own_followers_post_to_her_followers() -> None:
    alice, bob = member("alice"), member("bob")
    ties.follow(follower_id=id_of(bob), followee_id=id_of(alice))
    carried = commands.boost(actor_id=id_of(alice), post_id=post(alice, rung="followers").id)
    assert may_read(bob, carried.id)
    assert not may_read(NOBODY, carried.id)


def test_a_boost_shows_nothing_that_its_original_hides() -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    carried = commands.boost(actor_id=id_of(bob), post_id=post(alice).id)
    ties.block(blocker_id=id_of(alice), blocked_id=id_of(carla))
    assert not may_read(carla, carried.id)


def test_a_boost_is_taken_back_after_losing_sight_of_the_post() -> None:
    alice, bob = member("alice"), member("bob")
    written = post(alice)
    commands.boost(actor_id=id_of(bob), post_id=written.id)
    ties.block(blocker_id=id_of(alice), blocked_id=id_of(bob))
    commands.take_back_boost(actor_id=id_of(bob), post_id=written.id)
    commands.take_back_boost(actor_id=id_of(bob), post_id=written.id)
    assert Post.objects.get(id=written.id).boosts_count == 0


def test_deleting_takes_the_words_away_and_leaves_a_tombstone() -> None:
    alice, bob = member("alice"), member("bob")
    written = post(alice, "secret #tea", warning="tea")
    answer = reply(bob, written)
    carried = commands.boost(actor_id=id_of(bob), post_id=written.id)
    commands.delete(actor_id=id_of(alice), post_id=written.id)
    left = Post.objects.get(id=written.id)
    assert (left.text, left.html, left.warning) == ("", "", "")
    assert not may_read(alice, written.id)
    assert not may_read(bob, carried.id)
    assert may_read(NOBODY, answer.id), "deletion blanks the parent alone"
    assert queries.tag(NOBODY, "tea", Page()) == []
    assert Account.objects.get(id=id_of(alice)).posts_count == 0
    assert Account.objects.get(id=id_of(bob)).posts_count == 1


@pytest.mark.parametrize(("rung", "answer"), [("public", Gone), ("house", NotFound)])
def test_gone_is_said_only_of_what_was_public(rung: str, answer: type[Exception]) -> None:
    alice, bob = member("alice"), member("bob")
    written = post(alice, rung=rung)
    commands.delete(actor_id=id_of(alice), post_id=written.id)
    with pytest.raises(answer):
        queries.get(bob, written.id)


def test_a_block_makes_gone_into_not_found() -> None:
    alice, bob = member("alice"), member("bob")
    written = post(alice)
    ties.block(blocker_id=id_of(alice), blocked_id=id_of(bob))
    commands.delete(actor_id=id_of(alice), post_id=written.id)
    with pytest.raises(NotFound):
        queries.get(bob, written.id)


def test_nobody_deletes_what_is_anothers() -> None:
    alice, bob = member("alice"), member("bob")
    written = post(alice)
    with pytest.raises(NotFound):
        commands.delete(actor_id=id_of(bob), post_id=written.id)


def test_a_post_deleted_elsewhere_does_not_come_back() -> None:
    zoe = stranger("zoe")
    first = received(zoe)
    assert first is not None
    commands.delete(actor_id=id_of(zoe), post_id=first.id)
    assert received(zoe) is None
    assert not may_read(NOBODY, first.id)
