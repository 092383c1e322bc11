"""Liking: once, only what one may read, told only to whom it concerns."""

import pytest

from portevoix.domain.audiences.public import NOBODY
from portevoix.domain.posts.models import Post
from portevoix.domain.reactions import commands, queries
from portevoix.domain.relationships import commands as ties
from portevoix.kernel.errors import NotFound
from portevoix.kernel.pagination import Page
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post

pytestmark = pytest.mark.django_db


def test_liking_twice_counts_once_and_is_taken_back() -> None:
    alice, bob = member("alice"), member("bob")
    written = post(alice)
    for _ in range(2):
        commands.favourite(actor_id=id_of(bob), post_id=written.id)
    assert Post.objects.get(id=written.id).favourites_count == 1
    assert queries.flags(bob, [written.id])[written.id].favourited
    for _ in range(2):
        commands.take_back_favourite(actor_id=id_of(bob), post_id=written.id)
    assert Post.objects.get(id=written.id).favourites_count == 0
    assert queries.flags(bob, [written.id]) == {}


def test_nobody_likes_what_they_may_not_read() -> None:
    written = post(member("alice"), rung="house")
    with pytest.raises(NotFound):
        commands.favourite(actor_id=id_of(stranger("zoe")), post_id=written.id)


def test_who_likes_a_narrow_post_is_told_to_its_author_alone() -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    written = post(alice, rung="house")
    commands.favourite(actor_id=id_of(bob), post_id=written.id)
    assert [account for _, account in queries.favourited_by(alice, written.id, Page())] == [
        bob.account_id
    ]
    assert queries.favourited_by(carla, written.id, Page()) == []
    with pytest.raises(NotFound):
        queries.favourited_by(NOBODY, written.id, Page())


def test_my_favourites_lose_what_i_may_no_longer_read() -> None:
    alice, bob = member("alice"), member("bob")
    written = post(alice)
    commands.favourite(actor_id=id_of(bob), post_id=written.id)
    assert [each for _, each in queries.favourites_of(bob, Page())] == [written.id]
    ties.block(blocker_id=id_of(alice), blocked_id=id_of(bob))
    assert queries.favourites_of(bob, Page()) == []
    commands.take_back_favourite(actor_id=id_of(bob), post_id=written.id)
    assert Post.objects.get(id=written.id).favourites_count == 0
