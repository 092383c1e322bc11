"""The pages of what one put aside and likes."""

from collections.abc import Callable

from django.test import Client

from portevoix.domain.accounts.reader import Reader
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]


def test_bookmarks_and_favourites(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    made = post(bob, "A ladder to lend")
    browser = as_member(alice)
    assert "Posts put aside will be here" in browser.get("/bookmarks").content.decode()
    browser.post(f"/posts/{made.id}/bookmark", {"back": "/house"})
    page = browser.get("/bookmarks").content.decode()
    assert "Bookmark kept." in page
    assert "A ladder to lend" in page
    assert f'formaction="/posts/{made.id}/unbookmark"' in page
    assert "A ladder to lend" not in browser.get("/favourites").content.decode()
    browser.post(f"/posts/{made.id}/favourite", {"back": "/favourites"})
    assert "A ladder to lend" in browser.get("/favourites").content.decode()
    browser.post(f"/posts/{made.id}/unbookmark", {"back": "/bookmarks"})
    assert "A ladder to lend" not in browser.get("/bookmarks").content.decode()


def test_strangers_are_led_to_the_door(visitor: Client) -> None:
    assert visitor.get("/bookmarks")["Location"] == "/sign-in?next=/bookmarks"


def test_more_than_a_page_is_paged(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    browser = as_member(alice)
    for number in range(21):
        browser.post(f"/posts/{post(bob, f'Plank {number}').id}/bookmark")
    page = browser.get("/bookmarks").content.decode()
    older = page.split('rel="next" href="')[1].split('"')[0]
    assert page.count("<article") == 20
    assert browser.get(older.replace("&amp;", "&")).content.decode().count("<article") == 1
