"""Settings › Account: resting, leaving, and the way back."""

from collections.abc import Callable

import pytest
from django.test import Client

from portevoix.domain.accounts import commands, queries
from portevoix.domain.accounts.models import Standing
from portevoix.domain.accounts.reader import Reader
from tests.factories.people import id_of
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]
PLACE = "/settings/account"


@pytest.fixture
def known(alice: Reader, bob: Reader) -> Reader:
    """Bob, with a password."""
    commands.set_password(account_id=id_of(bob), password="correct horse")
    return bob


def test_a_rest_and_its_end(as_member: AsMember, bob: Reader) -> None:
    browser = as_member(bob)
    assert browser.post(PLACE, {"rest": "begin"})["Location"] == PLACE
    page = browser.get("/world").content.decode()
    assert "This account rests." in page
    assert browser.post("/write", {"text": "Hello", "audience": "public"}).status_code >= 400
    assert browser.get("/settings").status_code == 200
    browser.post(PLACE, {"rest": "end"})
    assert "This account rests." not in browser.get("/world").content.decode()


def test_a_wrong_name_changes_nothing_and_is_kept(as_member: AsMember, known: Reader) -> None:
    answer = as_member(known).post(
        f"{PLACE}/delete", {"name": "alice", "password": "correct horse"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is not your name here." in page
    assert 'value="alice"' in page
    assert "correct horse" not in page


def test_the_keeper_is_told_why_not(as_member: AsMember, alice: Reader) -> None:
    answer = as_member(alice).post(f"{PLACE}/delete", {"name": "alice"})
    assert answer.status_code == 422
    assert "never without its keeper" in answer.content.decode()


def test_leaving_takes_everything_away_and_signing_in_brings_it_back(
    as_member: AsMember, known: Reader, visitor: Client, settle: Callable[[], None]
) -> None:
    open_one, closed = post(known), post(known, rung="house")
    browser = as_member(known)
    answer = browser.post(f"{PLACE}/delete", {"name": "@bob", "password": "correct horse"})
    assert answer["Location"] == "/"
    settle()
    assert "you can come back" in browser.get("/").content.decode()
    assert browser.get(PLACE).status_code == 302
    there = {
        "/@bob": 410,
        f"/@bob/{open_one.id}": 410,
        f"/@bob/{closed.id}": 404,
        f"/api/v1/statuses/{open_one.id}": 410,
        f"/api/v1/accounts/{id_of(known)}": 410,
    }
    assert {path: visitor.get(path).status_code for path in there} == there
    back = visitor.post("/sign-in", {"name": "bob", "password": "correct horse"})
    assert "Welcome back." in visitor.get(back["Location"]).content.decode()
    assert Client().get(f"/@bob/{open_one.id}").status_code == 200
    assert queries.member(id_of(known)).account.standing == Standing.ACTIVE  # type: ignore[union-attr]
