"""The pages of who may do what, and of what waits for a word."""

from collections.abc import Callable

import pytest
from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences.public import NOBODY, may_read
from portevoix.domain.posts.models import Ask, Policy, Post
from tests.factories.posts import post, reply

AsMember = Callable[[Reader], Client]
ALL = {"reply_policy": "ask", "quote_policy": "nobody", "boost_policy": "everyone"}


def test_the_composer_says_who_may(as_member: AsMember, alice: Reader) -> None:
    form = {"text": "Hello", "audience": "public", "language": "en"} | ALL
    assert as_member(alice).post("/write", form).status_code == 302
    made = Post.objects.get()
    assert (made.reply_policy, made.quote_policy) == ("ask", "nobody")
    odd = as_member(alice).post("/write", form | {"reply_policy": "friends"})
    assert odd.status_code == 422


def test_it_is_changed_on_a_page_and_told_under_the_post(
    as_member: AsMember, visitor: Client, alice: Reader, bob: Reader
) -> None:
    made = post(alice)
    path = f"/@alice/{made.id}/who-may"
    browser = as_member(alice)
    assert "Who may answer" in browser.get(path).content.decode()
    assert browser.post(path, ALL).status_code == 302
    page = visitor.get(f"/@alice/{made.id}").content.decode()
    assert "An answer waits for the word of its author." in page
    assert browser.post(path, ALL | {"boost_policy": ""}).status_code == 422
    assert as_member(bob).get(path).status_code == 404


@pytest.mark.parametrize("word", ["agree", "leave"])
def test_what_waits_is_answered(as_member: AsMember, alice: Reader, bob: Reader, word: str) -> None:
    made = post(alice, reply_policy=Policy.ASK, boost_policy=Policy.ASK)
    answer = reply(bob, made, "May I say this?")
    guest = as_member(bob)
    assert "Waits for the word" in guest.get(f"/@bob/{answer.id}").content.decode()
    asked = guest.post(f"/posts/{made.id}/boost", {"back": "/house", "row": made.id})
    assert asked.status_code == 302
    browser = as_member(alice)
    page = browser.get("/asked").content.decode()
    assert "May I say this?" in page
    assert "would like to boost" in page
    for ask in list(Ask.objects.all()):
        assert guest.post(f"/asked/{ask.id}/{word}").status_code == 404
        assert browser.post(f"/asked/{ask.id}/{word}").status_code == 302
    assert "Nothing waits." in browser.get("/asked").content.decode()
    assert may_read(NOBODY, answer.id) is (word == "agree")
    assert Post.objects.filter(boost_of_id=made.id).exists() is (word == "agree")
    assert browser.post(f"/asked/{'9' * 30}/agree").status_code in (404, 400)


def test_where_nobody_may_answer_there_is_no_box(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    made = post(alice, reply_policy=Policy.NOBODY, boost_policy=Policy.NOBODY)
    page = as_member(bob).get(f"/@alice/{made.id}").content.decode()
    assert "It takes no answers." in page
    assert 'id="reply"' not in page
    assert f"/posts/{made.id}/boost" not in page
    said = {"text": "But", "in_reply_to": made.id, "audience": "public", "language": "en"}
    assert as_member(bob).post("/write", said).status_code == 403
