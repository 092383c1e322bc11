"""What every page has: policy, caching, landmarks, language, theme."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from portevoix.domain.accounts import commands as accounts
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.house import commands as house
from portevoix.doors.web.assets import address
from tests.doors.web.test_pages import FOR_ANYONE, FOR_MEMBERS
from tests.factories.people import id_of
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]


def test_the_policy_is_strict(visitor: Client, alice: Reader) -> None:
    answer = visitor.get("/house")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_pages_are_checked_each_time_and_private(visitor: Client, alice: Reader) -> None:
    answer = visitor.get("/house")
    assert answer["Cache-Control"] == "private, no-cache"
    for header in ("Accept", "Cookie", "Accept-Language", "HX-Request"):
        assert header in answer["Vary"]


def test_the_same_page_is_not_sent_again(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    first = browser.get("/")
    again = browser.get("/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    post(alice)
    assert browser.get("/", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", FOR_ANYONE + FOR_MEMBERS)
def test_the_markup_holds(path: str, as_member: AsMember, alice: Reader, bob: Reader) -> None:
    post(alice, "A word", warning="A warning")
    page = as_member(alice).get(path, follow=True).content.decode()
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids)), "an id stands twice"
    assert page.count("<h1") == 1
    assert page.count("<main") == 1
    assert page.index('href="#content"') < page.index("<header")
    assert " style=" not in page
    assert not re.search(r"<script(?! src=)|<style|\son[a-z]+=", page)
    for label in re.findall(r'<label for="([^"]*)"', page):
        assert label in ids
    for described in re.findall(r'aria-(?:describedby|labelledby)="([^"]*)"', page):
        assert set(described.split()) <= set(ids)
    for form in re.findall(r'<form[^>]*method="post".*?</form>', page, re.DOTALL):
        assert "csrfmiddlewaretoken" in form


def test_a_form_without_its_token_gives_the_text_back(alice: Reader) -> None:
    careful = Client(enforce_csrf_checks=True)
    answer = careful.post("/write", {"text": "Not to be lost"})
    assert answer.status_code == 403
    assert "Not to be lost" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("fr", "fr"),
        ("fr-CA,en;q=0.5", "fr"),
        ("de,en;q=0.4,fr;q=0.6", "fr"),
        ("en", "en"),
        ("de", "en"),
    ],
)
def test_visitors_are_spoken_to_as_their_browser_asks(
    asked: str, spoken: str, visitor: Client
) -> None:
    page = visitor.get("/about", headers={"accept-language": asked}).content.decode()
    assert f'<html lang="{spoken}">' in page


def test_the_house_speaks_its_language_when_nothing_else_is_asked(visitor: Client) -> None:
    house.describe(language="fr")
    page = visitor.get("/about", headers={"accept-language": "de"}).content.decode()
    assert '<html lang="fr">' in page


def test_visitors_may_choose(visitor: Client, alice: Reader) -> None:
    answer = visitor.post("/language", {"language": "fr", "back": "/about"})
    assert answer["Location"] == "/about"
    assert '<html lang="fr">' in visitor.get("/about").content.decode()


def test_members_choose_language_and_theme(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    choices = {"theme": "dark", "numbers": "everywhere", "language": "fr", "roomier": "yes"}
    browser.post("/settings/appearance", choices)
    page = browser.get("/house").content.decode()
    assert '<html lang="fr" data-theme="dark" class="roomier">' in page
    assert 'data-keys="off"' in page


def test_numbers_only_where_they_are_wished(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    made = post(bob)
    browser = as_member(alice)
    browser.post(f"/posts/{made.id}/favourite")
    assert "number" not in browser.get("/house").content.decode()
    accounts.set_preferences(account_id=id_of(alice), settings={"numbers": "post"})
    assert 'class="number"' not in browser.get("/house").content.decode()
    assert 'class="number">1<' in browser.get(f"/@bob/{made.id}").content.decode()
    accounts.set_preferences(account_id=id_of(alice), settings={"numbers": "everywhere"})
    assert 'class="number">1<' in browser.get("/house").content.decode()


def test_a_post_says_its_language_and_who_sees_it(as_member: AsMember, alice: Reader) -> None:
    post(alice, "Bonsoir", language="fr", rung="house")
    page = as_member(alice).get("/house").content.decode()
    assert '<div class="words" dir="auto" lang="fr">' in page
    assert "Seen by:" in page
    assert "This house" in page


def test_programs_find_the_way_from_a_page(visitor: Client, alice: Reader) -> None:
    made = post(alice)
    for path, ending in (("/@alice", "/users/alice"), (f"/@alice/{made.id}", str(made.id))):
        answer = visitor.get(path)
        assert 'type="application/activity+json"' in answer.content.decode()
        assert f'{ending}>; rel="alternate"; type="application/activity+json"' in answer["Link"]


def test_hours_are_the_reader_s(visitor: Client, alice: Reader) -> None:
    post(alice)
    here = visitor.get("/house").content.decode()
    visitor.cookies[settings.ZONE_COOKIE_NAME] = "Pacific/Kiritimati"
    there = visitor.get("/house").content.decode()
    visitor.cookies[settings.ZONE_COOKIE_NAME] = "../../etc/passwd"
    assert visitor.get("/house").status_code == 200

    def hours(page: str) -> str:
        found = re.search(r'title="([^"]*)"><time', page)
        assert found is not None
        return found[1]

    assert hours(here) != hours(there)


def test_the_language_of_a_visitor_is_kept_for_this_house_alone(visitor: Client) -> None:
    answer = visitor.post("/language", {"language": "fr"})
    assert settings.LANGUAGE_COOKIE_NAME != "language"
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME]["httponly"]
    assert '<html lang="fr"' in visitor.get("/about").content.decode()


def test_style_and_script_are_told_ahead_of_the_page(visitor: Client) -> None:
    answer = visitor.get("/about")
    for name, kind in (("house.css", "style"), ("house.js", "script")):
        assert f"<{address(name)}>; rel=preload; as={kind}" in answer["Link"]
        assert f'"{address(name)}"' in answer.content.decode()
