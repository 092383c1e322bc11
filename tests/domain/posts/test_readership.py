"""Letting more, or fewer, people read a post."""

from collections.abc import Callable

import pytest

from portevoix.domain.accounts.queries import by_id
from portevoix.domain.audiences.circles import add_to_circle, create_circle
from portevoix.domain.audiences.public import (
    NOBODY,
    Audience,
    AudienceNotPossible,
    Rung,
    known_details,
    may_read,
)
from portevoix.domain.posts import commands
from portevoix.domain.posts.readership import narrower, wider
from portevoix.domain.relationships.commands import follow
from portevoix.domain.timelines.queries import home
from portevoix.kernel.errors import NotAllowed, NotFound
from portevoix.kernel.pagination import Page
from tests.factories.people import id_of, member
from tests.factories.posts import post, reply

pytestmark = pytest.mark.django_db
LADDER = [
    Audience(rung)
    for rung in (
        Rung.ONLY_ME, Rung.CONNECTIONS, Rung.FOLLOWERS, Rung.HOUSE, Rung.QUIET, Rung.PUBLIC,
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("rung", "up", "down"),
    [
        ("only_me", "connections followers house quiet public", ""),
        ("connections", "followers house quiet public", "only_me"),
        ("followers", "connections house quiet public", "only_me"),
        ("house", "connections followers quiet public", "only_me connections"),
        ("quiet", "public", "only_me connections followers house"),
        ("public", "", "only_me connections followers house quiet"),
    ],
)
def test_the_next_rungs(rung: str, up: str, down: str) -> None:
    about = known_details(post(member("alice"), rung=rung).id)
    assert " ".join(each.rung for each in wider(about, LADDER)) == up
    assert " ".join(each.rung for each in narrower(about, LADDER)) == down


def test_widened_it_comes_to_new_people_and_stays_with_the_former(
    settle: Callable[[], None],
) -> None:
    alice, bob, carol = member("alice"), member("bob"), member("carol")
    follow(follower_id=id_of(carol), followee_id=id_of(alice))
    circle = create_circle(owner_id=id_of(alice), title="Singers")
    add_to_circle(owner_id=id_of(alice), circle_id=circle.id, account_id=id_of(bob))
    made = post(alice, "Tonight", "circle", circle_id=circle.id)
    settle()
    assert home(carol, Page(limit=9)) == []
    audience = Audience(Rung.FOLLOWERS)
    commands.widen_post(actor_id=id_of(alice), post_id=made.id, audience=audience)
    settle()
    assert home(carol, Page(limit=9)) == [made.id]
    assert may_read(bob, made.id)
    assert not may_read(NOBODY, made.id)
    with pytest.raises(AudienceNotPossible):
        commands.widen_post(actor_id=id_of(alice), post_id=made.id, audience=audience)


def test_narrowed_it_goes_away_for_the_others() -> None:
    alice, bob, carol = member("alice"), member("bob"), member("carol")
    follow(follower_id=id_of(carol), followee_id=id_of(alice))
    made = post(alice, "@bob and all")
    commands.narrow_post(actor_id=id_of(alice), post_id=made.id, audience=Audience(Rung.FOLLOWERS))
    assert [may_read(who, made.id) for who in (alice, bob, carol, NOBODY)] == [
        True, True, True, False,
    ]  # fmt: skip
    commands.narrow_post(actor_id=id_of(alice), post_id=made.id, audience=Audience(Rung.ONLY_ME))
    assert not may_read(carol, made.id)
    with pytest.raises(AudienceNotPossible):
        commands.narrow_post(actor_id=id_of(alice), post_id=made.id, audience=Audience(Rung.PUBLIC))


def test_the_number_of_posts_follows() -> None:
    alice = member("alice")
    made = post(alice)

    def number() -> int:
        account = by_id(id_of(alice))
        assert account is not None
        return account.posts_count

    assert number() == 1
    commands.narrow_post(actor_id=id_of(alice), post_id=made.id, audience=Audience(Rung.HOUSE))
    assert number() == 0
    commands.widen_post(actor_id=id_of(alice), post_id=made.id, audience=Audience(Rung.QUIET))
    assert number() == 1


def test_conversations_replies_below_narrower_posts_and_others_posts_stay() -> None:
    alice, bob = member("alice"), member("bob")
    talk = post(alice, "@bob psst", "direct")
    parent = post(alice, "Here", "house")
    answer = reply(bob, parent, rung="as_parent")
    for author, made in ((alice, talk), (bob, answer)):
        with pytest.raises((AudienceNotPossible, NotAllowed)):
            commands.widen_post(
                actor_id=id_of(author), post_id=made.id, audience=Audience(Rung.PUBLIC)
            )
    with pytest.raises(NotFound):
        commands.narrow_post(
            actor_id=id_of(bob), post_id=parent.id, audience=Audience(Rung.ONLY_ME)
        )
