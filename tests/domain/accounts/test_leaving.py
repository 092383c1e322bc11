"""Resting, leaving, coming back, and what is erased in the end."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models

from portevoix.domain.accounts import commands, leaving, queries
from portevoix.domain.accounts.errors import LastOwner, MemberInvalid
from portevoix.domain.accounts.events import (
    AccountCameBack,
    AccountFrozen,
    AccountLeaving,
    AccountThawed,
)
from portevoix.domain.accounts.models import Account, AccountWord, Member, Standing
from portevoix.domain.relationships.commands import follow
from portevoix.domain.relationships.errors import TieRefused
from portevoix.kernel import clock
from portevoix.kernel.errors import Gone, NotAllowed, NotFound
from tests.domain.accounts.people import PASSWORD, member, stand, told

pytestmark = pytest.mark.django_db


def _age(account_id: int, days: int) -> None:
    since = clock.now() - timedelta(days=days)
    Member.objects.filter(pk=account_id).update(leaving_since=since)


def test_a_rest_is_told_once_and_ended_by_the_member() -> None:
    alice = member("alice")
    for _ in range(2):
        commands.freeze(alice.pk)
    assert queries.viewer_of(queries.member(alice.pk)).frozen
    commands.update_profile(account_id=alice.pk, display_name="Alice")
    assert not AccountWord.objects.exists()
    for _ in range(2):
        commands.thaw(alice.pk)
    assert {row.word for row in AccountWord.objects.all()} == {"alice"}
    freezes = [each for each in told() if isinstance(each, AccountFrozen | AccountThawed)]
    assert freezes == [AccountFrozen(account_id=alice.pk), AccountThawed(account_id=alice.pk)]


def test_a_freeze_by_the_house_is_not_ended_by_the_member() -> None:
    alice = member("alice")
    Account.objects.filter(pk=alice.pk).update(frozen=True)
    with pytest.raises(NotAllowed):
        commands.thaw(alice.pk)


def test_who_rests_begins_no_follow() -> None:
    alice, bob = member("alice"), member("bob")
    commands.freeze(alice.pk)
    with pytest.raises(TieRefused) as refused:
        follow(follower_id=alice.pk, followee_id=bob.pk)
    assert refused.value.code == "frozen"
    follow(follower_id=bob.pk, followee_id=alice.pk)


@pytest.mark.parametrize(
    ("name", "password", "wrong"),
    [("bob", PASSWORD, "name"), ("alice", "no", "password"), ("", "", "name")],
)
def test_leaving_asks_for_the_name_and_the_password(name: str, password: str, wrong: str) -> None:
    alice = member("alice", password=PASSWORD)
    with pytest.raises(MemberInvalid) as refused:
        commands.leave(account_id=alice.pk, name=name, password=password)
    assert wrong in refused.value.fields
    assert queries.shown(alice.pk).standing == Standing.ACTIVE


def test_the_last_owner_cannot_leave() -> None:
    carla = member("carla", role="owner")
    with pytest.raises(LastOwner):
        commands.leave(account_id=carla.pk, name="carla", password="")


def test_leaving_and_coming_back_by_signing_in() -> None:
    alice = member("alice", password=PASSWORD)
    until = commands.leave(account_id=alice.pk, name="@Alice", password=PASSWORD)
    assert until > clock.now() + timedelta(days=29)
    assert not AccountWord.objects.exists()
    with pytest.raises(Gone):
        queries.shown(alice.pk)
    with pytest.raises(NotFound):
        commands.leave(account_id=alice.pk, name="alice", password=PASSWORD)
    assert commands.sign_in(name_or_email="alice", password=PASSWORD).pk == alice.pk
    assert commands.come_back(alice.pk)
    assert not commands.come_back(alice.pk)
    assert queries.shown(alice.pk).standing == Standing.ACTIVE
    ways = [each for each in told() if isinstance(each, AccountLeaving | AccountCameBack)]
    assert ways == [AccountLeaving(account_id=alice.pk), AccountCameBack(account_id=alice.pk)]


def test_thirty_days_and_not_one_less() -> None:
    alice, bob, dora = member("alice"), member("bob"), member("dora")
    for each in (alice, bob, dora):
        commands.leave(account_id=each.pk, name=each.name, password="")
    _age(alice.pk, 29)
    _age(bob.pk, 31)
    _age(dora.pk, 40)
    stand(dora.account, Standing.SUSPENDED)
    assert leaving.due_to_go() == ["dora", "bob"]


def test_a_suspension_does_not_undo_the_leaving() -> None:
    alice = member("alice")
    commands.leave(account_id=alice.pk, name="alice", password="")
    commands.disable("alice")
    assert commands.enable("alice").account.standing == Standing.LEAVING
    assert not AccountWord.objects.exists()


def test_keys_outlast_the_account_by_a_week() -> None:
    alice = member("alice")
    commands.delete("alice")
    assert commands.forget_keys() == 0
    Member.objects.filter(pk=alice.pk).update(gone_since=clock.now() - timedelta(days=9))
    assert commands.forget_keys() == 1


def test_only_the_deleted_are_erased() -> None:
    alice = member("alice")
    assert not commands.erase(alice.pk)
    assert AccountWord.objects.exists()


def columns_with(number: int) -> set[str]:
    """Every place of the database that holds this number."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            target = field.target_field if field.is_relation else field
            if not isinstance(target, models.IntegerField) or isinstance(
                target, models.SmallIntegerField
            ):
                continue
            if model._base_manager.filter(**{field.attname: number}).exists():
                found.add(f"{model._meta.db_table}.{field.column}")
    return found
