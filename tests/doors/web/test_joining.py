"""Coming into the house: first key, four modes, invitations, approvals."""

from collections.abc import Callable

import pytest
from django.test import Client

from portevoix.domain.accounts import commands as accounts
from portevoix.domain.accounts.models import Member, Standing
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.house import commands as house
from portevoix.domain.house import queries
from tests.factories.people import id_of

AsMember = Callable[[Reader], Client]
JOIN = {"name": "chloe", "password": "correct horse", "agreed": "yes"}


@pytest.fixture
def opened(alice: Reader) -> Callable[[str], None]:
    """Opens the house for joining in a mode."""

    def to(mode: str) -> None:
        house.open_house()
        house.describe(registrations=mode)

    return to


def test_open(visitor: Client, opened: Callable[[str], None]) -> None:
    opened("open")
    answer = visitor.post("/join", JOIN)
    assert answer["Location"] == "/house"
    assert "Welcome." in visitor.get("/house").content.decode()
    assert visitor.get("/more").status_code == 200


def test_on_approval(
    visitor: Client, opened: Callable[[str], None], as_member: AsMember, alice: Reader
) -> None:
    opened("approval")
    assert visitor.post("/join", JOIN).status_code == 422
    answer = visitor.post("/join", {**JOIN, "reason": "The choir."})
    assert "Your request is here" in answer.content.decode()
    assert visitor.get("/more").status_code == 302
    desk = as_member(alice)
    assert "The choir." in desk.get("/desk/approvals").content.decode()
    desk.post("/desk/approvals", {"name": "chloe", "decision": "welcome"})
    assert Member.objects.get(name="chloe").account.standing == Standing.ACTIVE


def test_not_now_frees_the_name(
    visitor: Client, opened: Callable[[str], None], as_member: AsMember, alice: Reader
) -> None:
    opened("approval")
    visitor.post("/join", {**JOIN, "reason": "The choir."})
    as_member(alice).post("/desk/approvals", {"name": "chloe", "decision": "not_now"})
    assert not Member.objects.filter(name="chloe").exists()


def test_on_invitation(visitor: Client, opened: Callable[[str], None], alice: Reader) -> None:
    opened("invited")
    assert "joined by invitation" in visitor.get("/join").content.decode()
    code = house.invite(invited_by_id=id_of(alice)).code
    page = visitor.get(f"/join?invitation={code}").content.decode()
    assert "alice invites you." in page
    assert visitor.post("/join", {**JOIN, "invitation": code})["Location"] == "/house"
    assert queries.invitation(code) is None


def test_closed(visitor: Client, opened: Callable[[str], None]) -> None:
    opened("closed")
    assert "Nobody can join" in visitor.get("/join").content.decode()
    assert visitor.post("/join", JOIN).status_code == 403


