"""Joining by letter, a forgotten password, another address: from page to letter and back."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from portevoix.domain.access import codes, commands, queries
from portevoix.domain.accounts import commands as accounts
from portevoix.domain.accounts.models import Member, Standing
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.house import commands as house
from portevoix.kernel import clock
from tests.factories.people import id_of
from tests.harness.letters import letters, link_in

RIGHT = {"name": "alice", "password": "correct horse"}
JOIN = {"name": "chloe", "password": "correct horse", "agreed": "yes", "email": "c@mail.example"}


@pytest.fixture(autouse=True)
def box(settings: Any, tmp_path: Path) -> Path:
    """The folder that takes the house's letters; passwords are quick."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.PORTEVOIX = dataclasses.replace(settings.PORTEVOIX, mail_url=f"file://{tmp_path}")
    return tmp_path


@pytest.fixture
def known(alice: Reader) -> Reader:
    """Alice, with a password and an address."""
    accounts.set_password(account_id=id_of(alice), password="correct horse")
    Member.objects.update(email="alice@mail.example", email_confirmed_at=clock.now())
    house.open_house()
    house.describe(registrations="open")
    return alice


def test_joining_by_letter(
    visitor: Client, known: Reader, box: Path, settle: Callable[[], None]
) -> None:
    assert visitor.post("/join", JOIN)["Location"] == "/confirm"
    assert "c@mail.example" in visitor.get("/confirm").content.decode()
    assert visitor.get("/more").status_code == 302
    assert visitor.post("/sign-in", {**JOIN, "next": "/house"})["Location"] == "/confirm"
    settle()
    visitor.post("/confirm/again")
    settle()
    older, newer = [each for each in letters(box) if each["To"] == "c@mail.example"]
    assert visitor.get(link_in(newer)).status_code == 200
    assert visitor.post(link_in(older)).status_code == 404
    assert visitor.post(link_in(newer))["Location"] == "/sign-in"
    assert Member.objects.get(name="chloe").account.standing == Standing.ACTIVE
    assert visitor.post("/sign-in", {**JOIN, "next": "/house"})["Location"] == "/house"
    assert visitor.post("/confirm/again").status_code == 404


def test_a_program_that_opens_links_confirms_nothing(
    visitor: Client, known: Reader, box: Path, settle: Callable[[], None]
) -> None:
    visitor.post("/join", JOIN)
    settle()
    Client().get(link_in(letters(box)[-1]))
    assert Member.objects.get(name="chloe").account.standing == Standing.UNCONFIRMED


def test_the_letter_is_in_the_newcomers_language(
    visitor: Client, known: Reader, box: Path, settle: Callable[[], None]
) -> None:
    visitor.post("/join", {**JOIN, "language": "fr"})
    settle()
    [message] = [each for each in letters(box) if each["To"] == "c@mail.example"]
    assert message["Content-Language"] == "fr"
    assert message["Subject"].startswith("Confirmer votre adresse")


def test_a_forgotten_password(
    visitor: Client, known: Reader, box: Path, settle: Callable[[], None]
) -> None:
    settle()
    other = Client()
    other.post("/sign-in", RIGHT)
    member = Member.objects.get(name="alice")
    token = commands.member_token(member, None, "read")
    assert 'href="/forgot"' in visitor.get("/sign-in").content.decode()
    asked = [
        visitor.post("/forgot", {"email": email}).content.split(b"csrf")[0]
        for email in ("Alice@mail.example", "nobody@mail.example")
    ]
    assert asked[0] == asked[1]
    before = len(letters(box))
    settle()
    [message] = letters(box)[before:]
    assert message["To"] == "alice@mail.example"
    place = link_in(message)
    assert visitor.post(place, {"password": "short"}).status_code == 422
    answer = visitor.post(place, {"password": "battery staple", "ends_apps": "yes"})
    assert answer["Location"] == "/sign-in"
    settle()
    assert visitor.get("/more").status_code == 302
    assert other.get("/more").status_code == 302
    assert queries.bearer(token) is None
    assert visitor.get(place).status_code == 404
    assert letters(box)[-1]["Subject"].startswith("Your password")


def test_apps_can_stay_when_a_password_is_made_anew(
    visitor: Client, known: Reader, box: Path, settle: Callable[[], None]
) -> None:
    settle()
    token = commands.member_token(Member.objects.get(name="alice"), None, "read")
    visitor.post("/forgot", {"email": "alice@mail.example"})
    settle()
    visitor.post(link_in(letters(box)[-1]), {"password": "battery staple"})
    settle()
    assert queries.bearer(token) is not None
    assert queries.sign_ins(id_of(known)) == []


