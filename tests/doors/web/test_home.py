"""Home opens where one stopped reading, on every device; what it shows is a choice."""

from collections.abc import Callable

import pytest
from django.test import Client

from portevoix.domain.accounts.commands import set_preferences
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts.commands import boost
from portevoix.domain.relationships.commands import follow
from portevoix.domain.timelines.markers import home_marker
from tests.factories.people import id_of
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]
LINE = "You had read until here"


def _page(browser: Client, path: str = "/") -> str:
    return browser.get(path).content.decode()


def test_the_line_stands_between_what_was_read_and_what_is_new(
    as_member: AsMember, alice: Reader
) -> None:
    browser = as_member(alice)
    old, new = post(alice, "Old"), post(alice, "New")
    assert LINE not in _page(browser)
    assert browser.post("/home/read", {"last": old.id, "by": "script"}).status_code == 204
    page = _page(as_member(alice))
    assert page.index(f'id="p{new.id}"') < page.index(LINE) < page.index(f'id="p{old.id}"')
    assert browser.post("/home/read", {"last": new.id})["Location"] == "/"
    page = _page(browser)
    assert LINE not in page
    assert "You have read everything since" in page


def test_whoever_is_far_behind_begins_above_the_place(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    old = post(alice, "Old")
    browser.post("/home/read", {"last": old.id})
    news = [post(alice, f"New {number}").id for number in range(30)]
    page = _page(browser)
    assert f'id="p{news[0]}"' in page
    assert f'id="p{news[-1]}"' not in page
    assert f'href="/?before={news[19]}"' in page
    assert f'href="/?after={news[0]}"' in page
    assert page.index(f'id="p{news[0]}"') < page.index(LINE)
    assert f'id="p{news[-1]}"' in _page(browser, "/?newest=1")
    assert f'id="p{old.id}"' in _page(browser, f"/?after={news[0]}")
    set_preferences(account_id=id_of(alice), settings={"starts_at_place": False})
    assert f'id="p{news[-1]}"' in _page(browser)


@pytest.mark.parametrize("last", ["", "x", "9" * 30, "-3"])
def test_only_a_post_is_a_place(as_member: AsMember, alice: Reader, last: str) -> None:
    assert as_member(alice).post("/home/read", {"last": last, "by": "script"}).status_code == 204
    assert home_marker(id_of(alice)) is None


def test_boosts_and_replies_can_be_left_out(
    as_member: AsMember, alice: Reader, bob: Reader, settle: Callable[[], None]
) -> None:
    follow(follower_id=id_of(alice), followee_id=id_of(bob))
    first = post(bob, "The first")
    post(bob, "An answer", in_reply_to_id=first.id)
    boost(actor_id=id_of(bob), post_id=post(alice, "Carried").id)
    settle()
    browser = as_member(alice)
    page = _page(browser)
    assert "An answer" in page
    assert "boosted this" in page
    assert browser.post("/home/choices", {"home_replies": "yes"}).status_code == 302
    page = _page(browser)
    assert "An answer" in page
    assert "boosted this" not in page
    browser.post("/home/choices", {"home_boosts": "yes"})
    page = _page(browser)
    assert "An answer" not in page
    assert "The first" in page
    assert "boosted this" in page
