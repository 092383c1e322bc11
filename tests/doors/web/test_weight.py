"""Weights and queries: the ceilings of the pages, with people and posts in them."""

from collections.abc import Callable

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.notifications.commands import notify
from portevoix.domain.notifications.models import Kind
from portevoix.domain.posts.models import Post
from portevoix.doors.web.assets import asset
from tests.factories.people import id_of, member
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]
KB = 1000
SENTENCE = (
    "The ferry was late again, so we talked about beans, borrowed time, number {0}, and whether "
    "lighthouse {1} still has its keeper; nobody on bench {2} knew. #harbour{3} @bob"
)


def _post(author: Reader, number: int, **about: object) -> Post:
    text = SENTENCE.format(number * 7919, number * 31, number * 17, number % 5)
    return post(author, text, **about)


@pytest.fixture
def talk(alice: Reader, bob: Reader) -> Post:
    """A house with twenty posts a list, and a talk of fifty replies."""
    others = [member(f"neighbour{number}") for number in range(5)]
    for number in range(25):
        _post(others[number % 5], number, warning="Ferry" if number % 7 == 0 else "")
    root = _post(alice, 99)
    for number in range(50):
        _post(others[number % 5], 100 + number, in_reply_to_id=root.id)
    for number in range(25):
        made = _post(others[number % 5], 200 + number)
        notify(
            owner_id=id_of(alice),
            kind=Kind.MENTION,
            actor_id=id_of(others[number % 5]),
            post_id=made.id,
        )
    return root


def weigh(body: bytes) -> float:
    """Kilobytes on the wire, as a server compresses pages."""
    return len(brotli.compress(body, quality=5)) / KB


def test_style_script_and_icons_are_light() -> None:
    assert len(asset("house.css").brotli) <= 14 * KB
    assert len(asset("house.js").brotli) <= 30 * KB
    assert len(asset("icons.svg").brotli) <= 4 * KB


CEILINGS = {
    "/": 14,
    "/house": 14,
    "/world": 14,
    "/@neighbour0": 14,
    "/write": 6,
    "/notifications": 12,
    "/search?q=neighbour": 12,
    "/settings/profile": 6,
    "/settings/appearance": 6,
    "/settings/security": 6,
    "/about": 6,
    "/privacy": 6,
    "/keys": 6,
    "/nothing-here": 6,
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pages_of_members_are_light(
    language: str, talk: Post, as_member: AsMember, alice: Reader
) -> None:
    browser = as_member(alice)
    weights = {}
    for path in [*CEILINGS, f"/@alice/{talk.id}"]:
        answer = browser.get(path, headers={"accept-language": language})
        weights[path] = weigh(answer.content)
    over = {path: weight for path, weight in weights.items() if weight > CEILINGS.get(path, 20)}
    assert not over, weights


def test_pages_of_visitors_are_light(talk: Post, visitor: Client) -> None:
    Account.objects.update(indexable=True)
    assert visitor.get("/").content.count(b"<article") == 10
    for path, ceiling in {"/": 8, "/join": 4, "/sign-in": 4, "/house": 14}.items():
        assert weigh(visitor.get(path).content) <= ceiling, path


def test_a_page_asks_for_four_things(talk: Post, as_member: AsMember, alice: Reader) -> None:
    page = as_member(alice).get("/").content.decode()
    assert page.count("<script") == 1
    assert page.count('rel="stylesheet"') == 1
    assert "http://" not in page.split("<main")[0].replace("http://www.w3.org", "")


def _queries(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(path).status_code == 200
    return len(caught)


LISTS = ["/", "/house", "/world", "/tags/harbour1", "/@neighbour0", "/notifications"]


def test_lists_ask_the_database_as_often_for_twenty_as_for_one(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    neighbour = member("neighbour0")
    browser = as_member(alice)
    made = _post(neighbour, 1)
    _post(alice, 1)
    notify(owner_id=id_of(alice), kind=Kind.MENTION, actor_id=id_of(neighbour), post_id=made.id)
    for path in ("/", "/notifications"):
        browser.get(path)
    notify(owner_id=id_of(alice), kind=Kind.MENTION, actor_id=id_of(bob), post_id=made.id)
    few = {path: _queries(browser, path) for path in LISTS}
    for number in range(2, 30):
        made = _post(neighbour, number)
        _post(alice, number)
        notify(owner_id=id_of(alice), kind=Kind.MENTION, actor_id=id_of(neighbour), post_id=made.id)
    many = {path: _queries(browser, path) for path in LISTS}
    assert many == few
    # What is opened there for the first time is also marked as read.
    assert many.pop("/notifications") <= 20
    assert max(many.values()) <= 14, many
    assert _queries(browser, "/notifications") <= 10


def test_a_talk_asks_as_often_for_fifty_as_for_one(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    root = _post(alice, 0)
    _post(bob, 1, in_reply_to_id=root.id)
    browser = as_member(alice)
    path = f"/@alice/{root.id}"
    browser.get(path)
    few = _queries(browser, path)
    for number in range(2, 52):
        _post(bob, number, in_reply_to_id=root.id)
    assert _queries(browser, path) == few


@pytest.mark.parametrize(
    ("path", "ceiling"),
    [("/sign-in", 3), ("/join", 4), ("/", 8), ("/about", 6), ("/privacy", 6), ("/rules", 6)],
)
def test_doors_ask_little(path: str, ceiling: int, visitor: Client, alice: Reader) -> None:
    post(alice)
    Account.objects.update(indexable=True)
    assert _queries(visitor, path) <= ceiling