def test_a_reset_does_not_pass_by_the_codes(
    visitor: Client, known: Reader, box: Path, settle: Callable[[], None]
) -> None:
    import pyotp

    codes.begin_codes(id_of(known))
    secret = codes.waiting_secret(id_of(known), name="a", house="b")
    assert secret is not None
    codes.confirm_codes(member_id=id_of(known), code=pyotp.TOTP(secret.text).at(clock.now()))
    visitor.post("/forgot", {"email": "alice@mail.example"})
    settle()
    [message] = [each for each in letters(box) if each["Subject"].startswith("A new password")]
    visitor.post(link_in(message), {"password": "battery staple"})
    answer = visitor.post("/sign-in", {"name": "alice", "password": "battery staple"})
    assert answer["Location"] == "/sign-in/code"


def test_nobody_is_buried_in_letters(visitor: Client, known: Reader) -> None:
    statuses = [
        Client(REMOTE_ADDR=f"192.0.2.{number}")
        .post("/forgot", {"email": "alice@mail.example"})
        .status_code
        for number in range(6)
    ]
    assert statuses == [200] * 5 + [429]


def test_another_address(
    visitor: Client, known: Reader, box: Path, settle: Callable[[], None]
) -> None:
    settle()
    visitor.post("/sign-in", RIGHT)
    place = "/settings/security/address"
    assert "Confirmed." in visitor.get(place).content.decode()
    assert visitor.post(place, {"act": "change", "email": "no"}).status_code == 422
    visitor.post(place, {"act": "change", "email": "new@mail.example"})
    settle()
    message = letters(box)[-1]
    assert message["To"] == "new@mail.example"
    assert "A letter went to new@mail.example" in visitor.get(place).content.decode()
    assert visitor.post(link_in(message))["Location"] == place
    settle()
    told = letters(box)[-1]
    assert told["To"] == "alice@mail.example"
    assert "another address took the place" in told.get_content()
    assert "new@mail.example" in visitor.get(place).content.decode()


def test_a_new_browser_is_told_and_a_known_one_is_not(
    visitor: Client, known: Reader, box: Path, settle: Callable[[], None]
) -> None:
    settle()
    before = len(letters(box))
    visitor.post("/sign-in", RIGHT)
    visitor.post("/sign-out")
    visitor.post("/sign-in", RIGHT)
    settle()
    assert len(letters(box)) == before
    Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"}).post("/sign-in", RIGHT)
    settle()
    [message] = letters(box)[before:]
    assert "Firefox, Linux" in message.get_content()


def test_an_app_joins_and_asks_the_letter_again(
    visitor: Client, known: Reader, box: Path, settle: Callable[[], None]
) -> None:
    app, _ = commands.register_app(
        name="Tern", redirect_uris=["https://tern.example/"], scopes_asked="read write"
    )
    secret, _ = commands.app_token(app=app, scopes_asked="read write")
    newcomer = {"username": "chloe", "email": "c@mail.example", "password": "correct horse"}
    answer = visitor.post(
        "/api/v1/accounts",
        {**newcomer, "agreement": "true"},
        headers={"authorization": f"Bearer {secret}"},
    )
    bearer = {"authorization": f"Bearer {answer.json()['access_token']}"}
    refused = visitor.get("/api/v1/accounts/verify_credentials", headers=bearer)
    assert refused.status_code == 403
    assert "confirmed e-mail" in refused.json()["error"]
    again = {"email": "right@mail.example"}
    sent = visitor.post("/api/v1/emails/confirmations", again, headers=bearer)
    assert (sent.status_code, sent.json()) == (200, {})
    settle()
    [message] = [each for each in letters(box) if each["To"] == "right@mail.example"]
    visitor.post(link_in(message))
    ok = visitor.get("/api/v1/accounts/verify_credentials", headers=bearer)
    assert ok.status_code == 200
    assert visitor.post("/api/v1/emails/confirmations", headers=bearer).status_code == 403


def test_no_queue_holds_an_address_or_a_token(
    visitor: Client, known: Reader, box: Path, settle: Callable[[], None]
) -> None:
    from portevoix.kernel import database
    from portevoix.kernel.models import OutboxRow
    from portevoix.kernel.relay import Relay
    from portevoix.site.consumers import all_consumers

    visitor.post("/forgot", {"email": "alice@mail.example"})
    Relay(all_consumers()).drain()
    kept = str(database.rows("SELECT payload FROM job")) + str(list(OutboxRow.objects.values()))
    assert "mail.example" not in kept


@pytest.mark.parametrize("token", ["x", "x" * 500, "%00", "é"])
def test_odd_links_are_nothing(token: str, visitor: Client, known: Reader) -> None:
    assert visitor.get(f"/forgot/{token}").status_code in (400, 404)
    assert visitor.post(f"/confirm/{token}").status_code in (400, 404)
