"""Addresses: confirmed, changed, and a password made anew."""

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from portevoix.domain.accounts import addresses, commands, policies
from portevoix.domain.accounts.errors import AddressKeyUnknown, MemberInvalid, WrongSignIn
from portevoix.domain.accounts.events import (
    AddressConfirmed,
    ConfirmationAsked,
    MemberJoined,
    PasswordChanged,
    ResetAsked,
)
from portevoix.domain.accounts.models import Account, AddressKey, Member, Purpose, Standing
from portevoix.kernel import clock
from portevoix.kernel.errors import NotAllowed
from tests.domain.accounts.people import PASSWORD, member, told, told_names

pytestmark = pytest.mark.django_db
EMAIL = "alice@mail.example"


@pytest.fixture
def with_mail(settings: Any) -> None:
    settings.PORTEVOIX = dataclasses.replace(settings.PORTEVOIX, mail_url="smtp://mail.example")


@pytest.fixture
def alice() -> Member:
    return member("alice", password=PASSWORD, email=EMAIL)


def joined(registrations: Callable[[str], None], mode: str = "open", **more: Any) -> Member:
    registrations(mode)
    asked = {"name": "chloe", "password": PASSWORD, "email": "Chloe@mail.example", "agreed": True}
    return commands.join(**{**asked, **more})


def link(account_id: int, purpose: Purpose = Purpose.CONFIRM) -> str:
    made = commands.make_address_key(account_id=account_id, purpose=purpose)
    assert made is not None
    return made[1]


def test_who_joins_confirms_first(with_mail: None, registrations: Callable[[str], None]) -> None:
    chloe = joined(registrations)
    assert chloe.account.standing == Standing.UNCONFIRMED
    assert told() == [ConfirmationAsked(account_id=chloe.pk)]
    token = link(chloe.pk)
    assert token not in str(AddressKey.objects.values())
    found = commands.confirm_address(token)
    assert found.account.standing == Standing.ACTIVE
    assert told()[1:] == [
        AddressConfirmed(account_id=chloe.pk),
        MemberJoined(account_id=chloe.pk, handle="chloe", waits=False),
    ]
    with pytest.raises(AddressKeyUnknown):
        commands.confirm_address(token)


def test_approval_comes_after_the_address(
    with_mail: None, registrations: Callable[[str], None]
) -> None:
    chloe = joined(registrations, "approval", reason="The choir.")
    found = commands.confirm_address(link(chloe.pk))
    assert found.account.standing == Standing.PENDING
    assert told()[-1] == MemberJoined(account_id=chloe.pk, handle="chloe", waits=True)


def test_a_keeper_may_vouch_for_who_gets_no_mail(
    with_mail: None, registrations: Callable[[str], None]
) -> None:
    joined(registrations)
    assert commands.approve("chloe").account.standing == Standing.ACTIVE


def test_with_mail_an_address_is_needed(
    with_mail: None, registrations: Callable[[str], None]
) -> None:
    with pytest.raises(MemberInvalid) as refused:
        joined(registrations, email=" ")
    assert refused.value.fields == {"email": ["blank"]}


def test_without_mail_nothing_is_confirmed(registrations: Callable[[str], None]) -> None:
    assert joined(registrations, email="").account.standing == Standing.ACTIVE


def test_a_newer_letter_voids_the_older(
    with_mail: None, registrations: Callable[[str], None]
) -> None:
    chloe = joined(registrations)
    older, newer = link(chloe.pk), link(chloe.pk)
    with pytest.raises(AddressKeyUnknown):
        commands.confirm_address(older)
    commands.confirm_address(newer)
    assert commands.make_address_key(account_id=chloe.pk, purpose=Purpose.CONFIRM) is None


def test_a_mistyped_address_is_corrected_before(
    with_mail: None, registrations: Callable[[str], None], alice: Member
) -> None:
    chloe = joined(registrations)
    old = link(chloe.pk)
    commands.ask_confirmation(account_id=chloe.pk, email="right@mail.example")
    with pytest.raises(AddressKeyUnknown):
        commands.confirm_address(old)
    assert commands.confirm_address(link(chloe.pk)).email == "right@mail.example"
    with pytest.raises(NotAllowed):
        commands.ask_confirmation(account_id=chloe.pk)
    with pytest.raises(NotAllowed):
        commands.ask_confirmation(account_id=alice.pk)


def test_the_keeper_vouches_for_an_address(alice: Member) -> None:
    assert Member.objects.get(pk=alice.pk).email_confirmed_at is not None


def test_another_address_counts_once_confirmed(alice: Member) -> None:
    commands.ask_new_address(account_id=alice.pk, email="New@mail.example")
    assert addresses.waiting_address(alice.pk) == "new@mail.example"
    token = link(alice.pk, Purpose.CHANGE)
    assert Member.objects.get(pk=alice.pk).email == EMAIL
    commands.confirm_address(token)
    assert Member.objects.get(pk=alice.pk).email == "new@mail.example"
    event = told()[-1]
    assert isinstance(event, AddressConfirmed)
    assert event.was_sealed
    assert EMAIL not in event.was_sealed
    assert addresses.waiting_address(alice.pk) == ""


