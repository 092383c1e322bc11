"""Signing in and out, sessions, the password."""

from typing import Any

import pytest
from django.test import Client

from portevoix.domain.access import queries as access
from portevoix.domain.accounts import commands as accounts
from portevoix.domain.accounts.reader import Reader
from tests.factories.people import id_of

RIGHT = {"name": "alice", "password": "correct horse"}


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def known(alice: Reader) -> Reader:
    """Alice, with a password."""
    accounts.set_password(account_id=id_of(alice), password="correct horse")
    return alice


def test_in_and_out(visitor: Client, known: Reader) -> None:
    visitor.get("/sign-in")
    before = visitor.session.session_key
    assert visitor.post("/sign-in", {**RIGHT, "next": "/house"})["Location"] == "/house"
    assert visitor.session.session_key != before
    [row] = access.sign_ins(id_of(known))
    assert row.session_key == visitor.session.session_key
    visitor.post("/sign-out")
    assert visitor.get("/more").status_code == 302
    assert access.sign_ins(id_of(known)) == []


@pytest.mark.parametrize("sent", [{"password": "wrong"}, {"name": "nobody"}])
def test_one_sentence_for_both_faults(sent: dict[str, str], visitor: Client, known: Reader) -> None:
    answer = visitor.post("/sign-in", {**RIGHT, **sent})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The name and the password do not go together." in page
    assert f'value="{sent.get("name", "alice")}"' in page
    assert "correct horse" not in page


@pytest.mark.parametrize("place", ["https://evil.example", "//evil.example", "/\\evil.example", ""])
def test_next_stays_in_the_house(place: str, visitor: Client, known: Reader) -> None:
    assert visitor.post("/sign-in", {**RIGHT, "next": place})["Location"] == "/"


def test_who_is_closed_out_is_told_why(visitor: Client, known: Reader) -> None:
    accounts.create_member(name="owner2", role="owner")
    accounts.disable("alice")
    page = visitor.post("/sign-in", RIGHT).content.decode()
    assert "closed by the house" in page


def test_a_closed_account_is_nobody_at_once(visitor: Client, known: Reader) -> None:
    visitor.post("/sign-in", RIGHT)
    accounts.create_member(name="owner2", role="owner")
    accounts.disable("alice")
    assert visitor.get("/more").status_code == 302


def test_a_new_password_ends_the_other_sessions(visitor: Client, known: Reader) -> None:
    other = Client()
    other.post("/sign-in", RIGHT)
    visitor.post("/sign-in", RIGHT)
    answer = visitor.post(
        "/settings/security/password", {"current": "correct horse", "password": "battery staple"}
    )
    assert answer.status_code == 302
    assert visitor.get("/more").status_code == 200
    assert other.get("/more").status_code == 302
    assert len(access.sign_ins(id_of(known))) == 1


def test_a_wrong_present_password_changes_nothing(visitor: Client, known: Reader) -> None:
    visitor.post("/sign-in", RIGHT)
    answer = visitor.post(
        "/settings/security/password", {"current": "no", "password": "battery staple"}
    )
    assert answer.status_code == 422
    assert "not the present password" in answer.content.decode()


def test_a_session_can_be_ended(visitor: Client, known: Reader) -> None:
    other = Client()
    other.post("/sign-in", RIGHT)
    visitor.post("/sign-in", RIGHT)
    theirs = next(
        row
        for row in access.sign_ins(id_of(known))
        if row.session_key != visitor.session.session_key
    )
    page = "/settings/security/sessions"
    assert "this machine" in visitor.get(page).content.decode()
    visitor.post(page, {"session": theirs.id})
    assert other.get("/more").status_code == 302
    assert visitor.post(page, {"session": "0"}).status_code == 404
    other.post("/sign-in", RIGHT)
    visitor.post(page, {"session": "others"})
    assert other.get("/more").status_code == 302
    assert visitor.get("/more").status_code == 200
