"""Coming in by password or by a one-time link."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth import hashers

from portevoix.domain.accounts import commands, signing_in
from portevoix.domain.accounts.errors import KeyUnknown, MemberInvalid, StandingRefused, WrongSignIn
from portevoix.domain.accounts.events import MemberReturned, PasswordChanged
from portevoix.domain.accounts.models import Member, Standing
from portevoix.kernel import clock
from tests.domain.accounts.people import PASSWORD, member, stand, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Member:
    return member("alice", password=PASSWORD, email="alice@house.example")


@pytest.mark.parametrize("given", ["alice", " @Alice", "ALICE@house.example"])
def test_the_right_password_lets_in(alice: Member, given: str) -> None:
    assert commands.sign_in(name_or_email=given, password=PASSWORD) == alice


def noting(worked: list[str], work: Callable[..., object]) -> Callable[..., object]:
    """Returns `work`, noting each time that it is done."""

    def do(*given: object) -> object:
        worked.append("hash")
        return work(*given)

    return do


@pytest.mark.parametrize(
    "given", ["alice", "nobody_here", "alice@house.example", "x@y.example", ""]
)
def test_wrong_and_unknown_are_one_refusal_after_the_same_work(
    alice: Member, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[str] = []
    hasher = type(hashers.get_hasher("default"))
    for verb in ("encode", "verify"):
        monkeypatch.setattr(hasher, verb, noting(worked, getattr(hasher, verb)))
    with pytest.raises(WrongSignIn) as refused:
        commands.sign_in(name_or_email=given, password="wrong horse")
    assert (refused.value.code, str(refused.value), worked) == (
        "wrong_sign_in",
        "wrong_sign_in",
        ["hash"],
    )


def test_a_member_without_password_is_refused_alike() -> None:
    member("bob")
    with pytest.raises(WrongSignIn):
        commands.sign_in(name_or_email="bob", password="!")


@pytest.mark.parametrize(
    ("standing", "code"),
    [
        (Standing.PENDING, "pending"),
        (Standing.SUSPENDED, "suspended"),
    ],
)
def test_a_standing_is_told_to_the_right_password_alone(
    alice: Member, standing: Standing, code: str
) -> None:
    stand(alice.account, standing)
    with pytest.raises(WrongSignIn):
        commands.sign_in(name_or_email="alice", password="wrong horse")
    with pytest.raises(StandingRefused) as refused:
        commands.sign_in(name_or_email="alice", password=PASSWORD)
    assert refused.value.code == code


def test_a_deleted_member_is_unknown(alice: Member) -> None:
    stand(alice.account, Standing.DELETED)
    with pytest.raises(WrongSignIn):
        commands.sign_in(name_or_email="alice", password=PASSWORD)


def test_passwords_are_kept_with_argon2(alice: Member) -> None:
    assert alice.password.startswith("argon2")


def test_a_one_time_link_works_once(alice: Member) -> None:
    token = commands.make_sign_in_key("alice")
    assert token not in Member.objects.get().sign_in_key_hash
    assert commands.use_sign_in_key(token) == alice
    with pytest.raises(KeyUnknown):
        commands.use_sign_in_key(token)


def test_a_newer_link_voids_the_older(alice: Member) -> None:
    older, newer = commands.make_sign_in_key("alice"), commands.make_sign_in_key("alice")
    with pytest.raises(KeyUnknown):
        commands.use_sign_in_key(older)
    assert commands.use_sign_in_key(newer) == alice


def test_an_old_link_is_too_old(alice: Member) -> None:
    token = commands.make_sign_in_key("alice")
    Member.objects.update(sign_in_key_until=clock.now() - timedelta(seconds=1))
    with pytest.raises(KeyUnknown):
        commands.use_sign_in_key(token)


def test_a_link_of_a_suspended_member_waits_unspent(alice: Member) -> None:
    token = commands.make_sign_in_key("alice")
    commands.disable("alice")
    with pytest.raises(StandingRefused):
        commands.use_sign_in_key(token)
    commands.enable("alice")
    assert commands.use_sign_in_key(token) == alice


def test_a_new_password_replaces_the_old_and_tells(alice: Member) -> None:
    commands.change_password(account_id=alice.pk, current=PASSWORD, password="battery staple")
    assert told()[-1] == PasswordChanged(account_id=alice.pk)
    with pytest.raises(WrongSignIn):
        commands.sign_in(name_or_email="alice", password=PASSWORD)
    assert commands.sign_in(name_or_email="alice", password="battery staple") == alice


def test_who_does_not_show_the_current_password_changes_nothing(alice: Member) -> None:
    with pytest.raises(MemberInvalid) as refused:
        commands.change_password(account_id=alice.pk, current="wrong", password="battery staple")
    assert refused.value.fields == {"current": ["wrong"]}
    assert commands.sign_in(name_or_email="alice", password=PASSWORD) == alice


@pytest.mark.parametrize(
    ("password", "fault"), [("1234567", "too_short"), ("x" * 1025, "too_long")]
)
def test_a_password_is_judged_by_its_length(alice: Member, password: str, fault: str) -> None:
    with pytest.raises(MemberInvalid) as refused:
        commands.set_password(account_id=alice.pk, password=password)
    assert refused.value.fields == {"password": [fault]}


def test_a_day_is_noted_once_and_a_return_is_told(alice: Member) -> None:
    signing_in._seen.clear()
    long_ago = clock.now().date() - timedelta(days=14)
    Member.objects.update(seen_on=long_ago)
    for _ in range(2):
        commands.seen_today(alice.pk)
    assert Member.objects.get().seen_on == clock.now().date()
    assert told()[1:] == [MemberReturned(account_id=alice.pk, last_seen_on=long_ago.isoformat())]
