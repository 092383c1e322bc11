"""What the random worlds found, told again as short stories so that it does not come back."""

import pytest

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences import commands as audiences
from portevoix.domain.audiences.public import Audience, Grant, Rung, may_read
from portevoix.domain.posts.commands import boost
from portevoix.domain.reactions.commands import favourite
from portevoix.domain.relationships import commands as ties
from portevoix.domain.timelines.commands import rebuild
from portevoix.domain.timelines.queries import home
from portevoix.kernel.errors import NotAllowed
from portevoix.kernel.pagination import Page
from tests.audiences_oracle.comparing import drain
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post, received, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Reader:
    return member("alice")


@pytest.fixture
def bob() -> Reader:
    return member("bob")


def test_a_held_post_stays_in_its_authors_home_when_it_is_built_anew(alice: Reader) -> None:
    made = post(alice)
    audiences.hold(subject_id=made.id)
    rebuild(owner_id=id_of(alice))
    assert home(alice, Page()) == [made.id]


def test_a_post_from_somebody_blocked_names_nobody_even_after_unblocking(alice: Reader) -> None:
    zoe = stranger("zoe")
    ties.block(blocker_id=id_of(alice), blocked_id=id_of(zoe))
    named = (id_of(alice),)
    first = received(zoe, Grant.NAMED, named_ids=named, mention_ids=named, direct=True)
    received(zoe, Grant.NAMED, named_ids=named, mention_ids=named, direct=True)
    ties.unblock(blocker_id=id_of(alice), blocked_id=id_of(zoe))
    assert first is not None
    assert not may_read(alice, first.id)


@pytest.mark.parametrize("change", [{"frozen": True}, {"standing": 12}])
def test_who_is_frozen_or_suspended_does_nothing_new(
    alice: Reader, bob: Reader, change: dict[str, object]
) -> None:
    made = post(alice)
    Account.objects.filter(id=id_of(bob)).update(**change)
    with pytest.raises(NotAllowed):
        favourite(actor_id=id_of(bob), post_id=made.id)
    with pytest.raises(NotAllowed):
        boost(actor_id=id_of(bob), post_id=made.id)


def test_an_answer_below_one_to_the_author_alone_keeps_both(alice: Reader, bob: Reader) -> None:
    first = post(alice, rung="followers")
    ties.follow(follower_id=id_of(bob), followee_id=id_of(alice))
    private = reply(bob, first, rung="author_only")
    again = reply(bob, private, rung="as_parent")
    assert may_read(alice, again.id)
    assert may_read(bob, again.id)


def test_an_answer_in_a_conversation_reaches_who_was_named_later(
    alice: Reader, bob: Reader
) -> None:
    carla = member("carla")
    first = post(alice, "@bob, a word.", rung="direct")
    audiences.add_named(post_id=first.id, account_ids=[id_of(carla)])
    answer = reply(bob, first, rung="as_parent")
    assert may_read(carla, answer.id)


def test_a_home_forgets_what_came_by_a_grant_that_is_gone(alice: Reader, bob: Reader) -> None:
    ties.connect(a_id=id_of(alice), b_id=id_of(bob))
    made = post(alice, rung="connections")
    drain()
    for change, rung in ((audiences.narrow, Rung.ONLY_ME), (audiences.widen, Rung.QUIET)):
        change(actor_id=id_of(alice), post_id=made.id, audience=Audience(rung))
    drain()
    assert may_read(bob, made.id)
    assert home(bob, Page()) == []
    assert home(alice, Page()) == [made.id]
