"""A talk is read from its root down, and only what one may read of it."""

import pytest

from portevoix.domain.audiences.public import NOBODY
from portevoix.domain.posts import commands, queries
from portevoix.domain.relationships import commands as ties
from tests.factories.people import id_of, member
from tests.factories.posts import post, reply

pytestmark = pytest.mark.django_db


def test_the_way_up_and_the_tree_below() -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    root = post(alice)
    by_bob = reply(bob, root)
    below_bob = reply(carla, by_bob)
    by_carla = reply(carla, root)
    by_author = reply(alice, root)
    assert queries.ancestors(NOBODY, below_bob.id) == [root.id, by_bob.id]
    below = queries.descendants(NOBODY, root.id)
    assert [each.id for each in below] == [by_author.id, by_bob.id, below_bob.id, by_carla.id]
    assert [each.depth for each in below] == [1, 1, 2, 1]


def test_a_deleted_post_in_the_middle_hides_itself_alone() -> None:
    alice, bob = member("alice"), member("bob")
    root = post(alice)
    middle = reply(bob, root)
    last = reply(alice, middle)
    commands.delete(actor_id=id_of(bob), post_id=middle.id)
    assert [each.id for each in queries.descendants(NOBODY, root.id)] == [last.id]
    assert queries.ancestors(NOBODY, last.id) == [root.id]


def test_who_is_muted_is_folded() -> None:
    alice, bob = member("alice"), member("bob")
    root = post(alice)
    reply(bob, root)
    ties.mute(muter_id=id_of(alice), muted_id=id_of(bob))
    assert [each.folded for each in queries.descendants(alice, root.id)] == [True]
    assert [each.folded for each in queries.descendants(bob, root.id)] == [False]
