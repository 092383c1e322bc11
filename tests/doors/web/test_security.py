"""Settings › Security: the second key, what is open, and the password again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client

from portevoix.domain.access import codes, commands, queries
from portevoix.domain.access.models import Passkey
from portevoix.domain.accounts import commands as accounts
from portevoix.domain.accounts.queries import member as member_of
from portevoix.domain.accounts.reader import Reader
from portevoix.doors.web import proving
from portevoix.kernel import clock
from tests.factories.people import id_of

AsMember = Callable[[Reader], Client]
RIGHT = {"name": "alice", "password": "correct horse"}


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def known(alice: Reader) -> Reader:
    """Alice, with a password."""
    accounts.set_password(account_id=id_of(alice), password="correct horse")
    return alice


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Turns the clock on."""
    real, ahead = clock.now, [timedelta()]
    monkeypatch.setattr(clock, "now", lambda: real() + ahead[0])

    def turn(**by: float) -> None:
        ahead[0] += timedelta(**by)

    return turn


def with_codes(reader: Reader) -> tuple[pyotp.TOTP, list[str]]:
    """Turns codes on for somebody; returns their authenticator and recovery codes."""
    codes.begin_codes(id_of(reader))
    secret = codes.waiting_secret(id_of(reader), name="alice", house="The Lantern")
    assert secret is not None
    clockwork = pyotp.TOTP(secret.text)
    made = codes.confirm_codes(member_id=id_of(reader), code=clockwork.at(clock.now()))
    return clockwork, made


def test_everything_is_on_one_page(visitor: Client, known: Reader) -> None:
    visitor.post("/sign-in", RIGHT)
    page = visitor.get("/settings/security").content.decode()
    for place in ("passkeys", "password", "codes", "sessions", "apps", "log"):
        assert f'href="/settings/security/{place}"' in page
        assert visitor.get(f"/settings/security/{place}").status_code == 200, place
    assert "1 browser signed in" in page
    assert "Not asked: the password is enough" in page


def test_codes_are_turned_on_with_an_authenticator(visitor: Client, known: Reader) -> None:
    visitor.post("/sign-in", RIGHT)
    place = "/settings/security/codes"
    visitor.post(place, {"act": "begin"})
    answer = visitor.get(place)
    assert answer["Cache-Control"] == "no-store"
    page = answer.content.decode()
    assert '<svg viewBox="' in page
    secret = page.split('<textarea id="key"')[1].split(">")[1].split("<")[0].replace(" ", "")
    wrong = visitor.post(place, {"act": "confirm", "code": "000000"})
    assert wrong.status_code == 422
    assert not queries.asks_code(id_of(known))
    sheet = visitor.post(place, {"act": "confirm", "code": pyotp.TOTP(secret).at(clock.now())})
    assert sheet["Cache-Control"] == "no-store"
    assert sheet.content.decode().count("<li><code>") == 10
    assert "10 recovery codes are left" in visitor.get(place).content.decode()
    assert visitor.post(place, {"act": "renew"}).content.decode().count("<li><code>") == 10
    visitor.post(place, {"act": "off"})
    assert not queries.asks_code(id_of(known))


def test_the_password_is_half_of_it(
    visitor: Client, known: Reader, later: Callable[..., None]
) -> None:
    clockwork, _ = with_codes(known)
    later(minutes=2)
    visitor.get("/sign-in")
    answer = visitor.post("/sign-in", {**RIGHT, "next": "/house"})
    assert answer["Location"] == "/sign-in/code"
    half = visitor.session.session_key
    assert visitor.get("/more").status_code == 302
    assert queries.sign_ins(id_of(known)) == []
    wrong = visitor.post("/sign-in/code", {"code": "12345"})
    assert wrong.status_code == 422
    assert queries.tries(id_of(known))[0].outcome == "wrong_code"
    right = clockwork.at(clock.now())
    assert visitor.post("/sign-in/code", {"code": right})["Location"] == "/house"
    assert visitor.session.session_key != half
    assert visitor.get("/more").status_code == 200
    other = Client()
    other.post("/sign-in", RIGHT)
    assert other.post("/sign-in/code", {"code": right}).status_code == 422


def test_a_recovery_code_opens_once(visitor: Client, known: Reader) -> None:
    _, made = with_codes(known)
    for status in (302, 422):
        browser = Client()
        browser.post("/sign-in", RIGHT)
        assert browser.post("/sign-in/code", {"code": made[3]}).status_code == status


