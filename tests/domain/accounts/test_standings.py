"""What the house does with its members."""

from collections.abc import Callable

import pytest

from portevoix.domain.accounts import commands, keys, queries
from portevoix.domain.accounts.errors import LastOwner, MemberInvalid
from portevoix.domain.accounts.events import (
    AccountDeleted,
    AccountRestored,
    AccountSuspended,
    RoleChanged,
)
from portevoix.domain.accounts.models import Account, AccountWord, Member, Standing
from portevoix.domain.accounts.reader import NOBODY, Reader
from portevoix.kernel.errors import Gone, NotFound
from tests.domain.accounts.people import PASSWORD, member, stand, stranger, told

pytestmark = pytest.mark.django_db


def test_disabling_is_told_once_and_undone() -> None:
    alice = member("alice")
    for _ in range(2):
        commands.disable("alice")
    assert queries.viewer_of(queries.member(alice.pk)) == NOBODY
    for _ in range(2):
        commands.enable("alice")
    assert queries.viewer_of(queries.member(alice.pk)) == Reader(alice.pk, is_member=True)
    assert told()[1:] == [
        AccountSuspended(account_id=alice.pk, here=True),
        AccountRestored(account_id=alice.pk, here=True),
    ]


@pytest.mark.parametrize(
    "act",
    [commands.disable, commands.delete, lambda name: commands.set_role(name, "member")],
)
def test_the_last_owner_stays(act: Callable[[str], object]) -> None:
    member("carla", role="owner")
    other = member("dora", role="owner")
    stand(other.account, Standing.SUSPENDED)
    with pytest.raises(LastOwner):
        act("carla")
    stand(other.account, Standing.ACTIVE)
    act("carla")


def test_a_role_is_one_of_four() -> None:
    alice = member("alice")
    with pytest.raises(MemberInvalid):
        commands.set_role("alice", "queen")
    for _ in range(2):
        assert commands.set_role("alice", "moderator").role == "moderator"
    assert told()[1:] == [RoleChanged(account_id=alice.pk, role="moderator")]


def test_a_deleted_member_leaves_no_word_but_the_key() -> None:
    alice = member("alice", password=PASSWORD, email="alice@house.example", reason="trains")
    commands.update_profile(
        account_id=alice.pk, display_name="Alice", bio="I love trains", fields=[("Town", "Lille")]
    )
    commands.delete("alice")
    row, login = Account.objects.get(), Member.objects.get()
    assert (row.display_name, row.bio, row.bio_html, row.fields) == ("", "", "", [])
    assert (login.email, login.reason, login.has_usable_password()) == (None, "", False)
    assert row.standing == Standing.DELETED
    assert keys.signing_key(alice.pk).name == "alice"
    assert not AccountWord.objects.exists()
    assert told()[-1] == AccountDeleted(account_id=alice.pk, here=True, handle="alice")
    with pytest.raises(NotFound):
        commands.enable("alice")


@pytest.mark.parametrize("act", [commands.disable, commands.enable, commands.delete])
def test_unknown_is_not_found(act: Callable[[str], object]) -> None:
    stranger("alice")
    with pytest.raises(NotFound):
        act("alice")


@pytest.mark.parametrize(
    ("standing", "answer"),
    [
        (Standing.PENDING, NotFound),
        (Standing.UNCONFIRMED, NotFound),
        (Standing.SUSPENDED, Gone),
        (Standing.LEAVING, Gone),
        (Standing.DELETED, Gone),
    ],
)
def test_a_page_is_shown_by_standing(standing: Standing, answer: type[Exception]) -> None:
    alice = member("alice")
    assert queries.shown(alice.pk) == alice.account
    stand(alice.account, standing)
    with pytest.raises(answer):
        queries.shown(alice.pk)
    with pytest.raises(NotFound):
        queries.shown(1)


def test_the_house_is_counted() -> None:
    for name in ("alice", "bob", "chloe"):
        member(name)
    commands.disable("chloe")
    commands.seen_today(Member.objects.get(name="alice").pk)
    Account.objects.filter(name="alice").update(posts_count=3)
    assert queries.counts() == queries.Counts(members=2, month=1, half_year=1, posts=3)
