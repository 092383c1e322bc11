"""Each grant, one by one; random worlds are compared elsewhere."""

import pytest

from portevoix.domain.accounts.commands import disable, enable
from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import NOBODY, Reader
from portevoix.domain.audiences import circles, commands
from portevoix.domain.audiences.public import Audience, Grant, Rung, may_read, readers_among
from portevoix.domain.posts.commands import delete
from portevoix.domain.relationships import commands as ties
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post, received, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Reader:
    return member("alice")


@pytest.fixture
def bob() -> Reader:
    return member("bob")


@pytest.fixture
def chloe() -> Reader:
    return stranger("chloe")


def follow(follower: Reader, followee: Reader) -> None:
    ties.follow(follower_id=id_of(follower), followee_id=id_of(followee))


def circle_with(owner: Reader, *people: Reader) -> int:
    circle = circles.create_circle(owner_id=id_of(owner), title="Friends")
    for person in people:
        circles.add_to_circle(owner_id=id_of(owner), circle_id=circle.id, account_id=id_of(person))
    return circle.id


@pytest.mark.parametrize(
    ("rung", "nobody", "elsewhere", "member_here"),
    [
        ("public", True, True, True),
        ("quiet", True, True, True),
        ("house", False, False, True),
        ("followers", False, False, False),
        ("connections", False, False, False),
        ("only_me", False, False, False),
    ],
)
def test_who_reads_a_rung_without_any_tie(
    alice: Reader,
    bob: Reader,
    chloe: Reader,
    rung: str,
    nobody: bool,
    elsewhere: bool,
    member_here: bool,
) -> None:
    written = post(alice, rung=rung)
    assert may_read(alice, written.id)
    assert may_read(NOBODY, written.id) is nobody
    assert may_read(chloe, written.id) is elsewhere
    assert may_read(bob, written.id) is member_here


def test_a_follow_counts_once_it_is_accepted(bob: Reader) -> None:
    shy = member("shy")
    Account.objects.filter(id=id_of(shy)).update(locked=True)
    written = post(shy, rung="followers")
    follow(bob, shy)
    assert not may_read(bob, written.id)
    ties.accept_follow(followee_id=id_of(shy), follower_id=id_of(bob))
    assert may_read(bob, written.id)


def test_a_connection_reads_now_and_not_after(alice: Reader, bob: Reader) -> None:
    written = post(alice, rung="connections")
    ties.connect(a_id=id_of(alice), b_id=id_of(bob))
    assert may_read(bob, written.id)
    ties.disconnect(a_id=id_of(alice), b_id=id_of(bob))
    assert not may_read(bob, written.id)


def test_a_circle_reads_what_came_during_an_unbroken_membership(alice: Reader, bob: Reader) -> None:
    circle_id = circle_with(alice)
    before = post(alice, "before", "circle", circle_id=circle_id)
    circles.add_to_circle(owner_id=id_of(alice), circle_id=circle_id, account_id=id_of(bob))
    during = post(alice, "during", "circle", circle_id=circle_id)
    assert [may_read(bob, each.id) for each in (before, during)] == [False, True]
    circles.remove_from_circle(owner_id=id_of(alice), circle_id=circle_id, account_id=id_of(bob))
    circles.add_to_circle(owner_id=id_of(alice), circle_id=circle_id, account_id=id_of(bob))
    assert not may_read(bob, during.id)


def test_a_deleted_circle_leaves_the_author_alone(alice: Reader, bob: Reader) -> None:
    circle_id = circle_with(alice, bob)
    written = post(alice, rung="circle", circle_id=circle_id)
    circles.delete_circle(owner_id=id_of(alice), circle_id=circle_id)
    assert may_read(alice, written.id)
    assert not may_read(bob, written.id)


def test_a_mention_names_a_reader_only_in_wide_posts(alice: Reader, bob: Reader) -> None:
    assert may_read(bob, post(alice, "@bob, look", "followers").id)
    assert not may_read(bob, post(alice, "@bob, look", "connections").id)
    assert not may_read(bob, post(alice, "@bob, look", "only_me").id)


