"""The house itself: its words, its mode, its rules, its first key."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import override_settings

from portevoix.domain.house import commands, queries, rules
from portevoix.domain.house.errors import FirstKeyUnknown, HouseInvalid, OriginFixed
from portevoix.domain.house.events import HouseDescribed, HouseOpened, RulesChanged
from portevoix.domain.house.models import House
from portevoix.kernel import config
from portevoix.kernel.errors import NotAllowed, NotFound
from tests.domain.accounts.people import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked() -> Iterator[None]:
    with override_settings(PORTEVOIX=replace(config.current(), registrations="approval")):
        yield


def test_a_new_house_has_defaults_and_no_row() -> None:
    assert queries.house().title == "Portevoix"
    assert queries.registration_mode() == "invited"
    assert queries.rules() == []
    assert not House.objects.exists()


def test_what_is_described_is_told_once() -> None:
    for _ in range(2):
        commands.describe(title="The mill", registrations="open", summary="")
    assert (queries.house().title, queries.registration_mode()) == ("The mill", "open")
    assert told() == [HouseDescribed(fields=["registrations", "title"])]


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(HouseInvalid) as refused:
        commands.describe(
            title=" \u200b", summary="x" * 501, registrations="half", contact_email="a@b@c"
        )
    assert refused.value.fields == {
        "title": ["blank"], "summary": ["too_long"], "registrations": ["invalid"],
        "contact_email": ["invalid"],
    }  # fmt: skip
    with pytest.raises(TypeError):
        commands.describe(opened_at=None)


@pytest.mark.usefixtures("locked")
def test_a_setting_wins_over_the_pages() -> None:
    House.objects.create(id=1, registrations="open")
    assert queries.registration_mode() == "approval"
    assert queries.registration_mode_is_locked()
    with pytest.raises(HouseInvalid) as refused:
        commands.describe(registrations="open")
    assert refused.value.fields == {"registrations": ["locked"]}


def test_a_first_key_is_kept_as_a_hash_and_works_once() -> None:
    token = commands.make_first_key()
    assert token not in queries.house().first_key_hash
    assert queries.first_key_works(token)
    commands.use_first_key(token)
    assert not queries.first_key_works(token)
    with pytest.raises(FirstKeyUnknown):
        commands.use_first_key(token)


def test_a_newer_first_key_voids_the_older() -> None:
    older = commands.make_first_key()
    newer = commands.make_first_key()
    for wrong in (older, "", "guessed"):
        assert not queries.first_key_works(wrong)
    assert queries.first_key_works(newer)


def test_an_open_house_has_no_first_key() -> None:
    token = commands.make_first_key()
    for _ in range(2):
        commands.open_house()
    assert queries.is_open()
    assert not queries.first_key_works(token)
    with pytest.raises(NotAllowed) as refused:
        commands.make_first_key()
    assert refused.value.code == "already_open"
    assert told() == [HouseOpened()]


def test_rules_keep_their_order_and_are_withdrawn() -> None:
    first = rules.add_rule(" Be kind ", "People live here")
    second = rules.add_rule("No shouting")
    assert [rule.text for rule in queries.rules()] == ["Be kind", "No shouting"]
    rules.change_rule(first.pk, text="Be good")
    rules.withdraw_rule(second.pk)
    assert [(rule.text, rule.hint) for rule in queries.rules()] == [("Be good", "")]
    assert told()[-1] == RulesChanged(rule_id=second.pk)
    with pytest.raises(NotFound):
        rules.withdraw_rule(second.pk)
    with pytest.raises(NotFound):
        rules.change_rule(second.pk, text="Shouting")


def test_rules_change_places_and_come_back_at_the_end() -> None:
    first, second, third = (rules.add_rule(text) for text in ("One", "Two", "Three"))
    rules.move_rule(third.pk, up=True)
    rules.move_rule(first.pk, up=True)
    assert [rule.text for rule in queries.rules()] == ["One", "Three", "Two"]
    rules.withdraw_rule(first.pk)
    rules.move_rule(third.pk, up=False)
    assert [rule.pk for rule in queries.withdrawn_rules()] == [first.pk]
    rules.restore_rule(first.pk)
    assert [rule.text for rule in queries.rules()] == ["Two", "Three", "One"]
    for gone in (rules.restore_rule, lambda rule_id: rules.move_rule(rule_id, up=True)):
        with pytest.raises(NotFound):
            gone(second.pk + 100)
    with pytest.raises(NotFound):
        rules.restore_rule(first.pk)


@pytest.mark.parametrize(("text", "fault"), [(" ", "blank"), ("x" * 301, "too_long")])
def test_a_rule_is_a_sentence(text: str, fault: str) -> None:
    with pytest.raises(HouseInvalid) as refused:
        rules.add_rule(text)
    assert refused.value.fields == {"text": [fault]}


def test_an_origin_is_fixed_by_the_first_word_to_another_house() -> None:
    for _ in range(2):
        commands.fix_origin("https://mill.example")
    assert queries.fixed_origin() == "https://mill.example"
    with pytest.raises(OriginFixed):
        commands.fix_origin("https://other.example")
