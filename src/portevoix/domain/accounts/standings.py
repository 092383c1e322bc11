"""What the house does with its members: disable, enable, give a role, delete."""

from portevoix.domain.accounts import names, policies, words
from portevoix.domain.accounts.errors import LastOwner, MemberInvalid
from portevoix.domain.accounts.events import (
    AccountDeleted,
    AccountRestored,
    AccountSuspended,
    PicturesDropped,
    RoleChanged,
)
from portevoix.domain.accounts.models import Account, AddressKey, Member, Role, Standing
from portevoix.domain.accounts.pictures import folders_of
from portevoix.domain.accounts.queries import member_named
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import command, emit

_WIPED: dict[str, object] = {
    "display_name": "",
    "bio": "",
    "bio_html": "",
    "fields": [],
    "avatar_url": "",
    "header_url": "",
    "avatar_description": "",
    "header_description": "",
    "discoverable": False,
    "indexable": False,
}


@command
def disable(name: str) -> Member:
    """Suspends a member, reversibly; again is no change. Raises NotFound, LastOwner."""
    member = _present(name)
    if policies.is_last_owner(member):
        raise LastOwner
    if member.account.standing != Standing.SUSPENDED:
        _stand(member.account, Standing.SUSPENDED)
        words.forget(member.pk)
        emit(AccountSuspended(account_id=member.pk, here=True))
    return member


@command
def enable(name: str) -> Member:
    """Gives a suspended member back everything; again is no change. Raises NotFound.

    Whoever was leaving when suspended goes on leaving.
    """
    member = _present(name)
    if member.account.standing == Standing.SUSPENDED:
        _stand(member.account, Standing.LEAVING if member.leaving_since else Standing.ACTIVE)
        words.index(member.account)
        emit(AccountRestored(account_id=member.pk, here=True))
    return member


@command
def set_role(name: str, role: str) -> Member:
    """Gives a member one of the four roles. Raises NotFound, MemberInvalid, LastOwner."""
    if role not in Role.values:
        raise MemberInvalid(fields={"role": ["invalid"]})
    member = _present(name)
    if member.role == role:
        return member
    if policies.is_last_owner(member):
        raise LastOwner
    member.role = role
    member.save(update_fields=["role"])
    emit(RoleChanged(account_id=member.pk, role=role))
    return member


@command
def delete(name: str) -> None:
    """Deletes a member at once and for good; the name never returns. Raises NotFound, LastOwner.

    The login keeps no word of the person. The signing key stays for a while, so that
    other houses can check what is still on its way.
    """
    member = _present(name)
    if policies.is_last_owner(member):
        raise LastOwner
    member.set_unusable_password()
    member.email, member.reason, member.settings = None, "", {}
    member.email_confirmed_at = None
    AddressKey.objects.filter(member=member).delete()
    member.sign_in_key_hash, member.sign_in_key_until = "", None
    member.role, member.language, member.invited_by_id = Role.MEMBER, "", None
    member.seen_on = member.rests_since = None
    member.gone_since = clock.now()
    member.save()
    _bury(member.account)


@command
def delete_remote(*, account_id: int) -> None:
    """Forgets an account elsewhere that its own house deleted; again is no change.

    Raises NotFound for an unknown account and for one of this house.
    """
    account = Account.objects.filter(id=account_id).exclude(host="").first()
    if account is None:
        raise NotFound
    if account.standing != Standing.DELETED:
        _bury(account)


def _bury(account: Account) -> None:
    dropped = folders_of(account)
    for field, value in _WIPED.items():
        setattr(account, field, value)
    account.standing = Standing.DELETED
    account.version += 1
    account.save(update_fields=[*_WIPED, "standing", "version"])
    words.forget(account.pk)
    handle = account.name if account.is_here else f"{account.name}@{account.host}"
    if dropped:
        emit(PicturesDropped(account_id=account.pk, folders=dropped))
    emit(AccountDeleted(account_id=account.pk, here=account.is_here, handle=handle))


def _present(name: str) -> Member:
    policies.hold_owners()
    member = member_named(names.normalise(name), lock=True)
    if member is None or member.account.standing == Standing.DELETED:
        raise NotFound
    return member


def _stand(account: Account, standing: Standing) -> None:
    account.standing = standing
    account.version += 1
    account.save(update_fields=["standing", "version"])
