"""Resting and leaving, by a member's own wish: each has a way back, but for the last step."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password

from portevoix.domain.accounts import names, policies, words
from portevoix.domain.accounts.errors import LastOwner, MemberInvalid
from portevoix.domain.accounts.events import (
    AccountCameBack,
    AccountFrozen,
    AccountLeaving,
    AccountThawed,
)
from portevoix.domain.accounts.models import Account, Member, SigningKey, Standing
from portevoix.domain.accounts.queries import member
from portevoix.kernel import clock
from portevoix.kernel.errors import NotAllowed, NotFound
from portevoix.kernel.unit_of_work import command, emit

COME_BACK_TIME = timedelta(days=30)
"""How long whoever leaves may come back by signing in."""

KEY_TIME = timedelta(days=8)
"""How long the key of somebody gone is kept: what was sent at the end is signed with it."""


@command
def freeze(account_id: int) -> None:
    """Lets the account rest: nothing new from it, and nobody finds it. Again is no change.

    What was written stays. Raises NotFound.
    """
    found = _active(account_id)
    if found.account.frozen:
        return
    Member.objects.filter(pk=account_id).update(rests_since=clock.now())
    _change(found.account, frozen=True)
    words.index(found.account)
    emit(AccountFrozen(account_id=account_id))


@command
def thaw(account_id: int) -> None:
    """Ends a rest that the member chose; without one it is no change.

    Raises NotFound, and NotAllowed (frozen) for a freeze that is not the member's own.
    """
    found = _active(account_id)
    if not found.account.frozen:
        return
    if found.rests_since is None:
        raise NotAllowed(code="frozen")
    Member.objects.filter(pk=account_id).update(rests_since=None)
    _change(found.account, frozen=False)
    words.index(found.account)
    emit(AccountThawed(account_id=account_id))


@command
def leave(*, account_id: int, name: str, password: str) -> datetime:
    """Begins the end of an account and returns when it will be erased.

    From now on page and posts are gone for everyone. `name` is typed by the
    member to say that it is meant, `password` by whoever has one. Raises
    MemberInvalid by field (name, password: wrong), NotFound, LastOwner.
    """
    found = _active(account_id)
    if policies.is_last_owner(found):
        raise LastOwner
    faults = {}
    if names.normalise(name) != found.name:
        faults["name"] = ["wrong"]
    if found.has_usable_password() and not check_password(password, found.password):
        faults["password"] = ["wrong"]
    if faults:
        raise MemberInvalid(fields=faults)
    now = clock.now()
    Member.objects.filter(pk=account_id).update(leaving_since=now)
    _change(found.account, standing=Standing.LEAVING)
    words.forget(account_id)
    emit(AccountLeaving(account_id=account_id))
    return now + COME_BACK_TIME


@command
def come_back(account_id: int) -> bool:
    """Undoes a leaving whose 30 days are not over; says whether there was one."""
    found = member(account_id, lock=True)
    if found is None or found.account.standing != Standing.LEAVING:
        return False
    Member.objects.filter(pk=account_id).update(leaving_since=None)
    _change(found.account, standing=Standing.ACTIVE)
    words.index(found.account)
    emit(AccountCameBack(account_id=account_id))
    return True


def due_to_go() -> list[str]:
    """Returns the names of those whose 30 days are over, who waited longest first.

    Who was suspended meanwhile goes too: it was their wish before.
    """
    over = Member.objects.filter(
        leaving_since__lte=clock.now() - COME_BACK_TIME,
        account__standing__in=(Standing.LEAVING, Standing.SUSPENDED),
    )
    return list(over.order_by("leaving_since").values_list("name", flat=True))


@command
def forget_keys() -> int:
    """Removes the keys of members gone so long that nothing of theirs is on its way any more."""
    gone = Member.objects.filter(
        gone_since__lte=clock.now() - KEY_TIME, account__standing=Standing.DELETED
    )
    return SigningKey.objects.filter(account_id__in=gone.values("pk")).delete()[0]


def _active(account_id: int) -> Member:
    policies.hold_owners()
    found = member(account_id, lock=True)
    if found is None or found.account.standing != Standing.ACTIVE:
        raise NotFound
    return found


def _change(account: Account, **values: object) -> None:
    for field, value in values.items():
        setattr(account, field, value)
    account.version += 1
    account.save(update_fields=[*values, "version"])
