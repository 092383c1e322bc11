"""The page of search."""

from collections.abc import Callable

import pytest
from django.test import Client

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import Reader
from portevoix.doors.web.forms.searching import searched
from tests.factories.people import id_of
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]
Settle = Callable[[], None]


def test_fields_become_operators() -> None:
    asked = searched(
        {"q": "tea", "in": "posts", "from": "@bob", "since": "2024-01-02", "where": "mine"}
    )
    assert asked.question == "from:@bob since:2024-01-02 in:mine tea"
    assert "from=%40bob" in asked.at("posts")
    assert "from" not in asked.at("people")


@pytest.mark.parametrize(
    "given",
    [{"from": "bob -tea"}, {"since": "soon"}, {"has": "cake"}, {"where": "x"}, {"language": "fr:"}],
)
def test_fields_that_make_no_sense_are_dropped(given: dict[str, str]) -> None:
    assert searched({"q": "tea", "in": "posts", **given}).question == "tea"


def test_posts_are_found_paged_and_narrowed(
    as_member: AsMember, alice: Reader, bob: Reader, settle: Settle
) -> None:
    for number in range(23):
        post(alice, f"Garden number {number}")
    settle()
    browser = as_member(alice)
    page = browser.get("/search?q=garden&in=posts&where=mine").content.decode()
    assert page.count('<article class="card') == 20
    assert "in=posts" in page.split('rel="next"')[1].split(">")[0]
    assert "where=mine" in page.split('rel="next"')[1].split(">")[0]
    assert "Nothing was found" in as_member(bob).get("/search?q=garden&in=posts").content.decode()
    Account.objects.filter(id=id_of(alice)).update(indexable=True)
    found = as_member(bob).get("/search?q=garden&in=posts&from=alice").content.decode()
    assert found.count('<article class="card') == 20
    nothing = as_member(bob).get("/search?q=garden&in=posts&from=bob").content.decode()
    assert "The same words anywhere" in nothing


def test_too_short_and_unreachable_are_said(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    assert "too short" in browser.get("/search?q=%21%3F&in=posts").content.decode()
    assert "did not answer" in browser.get("/search?q=@x@nowhere.example").content.decode()
    assert "Searched on this device" in browser.get("/search").content.decode()


def test_odd_questions_get_a_page(as_member: AsMember, alice: Reader) -> None:
    for odd in ("%22", "%00", "%ED%A0%80", "-", "%27%20OR%201=1", "in:mine", "9" * 400):
        for tab in ("people", "posts", "tags", "other"):
            path = f"/search?q={odd}&in={tab}&after=99999999999999999999&since=9999-99-99"
            assert as_member(alice).get(path).status_code == 200
