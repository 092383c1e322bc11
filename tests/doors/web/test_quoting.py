"""Quotes on pages: writing, each state in a sentence, taking back."""

from collections.abc import Callable

from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts.models import Policy, Post
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]
FORM = {"text": "Well put.", "audience": "public", "language": "en"}


def test_a_quote_is_written_by_a_link_and_seen(
    as_member: AsMember, visitor: Client, alice: Reader, bob: Reader
) -> None:
    quoted = post(alice, "Once said")
    browser = as_member(bob)
    assert f'value="{quoted.id}"' in browser.get(f"/write?quote={quoted.id}").content.decode()
    link = f"http://localhost:8000/@alice/{quoted.id}"
    assert browser.post("/write", FORM | {"quote": link}).status_code == 302
    page = visitor.get("/@bob").content.decode()
    assert "Quoted from alice" in page
    assert "Once said" in page


def test_what_cannot_be_quoted_is_said_at_the_field(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    browser = as_member(bob)
    for odd in ("https://elsewhere.example/1", "javascript:x", "٣"):
        answer = browser.post("/write", FORM | {"quote": odd})
        assert answer.status_code == 422
        assert "not known here" in answer.content.decode()
    closed = post(alice, quote_policy=Policy.NOBODY)
    refused = browser.post("/write", FORM | {"quote": str(closed.id)})
    assert refused.status_code == 403
    assert "Well put.</textarea>" in refused.content.decode()


def test_each_state_is_a_sentence(
    as_member: AsMember, visitor: Client, alice: Reader, bob: Reader
) -> None:
    waits = post(bob, "One", quote_of_id=post(alice, quote_policy=Policy.ASK).id)
    mine = post(alice, "Mine", quote_of_id=post(alice, "Secret word", "followers").id)
    told = post(bob, "Two", quote_of_id=post(alice, "Quoted words").id)
    assert "waits for the consent" in visitor.get(f"/@bob/{waits.id}").content.decode()
    hidden = visitor.get(f"/@alice/{mine.id}").content.decode()
    assert "is not for you" in hidden
    assert "Secret word" not in hidden
    author = as_member(alice)
    path = f"/@bob/{told.id}/withdraw-quote"
    assert path in author.get(f"/@bob/{told.id}").content.decode()
    assert as_member(bob).get(path).status_code == 404
    assert author.get(path).status_code == 200
    assert author.post(path).status_code == 302
    page = visitor.get(f"/@bob/{told.id}").content.decode()
    assert "took back their consent" in page
    assert "Quoted words" not in page
    assert Post.objects.get(id=told.id).text == "Two"
