"""Polls and votes, from here and from elsewhere (wire.md 9)."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest

from portevoix.consumers.deliveries import Deliveries
from portevoix.consumers.notifications import Notifications
from portevoix.consumers.polls import Polls
from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts import commands
from portevoix.domain.posts.models import Poll, PollVote, Post
from portevoix.domain.posts.poll_draft import PollDraft
from portevoix.kernel import clock
from portevoix.kernel.jobs import run_due
from portevoix.kernel.relay import Relay
from tests.factories.posts import post
from tests.federation.peers import HOME, Person, sent
from tests.federation.shapes import act

BOB = f"{HOME}/users/bob"
LATER = "2036-03-05T09:15:00Z"


@pytest.fixture
def settle() -> Callable[[], None]:
    def work() -> None:
        relay = Relay([Notifications(), Polls(), Deliveries()])
        for _ in range(20):
            relay.drain()
            if run_due() == 0:
                return

    return work


Settle = Callable[[], None]


def ask(bob: Account, **about: Any) -> Post:
    draft = PollDraft(**({"options": ("Tea", "Coffee"), "expires_in": 3600} | about))
    return post(Reader(bob.pk, is_member=True), "What?", poll=draft)


def vote(alice: Person, asked: Post, *names: str, number: int = 1) -> dict[str, Any]:
    notes = [
        {
            "id": f"{alice.uri}#votes/{number}-{name}", "type": "Note", "name": name,
            "attributedTo": alice.uri, "inReplyTo": f"{BOB}/statuses/{asked.id}", "to": BOB,
        }
        for name in names
    ]  # fmt: skip
    uri = f"{alice.uri}#votes/{number}/activity"
    return {**act("Create", alice.uri, notes if len(notes) > 1 else notes[0], to=BOB), "id": uri}


def options(*named: tuple[str, Any]) -> list[dict[str, Any]]:
    return [
        {"type": "Note", "name": name, "replies": {"type": "Collection", "totalItems": count}}
        for name, count in named
    ]


def tallies(asked: Post) -> list[int]:
    found: list[int] = json.loads(Poll.objects.get(post_id=asked.id).tallies)
    return found


def test_a_poll_leaves_as_a_question_and_comes_to_its_end(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    asked = ask(bob)
    settle()
    [created] = sent(alice.peer, "Create")
    question = created["object"]
    assert (question["type"], question["votersCount"]) == ("Question", 0)
    assert question["oneOf"] == options(("Tea", 0), ("Coffee", 0))
    assert "closed" not in question
    alice.send(vote(alice, asked, "Coffee"))
    settle()
    assert tallies(asked) == [0, 1]
    assert sent(alice.peer, "Update") == []
    with patch.object(clock, "now", return_value=clock.now() + timedelta(minutes=4)):
        settle()
    with patch.object(clock, "now", return_value=clock.now() + timedelta(hours=2)):
        settle()
    during, ended = sent(alice.peer, "Update")
    assert during["object"]["oneOf"] == options(("Tea", 0), ("Coffee", 1))
    assert ended["object"]["closed"] == ended["object"]["endTime"]
    assert during["id"] != ended["id"]


def test_votes_arrive_once_by_their_names(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    asked = ask(bob, multiple=True)
    alice.send(vote(alice, asked, "Tea", "Coffee"))
    alice.send(vote(alice, asked, "Tea", number=2))
    alice.send(vote(alice, asked, "Beer", number=3))
    forged = vote(alice, asked, "Coffee", number=4)
    forged["object"]["attributedTo"] = f"{alice.peer.stub.url}/users/carol"
    alice.send(forged)
    settle()
    assert tallies(asked) == [1, 1]
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ({"oneOf": options(("A", 3), ("B", 4)), "endTime": LATER, "votersCount": 7}, ([3, 4], 7)),
        ({"anyOf": options(("A", "3"), ("B", -2))}, ([3, 0], None)),
        ({"oneOf": [{"content": "A", "_misskey_votes": 2}, {"name": "B"}]}, ([2, 0], None)),
        ({"oneOf": options(("A", 10**30), ("A", 2), ("", 1)), "closed": True},
         ([2147483647], None)),
        ({"oneOf": {"name": "A", "replies": 7}, "endTime": 12, "closed": "never"}, ([0], None)),
    ],
)  # fmt: skip
def test_questions_of_all_kinds(
    bob: Account, follower: Account, alice: Person, settle: Settle, about: Any, expected: Any
) -> None:
    mine = post(Reader(bob.pk, is_member=True))
    note = alice.note(type="Question", inReplyTo=f"{BOB}/statuses/{mine.id}", **about)
    alice.send(alice.create(note))
    settle()
    poll = Poll.objects.get()
    assert (json.loads(poll.tallies), poll.voters_count) == expected


def test_a_member_votes_elsewhere_and_hears_the_figures(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    mine = post(Reader(bob.pk, is_member=True))
    note = alice.note(
        type="Question", inReplyTo=f"{BOB}/statuses/{mine.id}", endTime=LATER,
        anyOf=options(("A", 3), ("B", 4)), votersCount=5,
    )  # fmt: skip
    alice.send(alice.create(note))
    settle()
    asked = Post.objects.get(uri=note["id"])
    commands.vote(actor_id=bob.pk, post_id=asked.id, choices=[0, 1])
    settle()
    votes = [each["object"] for each in sent(alice.peer, "Create") if "name" in each["object"]]
    assert [each["name"] for each in votes] == ["A", "B"]
    assert {each["inReplyTo"] for each in votes} == {note["id"]}
    assert all("content" not in each and each["to"] == [alice.uri] for each in votes)
    told = {**note, "anyOf": options(("A", 8), ("B", 9)), "votersCount": 11}
    alice.send({**act("Update", alice.uri, told), "id": f"{note['id']}#updates/2"})
    settle()
    assert tallies(asked) == [8, 9]
    assert Post.objects.get(id=asked.id).edited_at is None
    assert PollVote.objects.count() == 2
