"""Feeds hold what everyone may read, of those who wish it, and say when nothing is new."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from portevoix.domain.accounts import commands as accounts
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.accounts.standings import disable
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post, received

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def alice(db: None) -> Reader:
    return member("alice")


def titles(path: str) -> list[str]:
    answer = Client().get(path)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/atom+xml"
    assert answer["X-Robots-Tag"] == "noindex"
    feed = ElementTree.fromstring(answer.content.decode())
    assert feed.findtext(f"{ATOM}id")
    entries = feed.findall(f"{ATOM}entry")
    assert all(each.findtext(f"{ATOM}updated") for each in entries)
    return [each.findtext(f"{ATOM}title") or "" for each in entries]


def test_a_member_is_followed_by_what_is_public(alice: Reader) -> None:
    for rung in ("only_me", "followers", "house", "quiet", "public"):
        post(alice, f"For {rung} <b>& all</b>", rung=rung)
    assert titles("/@alice.atom") == ["For public <b>& all</b>", "For quiet <b>& all</b>"]


def test_lists_of_several_hold_those_who_wish(alice: Reader) -> None:
    bob = member("bob")
    accounts.update_profile(account_id=id_of(bob), indexable=True)
    for each in (alice, bob):
        post(each, "Rowing on #sunday")
    assert titles("/house.atom") == titles("/tags/sunday.atom") == ["Rowing on #sunday"]
    assert "bob" in Client().get("/house.atom").content.decode()


def test_behind_a_warning_are_no_words(alice: Reader) -> None:
    post(alice, "The end of the film", warning="Spoiler")
    assert titles("/@alice.atom") == ["Spoiler"]
    assert "end of the film" not in Client().get("/@alice.atom").content.decode()


def test_links_are_whole_and_nothing_new_is_said(alice: Reader) -> None:
    post(alice, "See #sunday")
    first = Client().get("/@alice.atom")
    assert "http://localhost:8000/tags/sunday" in first.content.decode()
    again = Client().get("/@alice.atom", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().head("/@alice.atom").status_code == 200
    assert Client().post("/@alice.atom").status_code == 405


def test_nobody_else_has_a_feed(alice: Reader) -> None:
    yara = stranger("yara")
    received(yara)
    paths = ("/@nobody.atom", "/@yara.atom", "/@yara@neighbour.example.atom")
    assert [Client().get(path).status_code for path in paths] == [404, 404, 404]
    disable("alice")
    assert Client().get("/@alice.atom").status_code == 410
