"""Bookmarks: of what one may read, once, and only for oneself."""

import pytest

from portevoix.domain.posts import commands as posts
from portevoix.domain.reactions.bookmarks import bookmark, bookmarks_of, take_back_bookmark
from portevoix.domain.reactions.queries import flags
from portevoix.kernel.errors import NotFound
from portevoix.kernel.pagination import Page
from tests.factories.people import id_of, member
from tests.factories.posts import post

pytestmark = pytest.mark.django_db


def test_once_and_of_a_boost_the_original() -> None:
    alice, bob = member("alice"), member("bob")
    made = post(bob)
    carried = posts.boost(actor_id=id_of(bob), post_id=made.id)
    for number in (carried.id, made.id):
        assert bookmark(actor_id=id_of(alice), post_id=number) == made.id
    assert [each for _, each in bookmarks_of(alice, Page())] == [made.id]
    assert flags(alice, [made.id])[made.id].bookmarked
    assert (
        flags(bob, [made.id]).get(made.id) is None or not flags(bob, [made.id])[made.id].bookmarked
    )
    assert take_back_bookmark(actor_id=id_of(alice), post_id=carried.id) == made.id
    assert bookmarks_of(alice, Page()) == []


def test_not_of_what_one_may_not_read() -> None:
    alice, bob = member("alice"), member("bob")
    hidden = post(bob, rung="only_me")
    with pytest.raises(NotFound):
        bookmark(actor_id=id_of(alice), post_id=hidden.id)
    with pytest.raises(NotFound):
        take_back_bookmark(actor_id=id_of(alice), post_id=1)


def test_what_is_gone_is_not_listed() -> None:
    alice, bob = member("alice"), member("bob")
    made = post(bob)
    bookmark(actor_id=id_of(alice), post_id=made.id)
    posts.delete(actor_id=id_of(bob), post_id=made.id)
    assert bookmarks_of(alice, Page()) == []
