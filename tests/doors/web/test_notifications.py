"""Notifications: sentences, grouped, to you and around you."""

from collections.abc import Callable

import pytest
from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.notifications.commands import notify
from portevoix.domain.notifications.models import Kind
from tests.factories.people import id_of, member
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]


def test_to_you(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    question = post(alice, "Who has a ladder?")
    answer = post(bob, "I have", in_reply_to_id=question.id)
    notify(owner_id=id_of(alice), kind=Kind.MENTION, actor_id=id_of(bob), post_id=answer.id)
    browser = as_member(alice)
    page = browser.get("/notifications").content.decode()
    assert "answered you" in page
    assert "I have" in page
    assert "note unread" in page


def test_several_people_are_one_sentence(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    made = post(alice)
    people = [bob, *(member(name) for name in ("chloe", "dana", "eve", "finn"))]
    for each in people:
        notify(owner_id=id_of(alice), kind=Kind.FAVOURITE, actor_id=id_of(each), post_id=made.id)
    page = as_member(alice).get("/notifications?around=1").content.decode()
    assert "and 2 more" in page
    assert page.count('class="note') == 1
    assert "like your post" in page


def test_what_was_shown_is_read(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    notify(owner_id=id_of(alice), kind=Kind.FOLLOW, actor_id=id_of(bob))
    browser = as_member(alice)
    assert 'class="mark"' in browser.get("/house").content.decode()
    first, second = (browser.get("/notifications?around=1").content.decode() for _ in range(2))
    assert "note unread" in first
    assert "note unread" not in second
    assert 'class="mark"' not in browser.get("/house").content.decode()


@pytest.mark.parametrize("how", [{"Sec-Purpose": "prefetch;prerender"}, None])
def test_what_nobody_looked_at_is_not_read(
    how: dict[str, str] | None, as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    notify(owner_id=id_of(alice), kind=Kind.FOLLOW, actor_id=id_of(bob))
    browser = as_member(alice)
    if how is None:
        browser.head("/notifications?around=1")
    else:
        browser.get("/notifications?around=1", headers=how)
    assert "note unread" in browser.get("/notifications?around=1").content.decode()


def test_one_tab_does_not_pass_for_the_other(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    asked = post(bob, "A word, @alice")
    browser = as_member(alice)
    notify(owner_id=id_of(alice), kind=Kind.MENTION, actor_id=id_of(bob), post_id=asked.id)
    notify(owner_id=id_of(alice), kind=Kind.FOLLOW, actor_id=id_of(bob))
    page = browser.get("/notifications?around=1").content.decode()
    assert "Mark all as read" in page
    assert "note unread" in browser.get("/notifications").content.decode()
    for path in ("/notifications", "/notifications?around=1"):
        page = browser.get(path).content.decode()
        assert "note unread" not in page
        assert 'class="mark"' not in page


def test_all_can_be_marked_at_once(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    asked = post(bob, "A word, @alice")
    notify(owner_id=id_of(alice), kind=Kind.MENTION, actor_id=id_of(bob), post_id=asked.id)
    notify(owner_id=id_of(alice), kind=Kind.FOLLOW, actor_id=id_of(bob))
    browser = as_member(alice)
    page = browser.get("/notifications?around=1").content.decode()
    newest = page.split('name="newest" value="')[1].split('"')[0]
    browser.post("/notifications/read", {"newest": newest, "back": "/notifications?around=1"})
    page = browser.get("/notifications").content.decode()
    assert 'class="mark"' not in page
    assert "note unread" not in page


def test_nobody_waits(as_member: AsMember, alice: Reader) -> None:
    page = as_member(alice).get("/notifications").content.decode()
    assert "Nobody is waiting for you" in page


def test_the_words_under_a_warning_are_not_quoted(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    made = post(bob, "The butler did it, @alice", warning="The end of the film")
    notify(owner_id=id_of(alice), kind=Kind.MENTION, actor_id=id_of(bob), post_id=made.id)
    page = as_member(alice).get("/notifications").content.decode()
    assert "The end of the film" in page
    assert "butler" not in page