def test_half_a_sign_in_runs_out(
    visitor: Client, known: Reader, later: Callable[..., None]
) -> None:
    _, made = with_codes(known)
    visitor.post("/sign-in", RIGHT)
    later(minutes=11)
    assert visitor.post("/sign-in/code", {"code": made[0]})["Location"] == "/sign-in"
    assert visitor.get("/more").status_code == 302


def test_a_code_without_a_password_is_nothing(visitor: Client, known: Reader) -> None:
    _, made = with_codes(known)
    assert visitor.post("/sign-in/code", {"code": made[0]})["Location"] == "/sign-in"


def test_a_one_time_link_asks_the_code_too(visitor: Client, known: Reader) -> None:
    _, made = with_codes(known)
    link = accounts.make_sign_in_key("alice")
    assert visitor.post(f"/sign-in/key/{link}")["Location"] == "/sign-in/code"
    assert visitor.get("/more").status_code == 302
    assert visitor.post("/sign-in/code", {"code": made[0]}).status_code == 302
    assert visitor.get("/more").status_code == 200


def test_guessing_codes_ends_soon_from_wherever(
    known: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_codes(known)
    statuses = []
    for number in range(12):
        browser = Client(REMOTE_ADDR=f"192.0.2.{number}")
        browser.post("/sign-in", RIGHT)
        statuses.append(browser.post("/sign-in/code", {"code": "000000"}).status_code)
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_a_crowd_cannot_guess_a_password(visitor: Client, known: Reader) -> None:
    wrong = {**RIGHT, "password": "wrong horse"}
    statuses = [
        Client(REMOTE_ADDR=f"192.0.{number}.1").post("/sign-in", wrong).status_code
        for number in range(26)
    ]
    assert (statuses[0], statuses[-1]) == (422, 429)
    locked = visitor.post("/sign-in", RIGHT)
    assert locked.status_code == 429
    assert "It will be possible again at" in locked.content.decode()
    assert 'value="alice"' in locked.content.decode()


def test_the_password_is_asked_again_after_ten_minutes(
    visitor: Client, known: Reader, later: Callable[..., None]
) -> None:
    visitor.post("/sign-in", RIGHT)
    assert visitor.get("/settings/security/codes").status_code == 200
    later(minutes=11)
    door = visitor.get("/settings/security/codes")["Location"]
    assert door == f"{proving.PAGE}?next=/settings/security/codes"
    assert visitor.post("/settings/security/codes", {"act": "begin"})["Location"] == door
    assert codes.waiting_secret(id_of(known), name="a", house="b") is None
    wrong = visitor.post(proving.PAGE, {"password": "no", "next": "/settings/security/codes"})
    assert wrong.status_code == 422
    answer = visitor.post(proving.PAGE, {**RIGHT, "next": "/settings/security/codes"})
    assert answer["Location"] == "/settings/security/codes"
    assert visitor.get("/settings/security/codes").status_code == 200


@pytest.mark.parametrize("place", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_the_proof_leads_nowhere_else(place: str, visitor: Client, known: Reader) -> None:
    visitor.post("/sign-in", RIGHT)
    answer = visitor.post(proving.PAGE, {**RIGHT, "next": place})
    assert answer["Location"] == "/settings/security"


def test_apps_say_what_they_may_and_are_taken_back(
    as_member: AsMember, alice: Reader, visitor: Client
) -> None:
    app, _ = commands.register_app(
        name="Tern", redirect_uris=["https://tern.example/"], scopes_asked="read write:statuses"
    )
    member = member_of(id_of(alice))
    assert member is not None
    token = commands.member_token(member, app, "read write:statuses")
    commands.member_token(member, None, "read")
    browser = as_member(alice)
    page = browser.get("/settings/security/apps").content.decode()
    assert "publish and delete posts" in page
    assert "not used so far" in page
    visitor.get("/api/v1/timelines/home", headers={"authorization": f"Bearer {token}"})
    assert "last used today" in browser.get("/settings/security/apps").content.decode()
    browser.post("/settings/security/apps", {"app": str(app.id)})
    assert queries.bearer(token) is None
    browser.post("/settings/security/apps", {"app": "terminal"})
    assert queries.apps_of(id_of(alice)) == []
    for odd in ("", "x", "9" * 40, "١"):
        assert browser.post("/settings/security/apps", {"app": odd}).status_code == 404


def test_the_log_has_pages(as_member: AsMember, alice: Reader) -> None:
    from portevoix.domain.access.entering import note
    from portevoix.domain.access.visits import Visit

    for _ in range(45):
        note(id_of(alice), "password", "wrong", Visit(device="x", address="192.0.2.1"))
    browser = as_member(alice)
    page = browser.get("/settings/security/log").content.decode()
    assert page.count("Wrong password") == 40
    assert "the network 192.0.2.0/24" in page
    older = page.split('rel="next" href="')[1].split('"')[0]
    assert browser.get(older).content.decode().count("Wrong password") == 5
    assert browser.get("/settings/security/log?after=x").status_code == 404


def test_of_others_nothing_is_seen_or_ended(
    as_member: AsMember, known: Reader, bob: Reader, visitor: Client
) -> None:
    visitor.post("/sign-in", RIGHT)
    [row] = queries.sign_ins(id_of(known))
    stranger = as_member(bob)
    assert str(row.id) not in stranger.get("/settings/security/sessions").content.decode()
    answer = stranger.post("/settings/security/sessions", {"session": str(row.id)})
    assert answer.status_code == 404
    assert visitor.get("/more").status_code == 200
    assert "Came in by password" not in stranger.get("/settings/security/log").content.decode()


def test_a_session_planted_before_is_not_the_one_after(known: Reader) -> None:
    planted = Client()
    planted.post("/sign-in", {"name": "nobody", "password": "x"})
    planted.post("/language", {"language": "fr"})
    before = planted.session.session_key
    planted.post("/sign-in", RIGHT)
    assert planted.session.session_key != before


def test_the_forms_are_held_by_their_tokens(known: Reader) -> None:
    strict = Client(enforce_csrf_checks=True)
    for place in ("/sign-in", "/sign-in/code", "/sign-in/passkey", "/sign-in/passkey/options"):
        assert strict.post(place, RIGHT).status_code == 403, place


def test_the_browser_is_known_again_by_its_cookie(visitor: Client, known: Reader) -> None:
    assert not [name for name in visitor.cookies if name.endswith("_device")]
    visitor.post("/sign-in", {**RIGHT, "password": "wrong horse"})
    assert not [name for name in visitor.cookies if name.endswith("_device")]
    visitor.post("/sign-in", RIGHT)
    [name] = [name for name in visitor.cookies if name.endswith("_device")]
    given = visitor.cookies[name]
    assert given["httponly"]
    assert given["samesite"] == "Lax"
    value = given.value
    visitor.post("/sign-out")
    visitor.post("/sign-in", RIGHT)
    assert visitor.cookies[name].value == value


def test_no_app_takes_a_password(visitor: Client, known: Reader) -> None:
    app, secret = commands.register_app(name="Tern", redirect_uris=["urn:ietf:wg:oauth:2.0:oob"])
    asked = {"client_id": app.client_id, "client_secret": secret, "username": "alice"}
    answer = visitor.post(
        "/oauth/token", {**asked, "grant_type": "password", "password": "correct horse"}
    )
    assert answer.status_code == 400
    assert answer.json()["error"] == "unsupported_grant_type"


def test_a_page_held_from_an_earlier_sign_in_is_given_anew(visitor: Client, known: Reader) -> None:
    """Its forms hold tokens that the new sign-in has made void."""
    visitor.post("/sign-in", RIGHT)
    visitor.get("/settings/security/password")
    held = visitor.get("/settings/security/password")["ETag"]
    again = visitor.get("/settings/security/password", headers={"if-none-match": held})
    assert again.status_code == 304
    visitor.post("/sign-out")
    visitor.post("/sign-in", RIGHT)
    visitor.get("/settings/security/password")
    anew = visitor.get("/settings/security/password", headers={"if-none-match": held})
    assert anew.status_code == 200


def test_no_first_password_from_an_open_screen(
    as_member: AsMember, bob: Reader, later: Callable[..., None]
) -> None:
    """Bob comes in by a passkey and has no password: who sits down after him gives him none."""
    Passkey.objects.create(
        id=1, member_id=id_of(bob), credential_id="kept", public_key="", name="Telephone",
        created_at=clock.now(),
    )  # fmt: skip
    browser = as_member(bob)
    place = "/settings/security/password"
    door = f"{proving.PAGE}?next={place}"
    assert browser.get(place)["Location"] == door
    assert browser.post(place, {"password": "battery staple"})["Location"] == door
    found = member_of(id_of(bob))
    assert found is not None
    assert not found.has_usable_password()
