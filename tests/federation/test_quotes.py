"""Quotes with consent between houses (wire.md 10, FEP-044f)."""

from collections.abc import Callable
from typing import Any

import pytest

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts import commands
from portevoix.domain.posts.models import Ask, Policy, Post, Quote
from tests.factories.posts import post
from tests.federation.peers import HOME, Person, get, sent
from tests.federation.shapes import PUBLIC, act

Settle = Callable[[], None]
BOB = f"{HOME}/users/bob"


def write(bob: Account, **about: Any) -> Post:
    return post(Reader(bob.pk, is_member=True), **about)


def ask(alice: Person, quoted: Post, number: int = 7) -> dict[str, Any]:
    uri = f"{BOB}/statuses/{quoted.id}"
    note = alice.note(number, quote=uri, _misskey_quote=uri)
    return {
        **act("QuoteRequest", alice.uri, uri, number, instrument=note),
        "id": f"{alice.uri}/quote_requests/{number}",
    }


def state(uri: str) -> str:
    return Quote.objects.get(post__uri=uri).state


@pytest.fixture
def theirs(bob: Account, follower: Account, alice: Person, settle: Settle) -> Post:
    """A post of Alice's that everybody may quote."""
    mine = write(bob)
    policy = {"canQuote": {"automaticApproval": [PUBLIC]}}
    note = alice.note(inReplyTo=f"{BOB}/statuses/{mine.id}", interactionPolicy=policy)
    alice.send(alice.create(note))
    settle()
    alice.peer.stub.seen.clear()
    return Post.objects.get(uri=note["id"])


def test_a_quote_from_here_asks_and_shows_its_stamp(
    theirs: Post, bob: Account, alice: Person, settle: Settle
) -> None:
    made = write(bob, quote_of_id=theirs.id)
    settle()
    [created], [request] = sent(alice.peer, "Create"), sent(alice.peer, "QuoteRequest")
    note = created["object"]
    assert note["quote"] == note["_misskey_quote"] == request["object"] == theirs.uri
    assert note["content"].startswith('<p class="quote-inline">RE: <a href="')
    assert "quoteAuthorization" not in note
    assert request["instrument"]["id"] == note["id"] == f"{BOB}/statuses/{made.id}"
    stamp = f"{alice.uri}/quote_authorizations/4"
    forged = {**act("Accept", alice.uri, request["id"]), "result": f"{HOME}/stamp"}
    alice.send(forged)
    mallory = alice.peer.person("mallory")
    mallory.send({**act("Accept", mallory.uri, request["id"]), "result": stamp})
    settle()
    assert Quote.objects.get(post_id=made.id).state == "pending"
    alice.send({**act("Accept", alice.uri, request, 2), "result": stamp})
    settle()
    [update] = sent(alice.peer, "Update")
    assert update["object"]["quoteAuthorization"] == stamp
    about = {"id": stamp, "type": "QuoteAuthorization"}
    mallory.send({**act("Delete", mallory.uri, about), "id": f"{mallory.uri}#d"})
    settle()
    assert Quote.objects.get(post_id=made.id).state == "accepted"
    alice.send({**act("Delete", alice.uri, about), "id": f"{stamp}#delete"})
    settle()
    assert Quote.objects.get(post_id=made.id).state == "revoked"
    assert "quote" not in sent(alice.peer, "Update")[-1]["object"]


def test_a_refusal_is_taken(theirs: Post, bob: Account, alice: Person, settle: Settle) -> None:
    made = write(bob, quote_of_id=theirs.id)
    settle()
    [request] = sent(alice.peer, "QuoteRequest")
    alice.send(act("Reject", alice.uri, request))
    settle()
    assert Quote.objects.get(post_id=made.id).state == "rejected"


def test_a_request_is_agreed_to_with_a_stamp_that_can_be_checked(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    quoted = write(bob)
    request = ask(alice, quoted)
    alice.send(request)
    settle()
    [accept] = sent(alice.peer, "Accept")
    assert accept["object"]["id"] == request["id"]
    quoting = Post.objects.get(uri=request["instrument"]["id"])
    path = accept["result"].removeprefix(HOME)
    stamp = get(path).json()
    assert stamp["type"] == "QuoteAuthorization"
    assert stamp["interactingObject"] == quoting.uri
    assert stamp["interactionTarget"] == f"{BOB}/statuses/{quoted.id}"
    commands.withdraw_quote(actor_id=bob.pk, post_id=quoting.id)
    settle()
    [deleted] = sent(alice.peer, "Delete")
    assert deleted["object"]["id"] == accept["result"]
    assert get(path).status_code == 404
    assert get(f"/users/bob/quote_authorizations/{2**70}").status_code == 404


@pytest.mark.parametrize(
    ("policy", "answer"),
    [(Policy.NOBODY, "Reject"), (Policy.FOLLOWERS, "Accept"), (Policy.MENTIONED, "Reject")],
)
def test_policies_answer_requests(
    bob: Account, follower: Account, alice: Person, settle: Settle, policy: Policy, answer: str
) -> None:
    alice.send(ask(alice, write(bob, quote_policy=policy)))
    settle()
    assert [each["type"] for each in sent(alice.peer) if each["type"] != "Create"] == [answer]


def test_ask_me_first_waits(bob: Account, follower: Account, alice: Person, settle: Settle) -> None:
    quoted = write(bob, quote_policy=Policy.ASK)
    for number in (7, 8):
        alice.send(ask(alice, quoted, number))
    settle()
    assert sent(alice.peer, "Accept") + sent(alice.peer, "Reject") == []
    first, second = Ask.objects.order_by("id")
    commands.agree(actor_id=bob.pk, ask_id=first.id)
    commands.leave(actor_id=bob.pk, ask_id=second.id)
    settle()
    assert len(sent(alice.peer, "Accept")) == len(sent(alice.peer, "Reject")) == 1


def test_a_narrow_post_is_not_quoted_from_elsewhere(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    alice.send(ask(alice, write(bob, rung="followers")))
    alice.send(ask(alice, write(bob, rung="house"), 8))
    settle()
    assert sent(alice.peer, "Accept") == []
    assert not Quote.objects.filter(state="accepted").exists()


def test_quotes_of_others_need_a_stamp_that_holds(
    theirs: Post, bob: Account, alice: Person, settle: Settle
) -> None:
    carol = alice.peer.person("carol")
    mine = Post.objects.filter(author_id=bob.pk).first()
    assert mine is not None

    def quoting(number: int, **about: Any) -> str:
        note = carol.note(number, quote=theirs.uri, inReplyTo=f"{BOB}/statuses/{mine.id}", **about)
        carol.send(carol.create(note))
        settle()
        return str(note["id"])

    def stamp(number: int, **about: Any) -> str:
        path = f"/users/alice/quote_authorizations/{number}"
        made = {
            "@context": "https://www.w3.org/ns/activitystreams", "type": "QuoteAuthorization",
            "id": alice.peer.stub.url + path, "attributedTo": alice.uri,
            "interactingObject": f"{carol.uri}/statuses/{number}",
            "interactionTarget": theirs.uri,
        }  # fmt: skip
        return alice.peer.serve(path, made | about)

    assert state(quoting(1)) == "pending"
    assert state(quoting(2, quoteAuthorization=stamp(2))) == "accepted"
    assert state(quoting(3, quoteAuthorization=stamp(3, attributedTo=carol.uri))) == "pending"
    assert state(quoting(4, quoteAuthorization=stamp(5))) == "pending"
    assert state(quoting(6, quoteAuthorization={"odd": 1}, quoteUri=7)) == "pending"
