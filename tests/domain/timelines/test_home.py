"""Homes: what enters, what leaves, and that building anew gives the same."""

from collections.abc import Callable

import pytest

from portevoix.consumers.notifications import Notifications
from portevoix.consumers.timelines import Timelines
from portevoix.domain.accounts.models import Member
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences import circles
from portevoix.domain.posts import commands as posts
from portevoix.domain.relationships import commands as ties
from portevoix.domain.timelines import commands, queries
from portevoix.domain.timelines.models import HomeRow
from portevoix.kernel import clock
from portevoix.kernel.pagination import Page
from portevoix.kernel.relay import Relay
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post, received, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def drain() -> Callable[[], None]:
    return Relay([Timelines(), Notifications()]).drain


def home(viewer: Reader) -> list[int]:
    return queries.home(viewer, Page(limit=40))


def follow(follower: Reader, followee: Reader, **how: object) -> None:
    ties.follow(follower_id=id_of(follower), followee_id=id_of(followee), **how)  # type: ignore[arg-type]


def test_what_i_write_is_there_before_anything_else_runs() -> None:
    alice = member("alice")
    written = post(alice, rung="only_me")
    assert home(alice) == [written.id]


def test_a_reply_enters_only_if_i_know_who_is_answered(drain: Callable[[], None]) -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    follow(alice, bob)
    drain()
    to_stranger = reply(bob, post(carla))
    to_me = reply(bob, post(alice))
    drain()
    assert to_stranger.id not in home(alice)
    assert to_me.id in home(alice)
    follow(alice, carla)
    drain()
    assert to_stranger.id in home(alice)


def test_boosts_as_chosen_for_each_followed(drain: Callable[[], None]) -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    follow(alice, bob, shows_boosts=False)
    follow(carla, bob)
    drain()
    carried = posts.boost(actor_id=id_of(bob), post_id=post(member("dora")).id)
    drain()
    assert carried.id not in home(alice)
    assert carried.id in home(carla)


def test_languages_as_chosen_for_each_followed(drain: Callable[[], None]) -> None:
    alice, bob = member("alice"), member("bob")
    follow(alice, bob, languages=["fr"])
    drain()
    french, english = post(bob, language="fr"), post(bob, language="en")
    drain()
    assert home(alice) == [french.id]
    assert english.id not in home(alice)


def test_circle_connections_and_named_come_even_unfollowed(drain: Callable[[], None]) -> None:
    alice, bob, zoe = member("alice"), member("bob"), stranger("zoe")
    circle = circles.create_circle(owner_id=id_of(bob), title="Friends")
    circles.add_to_circle(owner_id=id_of(bob), circle_id=circle.id, account_id=id_of(alice))
    ties.connect(a_id=id_of(alice), b_id=id_of(bob))
    drain()
    expected = [
        post(bob, rung="circle", circle_id=circle.id).id,
        post(bob, rung="connections").id,
        post(bob, "@alice", "followers").id,
    ]
    named = received(zoe, named_ids=(id_of(alice),))
    assert named is not None
    post(bob)
    drain()
    assert home(alice) == [named.id, *reversed(expected)]


def test_muted_and_unfollowed_leave_at_once(drain: Callable[[], None]) -> None:
    alice, bob = member("alice"), member("bob")
    follow(alice, bob)
    drain()
    written = post(bob)
    drain()
    assert home(alice) == [written.id]
    ties.mute(muter_id=id_of(alice), muted_id=id_of(bob))
    assert home(alice) == []
    ties.unmute(muter_id=id_of(alice), muted_id=id_of(bob))
    ties.unfollow(follower_id=id_of(alice), followee_id=id_of(bob))
    drain()
    assert home(alice) == []


def test_members_long_away_get_no_rows_and_are_rebuilt(drain: Callable[[], None]) -> None:
    alice, bob = member("alice"), member("bob")
    follow(alice, bob)
    drain()
    long_ago = clock.now().date().replace(year=2020)
    Member.objects.filter(pk=alice.account_id).update(seen_on=long_ago)
    written = post(bob)
    drain()
    commands.trim()
    assert not HomeRow.objects.filter(owner_id=id_of(alice)).exists()
    commands.rebuild(owner_id=id_of(alice))
    assert home(alice) == [written.id]


def test_trimming_keeps_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "KEPT", 4)
    alice = member("alice")
    written = [post(alice, str(number)).id for number in range(8)]
    commands.trim()
    assert home(alice) == written[:3:-1]


def test_building_anew_gives_what_events_gave(drain: Callable[[], None]) -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    follow(alice, bob)
    first = post(bob)
    drain()
    reply(carla, first, "@alice")
    posts.boost(actor_id=id_of(bob), post_id=post(carla).id)
    posts.delete(actor_id=id_of(bob), post_id=first.id)
    drain()
    before = home(alice)
    commands.rebuild(owner_id=id_of(alice))
    assert home(alice) == before
    assert len(before) == 2


def test_a_page_of_home_is_one_query(django_assert_num_queries: Callable[[int], object]) -> None:
    alice = member("alice")
    for number in range(3):
        post(alice, str(number))
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert len(queries.home(alice, Page(limit=2))) == 2