def test_a_reply_below_a_narrow_post_is_read_by_its_readers(alice: Reader, bob: Reader) -> None:
    carla, dora = member("carla"), member("dora")
    follow(bob, alice)
    follow(carla, alice)
    follow(dora, bob)
    answer = reply(bob, post(alice, rung="followers"), rung="as_parent")
    assert may_read(carla, answer.id)
    assert not may_read(dora, answer.id), "who follows the answerer only"
    assert not may_read(NOBODY, answer.id)


def test_what_the_parent_granted_then_still_holds(alice: Reader, bob: Reader) -> None:
    carla = member("carla")
    follow(bob, alice)
    parent = post(alice, rung="followers")
    answer = reply(bob, parent, rung="as_parent")
    commands.widen(actor_id=id_of(alice), post_id=parent.id, audience=Audience(Rung.PUBLIC))
    assert may_read(carla, parent.id)
    assert not may_read(carla, answer.id), "widening leaves existing replies as they are"
    delete(actor_id=id_of(alice), post_id=parent.id)
    assert may_read(bob, answer.id)


def test_an_answer_from_elsewhere_to_all_stays_below_its_parent(
    alice: Reader, chloe: Reader
) -> None:
    follow(chloe, alice)
    parent = post(alice, rung="followers")
    answer = received(chloe, Grant.PUBLIC, in_reply_to_id=parent.id)
    assert answer is not None
    assert not may_read(NOBODY, answer.id)
    assert may_read(alice, answer.id)


def test_a_block_hides_both_ways_and_from_answers_to_the_blocked(
    alice: Reader, bob: Reader
) -> None:
    carla = member("carla")
    written = post(alice)
    answer = reply(carla, written)
    ties.block(blocker_id=id_of(alice), blocked_id=id_of(bob))
    assert not may_read(bob, written.id)
    assert not may_read(alice, post(bob).id)
    assert not may_read(bob, answer.id), "an answer to somebody who blocked the viewer"
    assert not may_read(bob, post(alice, "@bob").id)


def test_a_suspended_author_is_not_there_and_comes_back(alice: Reader) -> None:
    written = post(alice)
    disable("alice")
    assert not may_read(NOBODY, written.id)
    enable("alice")
    assert may_read(NOBODY, written.id)


def test_a_frozen_viewer_reads_what_is_public_and_her_own(alice: Reader, bob: Reader) -> None:
    follow(alice, bob)
    frozen = Reader(alice.account_id, is_member=True, frozen=True)
    assert may_read(frozen, post(bob).id)
    assert may_read(frozen, post(alice, rung="only_me").id)
    assert not may_read(frozen, post(bob, rung="house").id)
    assert not may_read(frozen, post(bob, rung="followers").id)


def test_a_held_post_waits(alice: Reader) -> None:
    written = post(alice)
    commands.hold(subject_id=written.id)
    assert not may_read(NOBODY, written.id)
    assert may_read(alice, written.id)
    commands.release(subject_id=written.id)
    assert may_read(NOBODY, written.id)


def test_narrowing_takes_away_and_keeps_whom_it_names(alice: Reader, bob: Reader) -> None:
    carla = member("carla")
    written = post(alice, "@bob and all")
    commands.narrow(actor_id=id_of(alice), post_id=written.id, audience=Audience(Rung.ONLY_ME))
    assert may_read(bob, written.id)
    assert not may_read(carla, written.id)


def test_readers_among_many_are_those_who_may_read_one_by_one(
    alice: Reader, bob: Reader, chloe: Reader
) -> None:
    frozen = Reader(member("dora").account_id, is_member=True, frozen=True)
    written = post(alice, rung="house")
    everybody = [alice, bob, chloe, frozen, NOBODY]
    expected = {each.account_id for each in everybody if may_read(each, written.id)}
    assert readers_among(written.id, everybody) == expected == {alice.account_id, bob.account_id}
