"""Polls: what may be asked, who votes, what is counted, when it is over."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences.public import NOBODY
from portevoix.domain.notifications.models import Notification
from portevoix.domain.posts import commands
from portevoix.domain.posts.errors import MayNotVote, NotAPost
from portevoix.domain.posts.history import versions
from portevoix.domain.posts.models import Poll, PollVote, Post
from portevoix.domain.posts.poll_draft import PollDraft
from portevoix.domain.posts.poll_queries import own_votes, state_of
from portevoix.domain.posts.remote import RemotePoll
from portevoix.kernel import clock
from portevoix.kernel.errors import DomainError, NotFound
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post, received

pytestmark = pytest.mark.django_db

TEA = PollDraft(options=("Tea", "Coffee", "Neither"), expires_in=3600)


def ask(author: Reader, rung: str = "public", **about: object) -> Post:
    values = {"options": TEA.options, "expires_in": 3600} | about
    return post(author, "What?", rung, poll=PollDraft(**values))  # type: ignore[arg-type]


def vote(voter: Reader, asked: Post, *choices: int) -> None:
    commands.vote(actor_id=id_of(voter), post_id=asked.id, choices=choices)


def figures(asked: Post) -> tuple[list[int], int | None]:
    poll = Poll.objects.get(post_id=asked.id)
    return json.loads(poll.tallies), poll.voters_count


@pytest.mark.parametrize(
    ("about", "fault"),
    [
        ({"options": ("Tea",)}, "too_few_options"),
        ({"options": ()}, "too_few_options"),
        ({"options": ("Tea", " ")}, "blank_option"),
        ({"options": ("Tea", "tea")}, "same_options"),
        ({"options": ("Tea", "x" * 101)}, "option_too_long"),
        ({"options": tuple(map(str, range(11)))}, "too_many_options"),
        ({"expires_in": 299}, "poll_time"),
        ({"expires_in": 10**12}, "poll_time"),
    ],
)
def test_what_may_not_be_asked(about: dict[str, object], fault: str) -> None:
    with pytest.raises(NotAPost) as refused:
        ask(member("alice"), **about)
    assert fault in refused.value.fields["poll"]
    assert not Post.objects.exists()


def test_a_vote_counts_once() -> None:
    alice, bob = member("alice"), member("bob")
    asked = ask(alice)
    vote(bob, asked, 1)
    with pytest.raises(MayNotVote):
        vote(bob, asked, 0)
    assert figures(asked) == ([0, 1, 0], 1)
    assert own_votes(bob, [asked.id]) == {asked.id: (1,)}
    assert own_votes(NOBODY, [asked.id]) == {}


@pytest.mark.parametrize(
    ("choices", "code"),
    [((), "no_such_answer"), ((3,), "no_such_answer"), ((-1,), "no_such_answer"),
     ((10**30,), "no_such_answer"), ((0, 1), "one_answer")],
)  # fmt: skip
def test_votes_that_do_not_count(choices: tuple[int, ...], code: str) -> None:
    asked, bob = ask(member("alice")), member("bob")
    with pytest.raises(MayNotVote) as refused:
        vote(bob, asked, *choices)
    assert refused.value.code == code
    assert figures(asked) == ([0, 0, 0], 0)


def test_several_answers_count_one_person() -> None:
    asked, bob = ask(member("alice"), multiple=True), member("bob")
    vote(bob, asked, 0, 2, 2)
    assert figures(asked) == ([1, 0, 1], 1)


def test_one_does_not_vote_oneself_nor_where_one_may_not_read() -> None:
    alice, bob = member("alice"), member("bob")
    with pytest.raises(MayNotVote):
        vote(alice, ask(alice), 0)
    with pytest.raises(NotFound):
        vote(bob, ask(alice, "only_me"), 0)
    with pytest.raises(NotFound):
        vote(bob, post(alice), 0)


def test_over_is_over_and_told_once(settle: Callable[[], None]) -> None:
    alice, bob, carol = member("alice"), member("bob"), member("carol")
    asked = ask(alice, hide_totals=True)
    vote(bob, asked, 1)
    settle()
    hidden = state_of(Poll.objects.get(post_id=asked.id))
    assert hidden.tallies == (None, None, None)
    commands.end_poll(post_id=asked.id)
    assert not Notification.objects.exists()
    later = clock.now() + timedelta(hours=2)
    with patch.object(clock, "now", lambda: later):
        with pytest.raises(MayNotVote):
            vote(carol, asked, 1)
        settle()
        commands.end_poll(post_id=asked.id)
        settle()
        assert state_of(Poll.objects.get(post_id=asked.id)).tallies == (0, 1, 0)
    told = Notification.objects.values_list("owner_id", "kind", "actor_id", "post_id")
    assert sorted(told) == sorted(
        (id_of(who), "poll", id_of(alice), asked.id) for who in (alice, bob)
    )


def test_other_answers_begin_anew_and_the_former_are_in_the_history() -> None:
    alice, bob = member("alice"), member("bob")
    asked = ask(alice)
    vote(bob, asked, 1)
    longer = PollDraft(options=TEA.options, expires_in=7200)
    commands.edit(actor_id=id_of(alice), post_id=asked.id, text="What?", poll=longer)
    assert figures(asked) == ([0, 1, 0], 1)
    other = PollDraft(options=("Yes", "No"), expires_in=7200)
    commands.edit(actor_id=id_of(alice), post_id=asked.id, text="What?", poll=other)
    assert figures(asked) == ([0, 0], 0)
    assert not PollVote.objects.exists()
    said = [each.options for each in versions(NOBODY, asked.id)[1]]
    assert [json.loads(each) for each in said] == [list(TEA.options), ["Yes", "No"]]
    vote(bob, asked, 0)


def test_votes_from_elsewhere_by_the_words_of_the_answer() -> None:
    alice, zoe = member("alice"), stranger("zoe")
    asked = ask(alice, multiple=True)
    for title in ("Tea", "Coffee", "Tea"):
        commands.receive_vote(actor_id=id_of(zoe), post_id=asked.id, title=title)
    assert figures(asked) == ([1, 1, 0], 1)
    with pytest.raises(MayNotVote):
        commands.receive_vote(actor_id=id_of(zoe), post_id=asked.id, title="Beer")
    single = ask(alice)
    for title in ("Tea", "Coffee"):
        commands.receive_vote(actor_id=id_of(zoe), post_id=single.id, title=title)
    assert figures(single) == ([1, 0, 0], 1)


def test_a_poll_from_elsewhere_brings_its_figures() -> None:
    poll = RemotePoll(("A", "B"), (3, 4), False, None, None)
    made = received(stranger("zoe"), poll=poll)
    assert made is not None
    vote(member("bob"), made, 1)
    assert figures(made) == ([3, 5], None)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_votes_at_one_instant_are_counted_one_by_one() -> None:
    alice, zoe = member("alice"), member("zoe")
    others = [member(f"voter{number}") for number in range(6)]
    asked = ask(alice)
    start = threading.Barrier(10)

    def cast(voter: Reader) -> None:
        start.wait()
        try:
            vote(voter, asked, 1)
        except DomainError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=cast, args=[each]) for each in [*others, zoe, zoe, zoe, zoe]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert figures(asked) == ([0, 7, 0], 7)
    assert PollVote.objects.count() == 7
