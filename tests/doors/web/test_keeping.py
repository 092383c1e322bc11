"""The pages of those who keep the house: its words, who may join, its rules."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.test import Client, override_settings

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.house import queries, rules
from portevoix.kernel import config
from tests.factories.people import id_of, member

AsMember = Callable[[Reader], Client]


@pytest.fixture
def keeper(as_member: AsMember, alice: Reader) -> Client:
    """The browser of the one who keeps the house."""
    return as_member(alice)


@pytest.fixture
def words(alice: Reader) -> dict[str, str]:
    """The form of the house, filled in."""
    return {
        "title": "The Lantern",
        "summary": "A choir\nthat rows.",
        "welcome": "Come in.\n\nShoes off.",
        "registrations": "approval",
        "contact": str(id_of(alice)),
        "contact_email": "keeper@lantern.example",
        "language": "fr",
    }


def test_the_house_says_what_its_keeper_wrote(
    keeper: Client, words: dict[str, str], visitor: Client
) -> None:
    assert keeper.post("/keep/house", words)["Location"] == "/keep/house"
    about = visitor.get("/about").content.decode()
    for said in ("The Lantern", "A choir that rows.", "Shoes off.", "keeper@lantern.example"):
        assert said in about
    assert 'href="/@alice"' in about
    assert queries.registration_mode() == "approval"
    told = visitor.get("/api/v2/instance").json()
    assert (told["title"], told["description"]) == ("The Lantern", "A choir that rows.")
    assert told["contact"]["account"]["username"] == "alice"
    assert told["languages"] == ["fr"]
    again = keeper.get("/keep/house").content.decode()
    assert 'value="The Lantern"' in again
    assert 'value="approval" checked' in again


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    keeper: Client, words: dict[str, str]
) -> None:
    wrong = {"title": " ", "registrations": "half", "contact_email": "nowhere"}
    answer = keeper.post("/keep/house", {**words, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    for name in ("title", "registrations", "contact_email"):
        assert f'href="#{name}"' in page
        assert f'id="{name}"' in page
    assert "Shoes off." in page
    assert queries.house().title == "Portevoix"


@pytest.fixture
def locked() -> Iterator[None]:
    with override_settings(PORTEVOIX=replace(config.current(), registrations="open")):
        yield


@pytest.mark.usefixtures("locked")
def test_a_mode_given_by_a_setting_shows_locked(keeper: Client, words: dict[str, str]) -> None:
    page = keeper.get("/keep/house").content.decode()
    assert "given by a setting" in page
    assert 'name="registrations"' not in page
    assert keeper.post("/keep/house", words).status_code == 302
    assert queries.house().title == "The Lantern"
    assert queries.registration_mode() == "open"


def test_only_those_who_keep_the_house_are_named_as_its_keepers(
    keeper: Client, words: dict[str, str], bob: Reader
) -> None:
    assert ">bob<" not in keeper.get("/keep/house").content.decode()
    keeper.post("/keep/house", {**words, "contact": str(id_of(bob))})
    assert queries.house().contact_account_id is None


def test_rules_are_added_reworded_ordered_withdrawn_and_put_back(
    keeper: Client, visitor: Client
) -> None:
    for text in ("Be kind", "Knock first"):
        keeper.post("/keep/rules", {"text": text, "hint": "People live here."})
    first, second = queries.rules()
    keeper.post("/keep/rules", {"up": second.pk})
    keeper.post(f"/keep/rules/{first.pk}", {"text": "Be very kind", "hint": ""})
    assert [rule.text for rule in queries.rules()] == ["Knock first", "Be very kind"]
    keeper.post("/keep/rules", {"down": second.pk})
    keeper.post("/keep/rules", {"withdraw": first.pk})
    public = visitor.get("/rules").content.decode()
    assert "Knock first" in public
    assert "Be very kind" not in public
    assert "Put back" in keeper.get("/keep/rules").content.decode()
    assert keeper.get(f"/keep/rules/{first.pk}").status_code == 404
    keeper.post("/keep/rules", {"restore": first.pk})
    assert [rule.text for rule in queries.rules()] == ["Knock first", "Be very kind"]


def test_a_rule_that_is_no_sentence_is_refused(keeper: Client, alice: Reader) -> None:
    rule = rules.add_rule("Be kind")
    for path in ("/keep/rules", f"/keep/rules/{rule.pk}"):
        answer = keeper.post(path, {"text": " ", "hint": "A reason."})
        assert answer.status_code == 422
        assert "A reason." in answer.content.decode()
    for verb in ("up", "down", "withdraw", "restore"):
        for which in ("x", "9" * 30, "999"):
            assert keeper.post("/keep/rules", {verb: which}).status_code == 404
    assert keeper.get(f"/keep/rules/{rule.pk + 1}").status_code == 404


@pytest.mark.parametrize("path", ["/keep/house", "/keep/rules", "/keep/rules/1"])
def test_members_do_not_keep_the_house(
    path: str, as_member: AsMember, alice: Reader, words: dict[str, str]
) -> None:
    moderator = as_member(member("dana", role="moderator"))
    for browser, status in ((moderator, 403), (Client(), 302)):
        assert browser.get(path).status_code == status
        assert browser.post(path, {**words, "text": "Mine"}).status_code == status
    assert queries.house().title == "Portevoix"
    assert queries.rules() == []
