"""Quotes with consent: who may, what waits, what is taken back, and who sees what is quoted."""

from collections.abc import Callable

import pytest

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences.public import NOBODY
from portevoix.domain.notifications.models import Notification
from portevoix.domain.posts import commands
from portevoix.domain.posts.errors import MayNotQuote
from portevoix.domain.posts.models import Ask, Policy, Post, Quote
from portevoix.domain.posts.quotes import quoting
from portevoix.domain.relationships.commands import block, follow
from portevoix.kernel.errors import NotFound
from portevoix.kernel.models import OutboxRow
from portevoix.kernel.pagination import Page
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post, received

pytestmark = pytest.mark.django_db


def quote(author: Reader, quoted: Post, rung: str = "public", **about: object) -> Post:
    return post(author, "Well put.", rung, quote_of_id=quoted.id, **about)


def state(made: Post) -> str:
    return Quote.objects.get(post_id=made.id).state


def count(quoted: Post) -> int:
    return Post.objects.get(id=quoted.id).quotes_count


def test_a_public_post_is_quoted_and_its_author_told(settle: Callable[[], None]) -> None:
    alice, bob = member("alice"), member("bob")
    quoted = post(alice)
    made = quote(bob, quoted)
    settle()
    assert (state(made), count(quoted)) == ("accepted", 1)
    told = Notification.objects.get(owner_id=id_of(alice))
    assert (told.kind, told.post_id) == ("quote", made.id)
    assert quoting(NOBODY, quoted.id, Page(limit=9)) == [made.id]
    commands.edit(actor_id=id_of(alice), post_id=quoted.id, text="Otherwise")
    settle()
    told = Notification.objects.get(owner_id=id_of(bob))
    assert (told.kind, told.post_id) == ("quoted_update", made.id)


@pytest.mark.parametrize("rung", ["house", "connections", "only_me", "followers"])
def test_a_narrower_post_is_not_quoted_by_others(rung: str) -> None:
    alice, bob = member("alice"), member("bob")
    follow(follower_id=id_of(bob), followee_id=id_of(alice))
    with pytest.raises((MayNotQuote, NotFound)):
        quote(bob, post(alice, "Here", rung))


def test_ones_own_to_followers_is_quoted_and_shown_to_them_alone() -> None:
    alice = member("alice")
    quoted = post(alice, "To those who follow", "followers")
    made = quote(alice, quoted)
    assert state(made) == "accepted"
    with pytest.raises(NotFound):
        quoting(NOBODY, quoted.id, Page(limit=9))


@pytest.mark.parametrize("policy", [Policy.NOBODY, Policy.FOLLOWERS, Policy.MENTIONED])
def test_the_policy_is_kept(policy: Policy) -> None:
    alice, bob = member("alice"), member("bob")
    quoted = post(alice, quote_policy=policy)
    with pytest.raises(MayNotQuote) as refused:
        quote(bob, quoted)
    assert refused.value.code == f"quote_{policy}"
    assert state(quote(alice, quoted)) == "accepted"


def test_ask_me_first_waits_and_is_agreed_to_or_left(settle: Callable[[], None]) -> None:
    alice, bob = member("alice"), member("bob")
    quoted = post(alice, quote_policy=Policy.ASK)
    first, second = quote(bob, quoted), quote(bob, quoted)
    assert (state(first), count(quoted)) == ("pending", 0)
    settle()
    assert not Notification.objects.filter(owner_id=id_of(alice)).exists()
    commands.agree(actor_id=id_of(alice), ask_id=Ask.objects.get(thing_id=first.id).id)
    commands.leave(actor_id=id_of(alice), ask_id=Ask.objects.get(thing_id=second.id).id)
    assert (state(first), state(second), count(quoted)) == ("accepted", "rejected", 1)


def test_a_consent_is_taken_back_by_who_gave_it_alone() -> None:
    alice, bob = member("alice"), member("bob")
    quoted = post(alice)
    made = quote(bob, quoted)
    with pytest.raises(NotFound):
        commands.withdraw_quote(actor_id=id_of(bob), post_id=made.id)
    for _ in range(2):
        commands.withdraw_quote(actor_id=id_of(alice), post_id=made.id)
    assert (state(made), count(quoted)) == ("revoked", 0)
    assert OutboxRow.objects.filter(name="posts.QuoteWithdrawn").count() == 1


def test_a_deleted_quote_is_counted_no_more() -> None:
    alice, bob = member("alice"), member("bob")
    quoted = post(alice)
    made = quote(bob, quoted)
    commands.delete(actor_id=id_of(bob), post_id=made.id)
    assert count(quoted) == 0


def test_a_narrow_quote_is_in_no_number() -> None:
    alice, bob = member("alice"), member("bob")
    quoted = post(alice)
    quote(bob, quoted, "house")
    assert count(quoted) == 0


def test_blocked_people_quote_nothing() -> None:
    alice, bob = member("alice"), member("bob")
    quoted = post(alice)
    block(blocker_id=id_of(alice), blocked_id=id_of(bob))
    with pytest.raises(NotFound):
        quote(bob, quoted)


def test_a_post_elsewhere_is_asked_for_there() -> None:
    zoe, bob = stranger("zoe"), member("bob")
    quoted = received(zoe, quote_policy="everyone")
    assert quoted is not None
    made = quote(bob, quoted)
    assert state(made) == "pending"
    assert OutboxRow.objects.filter(name="posts.QuoteAsked").count() == 1
    commands.answer_quote(post_id=made.id, agreed=True, stamp_uri="https://neighbour.example/s/1")
    assert (state(made), count(quoted)) == ("accepted", 1)
    closed = received(zoe, number=2)
    assert closed is not None
    with pytest.raises(MayNotQuote):
        quote(bob, closed)
