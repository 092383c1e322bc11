"""Notes, endorsements, blocked houses, suggestions, mutes that are over."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from portevoix.consumers.timelines import Timelines
from portevoix.domain.accounts.commands import update_profile
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.relationships import commands as ties
from portevoix.domain.relationships.errors import TieRefused
from portevoix.domain.relationships.house_blocks import blocked_houses
from portevoix.domain.relationships.models import Follow, Mute
from portevoix.domain.relationships.queries import endorsements, relations
from portevoix.domain.relationships.suggesting import directory, suggestions
from portevoix.domain.timelines import queries as timelines
from portevoix.kernel import clock
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.pagination import Page
from portevoix.kernel.relay import Relay
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post, received

pytestmark = pytest.mark.django_db


def follow(follower: Reader, followee: Reader) -> None:
    ties.follow(follower_id=id_of(follower), followee_id=id_of(followee))


def accepted(follower: Reader, followee: Reader) -> None:
    follow(follower, followee)
    ties.accept_follow(followee_id=id_of(followee), follower_id=id_of(follower))


def test_a_note_is_kept_for_its_owner_alone() -> None:
    alice, bob = member("alice"), member("bob")
    for text in ("Met at the market", " ", "Has a ladder"):
        ties.note(owner_id=id_of(alice), about_id=id_of(bob), text=text)
        assert relations(id_of(alice), [id_of(bob)])[id_of(bob)].note == text.strip()
    assert relations(id_of(bob), [id_of(alice)])[id_of(alice)].note == ""
    with pytest.raises(Invalid):
        ties.note(owner_id=id_of(alice), about_id=id_of(bob), text="x" * 2001)
    with pytest.raises(TieRefused):
        ties.note(owner_id=id_of(alice), about_id=id_of(alice), text="me")


def test_whom_one_shows_one_follows() -> None:
    alice, bob = member("alice"), member("bob")
    with pytest.raises(Invalid):
        ties.endorse(owner_id=id_of(alice), endorsed_id=id_of(bob))
    follow(alice, bob)
    for _ in range(2):
        ties.endorse(owner_id=id_of(alice), endorsed_id=id_of(bob))
    assert [tie.account_id for tie in endorsements(id_of(alice), Page(), bob)] == [id_of(bob)]
    assert relations(id_of(alice), [id_of(bob)])[id_of(bob)].endorsed
    ties.unfollow(follower_id=id_of(alice), followee_id=id_of(bob))
    assert endorsements(id_of(alice), Page(), bob) == []
    ties.unendorse(owner_id=id_of(alice), endorsed_id=id_of(bob))


def test_a_blocked_house_is_not_met_and_its_ties_end() -> None:
    drain: Callable[[], None] = Relay([Timelines()]).drain
    alice, zoe, yann = member("alice"), stranger("zoe"), stranger("yann", "other.example")
    accepted(alice, zoe)
    accepted(zoe, alice)
    accepted(alice, yann)
    drain()
    named = received(zoe, named_ids=(id_of(alice),))
    kept = received(yann)
    assert named is not None
    assert kept is not None
    drain()
    assert set(timelines.home(alice, Page())) == {named.id, kept.id}
    assert ties.block_house(owner_id=id_of(alice), host="@zoe@Neighbour.example ") == (
        "neighbour.example"
    )
    ties.block_house(owner_id=id_of(alice), host="https://neighbour.example/about")
    drain()
    assert timelines.home(alice, Page()) == [kept.id]
    assert list(Follow.objects.values_list("followee_id", flat=True)) == [id_of(yann)]
    assert [host for _, host in blocked_houses(id_of(alice), Page())] == ["neighbour.example"]
    assert relations(id_of(alice), [id_of(zoe)])[id_of(zoe)].house_blocked
    with pytest.raises(NotFound):
        follow(zoe, alice)
    ties.unblock_house(owner_id=id_of(alice), host="neighbour.example")
    assert set(timelines.home(alice, Page())) == {named.id, kept.id}
    follow(zoe, alice)


@pytest.mark.parametrize("host", ["", "two words", "localhost:8000", "a" * 300, "\x00", "@", "[::"])
def test_what_is_no_other_house_is_refused(host: str) -> None:
    with pytest.raises(Invalid):
        ties.block_house(owner_id=id_of(member("alice")), host=host)


def test_friends_of_friends_are_suggested_who_wish_it() -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    wanted, shy, known, away, blocked = _people()
    for friend in (bob, carla):
        follow(alice, friend)
        follow(friend, wanted)
        follow(friend, alice)
    for other in (shy, known, away, blocked):
        follow(bob, other)
    follow(alice, known)
    ties.set_aside(owner_id=id_of(alice), suggested_id=id_of(away))
    ties.set_aside(owner_id=id_of(alice), suggested_id=1)
    ties.block(blocker_id=id_of(blocked), blocked_id=id_of(alice))
    found = suggestions(id_of(alice), limit=10)
    assert [tuple(each) for each in found] == [(id_of(wanted), 2)]


def _people() -> list[Reader]:
    found = []
    for name in ("wanted", "shy", "known", "away", "blocked"):
        person = member(name)
        update_profile(account_id=id_of(person), discoverable=name != "shy")
        found.append(person)
    return found


def test_the_directory_holds_those_who_wish_it() -> None:
    wanted, _, known, *_ = _people()
    post(wanted)
    found = directory(member("alice"), order="active", here_only=True, limit=2, offset=0)
    assert found[0] == id_of(wanted)
    newest = directory(Reader(None), order="new", here_only=False, limit=80, offset=0)
    assert newest == sorted(newest, reverse=True)
    assert len(newest) == 4
    ties.mute(muter_id=id_of(wanted), muted_id=id_of(known))
    met = directory(wanted, order="new", here_only=False, limit=80, offset=0)
    assert id_of(known) not in met


def test_mutes_that_are_over_end() -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    ties.mute(muter_id=id_of(alice), muted_id=id_of(bob), duration=timedelta(hours=1))
    ties.mute(muter_id=id_of(alice), muted_id=id_of(carla))
    assert ties.end_mutes_that_are_over() == 0
    Mute.objects.filter(muted_id=id_of(bob)).update(expires_at=clock.now())
    assert ties.end_mutes_that_are_over() == 1
    assert list(Mute.objects.values_list("muted_id", flat=True)) == [id_of(carla)]
