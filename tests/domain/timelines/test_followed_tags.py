"""Followed tags: what comes home through them, and that building anew gives the same."""

from collections.abc import Callable

import pytest

from portevoix.consumers.timelines import Timelines
from portevoix.domain.relationships import commands as ties
from portevoix.domain.timelines import commands, queries
from portevoix.domain.timelines.followed_tags import follow_tag, follows_tag, tags_of, unfollow_tag
from portevoix.kernel.errors import NotFound
from portevoix.kernel.pagination import Page
from portevoix.kernel.relay import Relay
from tests.factories.people import id_of, member
from tests.factories.posts import post, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def drain() -> Callable[[], None]:
    return Relay([Timelines()]).drain


def test_public_posts_of_anybody_come_home(drain: Callable[[], None]) -> None:
    alice, bob = member("alice"), member("bob")
    before = post(bob, "An old #Jardin")
    drain()
    assert follow_tag(owner_id=id_of(alice), name="#JARDIN") == "jardin"
    follow_tag(owner_id=id_of(alice), name="jardin")
    drain()
    after = post(bob, "A new #jardin")
    answered = reply(bob, post(bob, "Nothing"), "In answer, #jardin")
    for rung in ("quiet", "followers", "house", "only_me"):
        post(bob, "Narrower #jardin", rung)
    drain()
    expected = [answered.id, after.id, before.id]
    assert queries.home(alice, Page()) == expected
    commands.rebuild(owner_id=id_of(alice))
    assert queries.home(alice, Page()) == expected
    ties.mute(muter_id=id_of(alice), muted_id=id_of(bob))
    assert queries.home(alice, Page()) == []


def test_unfollowed_they_leave(drain: Callable[[], None]) -> None:
    alice, bob = member("alice"), member("bob")
    follow_tag(owner_id=id_of(alice), name="Sea")
    post(bob, "The #sea")
    drain()
    assert len(queries.home(alice, Page())) == 1
    assert [each.display for each in tags_of(id_of(alice), Page())] == ["Sea"]
    unfollow_tag(owner_id=id_of(alice), name="sea")
    unfollow_tag(owner_id=id_of(alice), name="sea")
    drain()
    assert queries.home(alice, Page()) == []
    assert not follows_tag(id_of(alice), "sea")


@pytest.mark.parametrize("name", ["", "#", "two words", "a/b", "x" * 256, "12"])
def test_what_is_no_tag_is_not_there(name: str) -> None:
    with pytest.raises(NotFound):
        follow_tag(owner_id=id_of(member("alice")), name=name)