def test_an_address_taken_meanwhile_is_refused_and_the_link_stays(alice: Member) -> None:
    commands.ask_new_address(account_id=alice.pk, email="new@mail.example")
    token = link(alice.pk, Purpose.CHANGE)
    member("bob", email="new@mail.example")
    for _ in range(2):
        with pytest.raises(MemberInvalid):
            commands.confirm_address(token)
    commands.leave_new_address(alice.pk)
    with pytest.raises(AddressKeyUnknown):
        commands.confirm_address(token)


@pytest.mark.parametrize("email", ["", "x", "a@b@c.example", "\x00", "a" * 300 + "@b.example"])
def test_odd_addresses_are_refused(alice: Member, email: str) -> None:
    with pytest.raises(MemberInvalid):
        commands.ask_new_address(account_id=alice.pk, email=email)


def test_a_reset_is_asked_alike_for_anybody(alice: Member) -> None:
    for email in (EMAIL, "nobody@mail.example", "\x00", ""):
        commands.ask_reset(email)
    assert told_names()[-4:] == [ResetAsked.__name__] * 4
    assert EMAIL not in str(told()[-4:])


def test_a_reset_works_once_and_for_an_hour(alice: Member) -> None:
    token = link(alice.pk, Purpose.RESET)
    with pytest.raises(MemberInvalid):
        commands.reset_password(token=token, password="short")
    assert commands.reset_password(token=token, password="battery staple").pk == alice.pk
    assert told()[-1] == PasswordChanged(account_id=alice.pk, keeps_apps=False)
    commands.sign_in(name_or_email="alice", password="battery staple")
    with pytest.raises(WrongSignIn):
        commands.sign_in(name_or_email="alice", password=PASSWORD)
    with pytest.raises(AddressKeyUnknown):
        commands.reset_password(token=token, password="battery staple")
    late = link(alice.pk, Purpose.RESET)
    AddressKey.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert not addresses.reset_works(late)
    with pytest.raises(AddressKeyUnknown):
        commands.reset_password(token=late, password="battery staple")


def test_a_link_is_good_for_its_purpose_alone(alice: Member) -> None:
    commands.ask_new_address(account_id=alice.pk, email="new@mail.example")
    change, reset = link(alice.pk, Purpose.CHANGE), link(alice.pk, Purpose.RESET)
    with pytest.raises(AddressKeyUnknown):
        commands.reset_password(token=change, password="battery staple")
    with pytest.raises(AddressKeyUnknown):
        commands.confirm_address(reset)


def test_a_new_password_voids_a_reset(alice: Member) -> None:
    token = link(alice.pk, Purpose.RESET)
    commands.change_password(account_id=alice.pk, current=PASSWORD, password="battery staple")
    assert not addresses.reset_works(token)


def test_an_address_that_nobody_confirmed_resets_nothing(alice: Member) -> None:
    Member.objects.update(email_confirmed_at=None)
    assert addresses.whose_address(EMAIL) is None
    assert commands.make_address_key(account_id=alice.pk, purpose=Purpose.RESET) is None


def test_who_is_closed_out_resets_nothing(alice: Member) -> None:
    token = link(alice.pk, Purpose.RESET)
    commands.disable("alice")
    assert addresses.whose_address(EMAIL) is None
    with pytest.raises(AddressKeyUnknown):
        commands.reset_password(token=token, password="battery staple")


def test_who_never_confirms_is_forgotten(
    with_mail: None, registrations: Callable[[str], None], alice: Member
) -> None:
    joined(registrations)
    assert commands.forget_unconfirmed() == 0
    Account.objects.update(created_at=clock.now() - timedelta(days=15))
    commands.forget_unconfirmed()
    assert list(Account.objects.values_list("name", flat=True)) == ["alice"]


def test_a_deleted_member_leaves_no_address(alice: Member) -> None:
    member("bob", role="owner")
    commands.ask_new_address(account_id=alice.pk, email="new@mail.example")
    commands.delete("alice")
    assert not AddressKey.objects.exists()
    assert Member.objects.get(name="alice").email_confirmed_at is None


TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("born_on", "fault"),
    [
        (date(2010, 11, 25), None),
        (date(2010, 11, 26), "too_young"),
        (date(2026, 11, 26), "invalid"),
        (date(1800, 1, 1), "invalid"),
        (None, "blank"),
        (date(2008, 2, 29), None),
    ],
)
def test_an_age_is_counted_in_birthdays(born_on: date | None, fault: str | None) -> None:
    assert policies.age_fault(born_on, 16, TODAY) == fault
    assert policies.age_fault(born_on, 0, TODAY) is None