def test_a_refused_form_keeps_what_was_typed(
    visitor: Client, opened: Callable[[str], None]
) -> None:
    opened("open")
    answer = visitor.post("/join", {"name": "alice", "password": "short"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="alice"' in page
    assert "This one is taken." in page
    assert "alice2" in page
    assert "Eight characters at least." in page
    assert "agreement to the rules" in page
    assert "short" not in page
    for name in ("name", "password", "agreed"):
        assert f'href="#{name}"' in page
        assert f'id="{name}"' in page


def test_the_rules_come_first(visitor: Client, opened: Callable[[str], None]) -> None:
    from portevoix.domain.house.rules import add_rule

    opened("open")
    add_rule("Be kind.", "People here are people.")
    first = visitor.get("/join").content.decode()
    assert "Be kind." in first
    assert "People here are people." in first
    assert 'id="password"' not in first
    second = visitor.get("/join?agreed=yes").content.decode()
    assert 'id="password"' in second
    assert 'name="agreed" value="yes" checked' in second
    assert visitor.post("/join", JOIN)["Location"] == "/house"


def test_a_name_is_said_to_be_free_as_one_types(
    visitor: Client, opened: Callable[[str], None]
) -> None:
    opened("open")
    said = {
        name: visitor.get("/join/name", {"name": name}).content.decode()
        for name in ("chloe", "Alice", "owner", "é", "", "\x00", "x" * 400)
    }
    assert "chloe is free." in said["chloe"]
    assert "This one is taken." in said["Alice"]
    assert said["Alice"].count("<b>") == 3
    assert "kept for the house" in said["owner"]
    assert "Letters a to z" in said["é"]
    assert said[""] == ""


def test_a_house_may_ask_for_an_age(visitor: Client, opened: Callable[[str], None]) -> None:
    opened("open")
    house.describe(minimum_age=16)
    page = visitor.get("/join").content.decode()
    assert "16 years old" in page
    for born_on, sentence in (
        ("", "not kept"),
        ("x", "not kept"),
        ("2999-01-01", "not a day of birth"),
        ("2020-01-01", "a little later"),
    ):
        answer = visitor.post("/join", {**JOIN, "born_on": born_on})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert visitor.post("/join", {**JOIN, "born_on": "1990-05-17"})["Location"] == "/house"


def test_what_programs_fill_is_refused(visitor: Client, opened: Callable[[str], None]) -> None:
    opened("open")
    assert visitor.post("/join", {**JOIN, "website": "https://x.example"}).status_code == 422
    assert not Member.objects.filter(name="chloe").exists()


def test_the_first_key(visitor: Client, db: None) -> None:
    token = house.make_first_key()
    assert visitor.get(f"/first-key/{token}").status_code == 200
    assert visitor.get(f"/first-key?token={token}").status_code == 200
    keeper = {"token": token, "name": "alice", "password": "correct horse", "title": "The Lantern"}
    answer = visitor.post("/first-key", {**keeper, "language": "fr", "registrations": "approval"})
    assert answer["Location"] == "/write"
    described = queries.house()
    assert (described.title, described.language) == ("The Lantern", "fr")
    assert queries.registration_mode() == "approval"
    assert Member.objects.get(name="alice").role == "owner"
    assert visitor.get(f"/first-key/{token}").status_code == 404


def test_a_wrong_first_key_is_nothing(visitor: Client, db: None) -> None:
    house.make_first_key()
    assert visitor.get("/first-key/wrong").status_code == 404
    assert visitor.post("/first-key", {"token": "wrong", **JOIN}).status_code == 404


def test_a_refused_first_key_form_is_not_spent(visitor: Client, db: None) -> None:
    token = house.make_first_key()
    sent = {"token": token, "name": "", "password": "short", "title": "Ours", "language": "en"}
    answer = visitor.post("/first-key", sent)
    assert answer.status_code == 422
    assert 'value="Ours"' in answer.content.decode()
    assert visitor.get(f"/first-key/{token}").status_code == 200


def test_keepers_invite(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    browser = as_member(alice)
    browser.post("/invitations", {"uses": "5", "days": "7"})
    [made] = queries.invitations_by(id_of(alice))
    assert made.uses_left == 5
    assert made.code in browser.get("/invitations").content.decode()
    browser.post("/invitations", {"revoke": made.code})
    assert made.code not in browser.get("/invitations").content.decode()
    assert as_member(bob).get("/invitations").status_code == 403
    assert as_member(bob).get("/desk/approvals").status_code == 403


def test_a_one_time_link_is_spent_by_its_button(visitor: Client, alice: Reader) -> None:
    token = accounts.make_sign_in_key("alice")
    assert visitor.get(f"/sign-in/key/{token}").status_code == 200
    assert visitor.get("/more").status_code == 302
    assert visitor.post(f"/sign-in/key/{token}")["Location"] == "/settings/security/password"
    assert visitor.get("/more").status_code == 200
    assert Client().post(f"/sign-in/key/{token}").status_code == 404
