"""Edits and pins, from here and from elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts import commands
from portevoix.domain.posts.lists import pinned
from portevoix.domain.posts.models import FormerVersion, Post
from tests.factories.posts import post
from tests.federation.peers import HOME, Person, get, sent, takes
from tests.federation.shapes import PUBLIC, act

Settle = Callable[[], None]
BOB = f"{HOME}/users/bob"
EARLY, LATE = "2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z"


def reader(account: Account) -> Reader:
    return Reader(account.pk, is_member=True)


def update(note: dict[str, Any], number: int = 1) -> dict[str, Any]:
    uri = f"{note['id']}#updates/{number}"
    return {**act("Update", note["attributedTo"], note, to=note["to"]), "id": uri}


@pytest.fixture
def known(bob: Account, follower: Account, alice: Person, settle: Settle) -> Post:
    """A post of Alice's, elsewhere, in answer to one of Bob's."""
    parent = post(reader(bob))
    note = alice.note(inReplyTo=f"{BOB}/statuses/{parent.id}")
    alice.send(alice.create(note))
    settle()
    return Post.objects.get(uri=note["id"])


@pytest.mark.parametrize("rung", ["public", "followers"])
def test_an_edit_leaves_as_the_post_did(
    bob: Account, follower: Account, alice: Person, settle: Settle, rung: str
) -> None:
    made = post(reader(bob), "First", rung)
    settle()
    commands.edit(actor_id=bob.pk, post_id=made.id, text="Second")
    settle()
    [first], [second] = sent(alice.peer, "Create"), sent(alice.peer, "Update")
    assert (second["to"], second["cc"]) == (first["to"], first["cc"])
    assert second["object"]["id"] == first["object"]["id"]
    assert second["object"]["content"] == "<p>Second</p>"
    assert second["object"]["updated"] >= first["object"]["published"]
    assert "updated" not in first["object"]


def test_an_edit_of_what_stays_here_does_not_leave(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    made = post(reader(bob), "First", "house")
    commands.edit(actor_id=bob.pk, post_id=made.id, text="Second")
    settle()
    assert sent(alice.peer) == []


def test_edits_arrive_and_the_newest_stays(known: Post, alice: Person, settle: Settle) -> None:
    for number, (updated, words) in enumerate([(LATE, "late"), (EARLY, "early"), (None, "none")]):
        note = alice.note(content=f"<p>{words}</p>", updated=updated)
        alice.send(update(note, number))
        settle()
    assert Post.objects.get(id=known.id).html == "<p>late</p>"
    assert FormerVersion.objects.get(post_id=known.id).html == "<p>word 1</p>"


def test_nobody_edits_for_another(known: Post, alice: Person, settle: Settle) -> None:
    mallory = alice.peer.person("mallory")
    note = alice.note(content="<p>forged</p>", updated=LATE)
    mallory.send({**update(note), "actor": mallory.uri, "id": f"{mallory.uri}#u"})
    mallory.send({**update({**note, "attributedTo": mallory.uri}), "id": f"{mallory.uri}#v"})
    settle()
    assert Post.objects.get(id=known.id).edited_at is None


@pytest.mark.parametrize("updated", [7, "yesterday", {"a": 1}, ["2026-03-02T10:00:00Z"], ""])
def test_odd_dates_make_no_edit(known: Post, alice: Person, settle: Settle, updated: Any) -> None:
    alice.send(update(alice.note(content="<p>odd</p>", updated=updated)))
    settle()
    assert Post.objects.get(id=known.id).edited_at is None


def test_pins_leave_and_are_served(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    made, inner = post(reader(bob), "On top"), post(reader(bob), "Here", "house")
    for each in (made, inner):
        commands.pin(actor_id=bob.pk, post_id=each.id)
    commands.unpin(actor_id=bob.pk, post_id=made.id)
    commands.pin(actor_id=bob.pk, post_id=made.id)
    settle()
    told = [*sent(alice.peer, "Add"), *sent(alice.peer, "Remove")]
    assert [each["type"] for each in told] == ["Add", "Add", "Remove"]
    assert {each["object"] for each in told} == {f"{BOB}/statuses/{made.id}"}
    assert {each["target"] for each in told} == {f"{BOB}/collections/featured"}
    assert len({each["id"] for each in told}) == 3
    served = get("/users/bob/collections/featured").json()
    assert served["totalItems"] == 1
    assert served["orderedItems"][0]["content"] == "<p>On top</p>"
    assert served["orderedItems"][0]["to"] == [PUBLIC]


def test_pins_arrive_for_ones_own_posts_alone(
    known: Post, bob: Account, alice: Person, settle: Settle
) -> None:
    takes(alice.peer, "/inbox")
    mine = Post.objects.get(author_id=bob.pk)
    target = f"{alice.uri}/collections/featured"
    for number, uri in enumerate([known.uri, f"{BOB}/statuses/{mine.id}"]):
        alice.send(act("Add", alice.uri, uri, number, target=target))
    settle()
    assert pinned(Reader(None), known.author_id) == [known.id]
    assert pinned(Reader(None), bob.pk) == []
    alice.send(act("Remove", alice.uri, known.uri, target="https://elsewhere.example/list"))
    settle()
    assert pinned(Reader(None), known.author_id) == [known.id]
    alice.send(act("Remove", alice.uri, known.uri, 2, target=target))
    settle()
    assert pinned(Reader(None), known.author_id) == []
