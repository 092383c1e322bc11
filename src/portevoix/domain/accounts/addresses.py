"""E-mail addresses: confirmed, changed, and the way back to a forgotten password.

A link's token is made when its letter leaves and never stored: the tables hold its
SHA-256, the queue of letters an account's id.
"""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet

from portevoix.domain.accounts import policies, words
from portevoix.domain.accounts.errors import AddressKeyUnknown, MemberInvalid
from portevoix.domain.accounts.events import (
    AddressConfirmed,
    ConfirmationAsked,
    MemberJoined,
    NewAddressAsked,
    PasswordChanged,
    ResetAsked,
)
from portevoix.domain.accounts.models import Account, AddressKey, Member, Purpose, Standing
from portevoix.domain.accounts.queries import member
from portevoix.kernel import clock, secrets
from portevoix.kernel.errors import NotAllowed, NotFound
from portevoix.kernel.unit_of_work import command, emit, unit_of_work

LASTS = {
    Purpose.CONFIRM: timedelta(days=7),
    Purpose.CHANGE: timedelta(days=1),
    Purpose.RESET: timedelta(hours=1),
}
UNCONFIRMED_KEPT = timedelta(days=14)


@command
def ask_confirmation(*, account_id: int, email: str = "") -> None:
    """Asks for a letter to the member's address; `email` corrects one that waits to be confirmed.

    Raises NotFound, NotAllowed ("confirmed") when there is nothing to confirm, MemberInvalid.
    """
    found = member(account_id, lock=True)
    if found is None:
        raise NotFound
    if found.email_confirmed_at is not None or not (found.email or email):
        raise NotAllowed(code="confirmed")
    if email and found.account.standing == Standing.UNCONFIRMED:
        found.email = _usable(email, found)
        found.save(update_fields=["email"])
    emit(ConfirmationAsked(account_id=account_id))


@command
def ask_new_address(*, account_id: int, email: str) -> None:
    """Asks for a letter to another address, which is the member's once it was answered.

    Raises MemberInvalid, NotFound.
    """
    found = member(account_id)
    if found is None:
        raise NotFound
    asked = {"email": _usable(email, found), "key_hash": None, "expires_at": None,
             "created_at": clock.now()}  # fmt: skip
    AddressKey.objects.update_or_create(
        member_id=account_id, purpose=Purpose.CHANGE, defaults=asked, create_defaults=asked
    )
    emit(NewAddressAsked(account_id=account_id))


@command
def leave_new_address(account_id: int) -> None:
    """Forgets the address that waits to be confirmed; none is no error."""
    AddressKey.objects.filter(member_id=account_id, purpose=Purpose.CHANGE).delete()


@command
def ask_reset(email: str) -> None:
    """Asks for a letter to whoever has this address. The work is the same if nobody has it."""
    emit(ResetAsked(to_sealed=secrets.seal(email.strip().lower()[: policies.LONGEST_EMAIL])))


@command
def make_address_key(*, account_id: int, purpose: Purpose) -> tuple[str, str] | None:
    """Makes the token for a letter that leaves now, and returns it with the address.

    The one before is void. None: there is nothing to be asked any more.
    """
    found = member(account_id, lock=True)
    email = None if found is None else _address_for(found, purpose)
    if found is None or email is None:
        return None
    token, now = secrets.new_token(), clock.now()
    made = {"email": email, "key_hash": secrets.hash_token(token),
            "expires_at": now + LASTS[purpose], "created_at": now}  # fmt: skip
    AddressKey.objects.update_or_create(
        member_id=account_id, purpose=purpose, defaults=made, create_defaults=made
    )
    return email, token


@command
def confirm_address(token: str) -> Member:
    """Spends a link: its address is the member's, who may come in if only that was missing.

    Raises AddressKeyUnknown; MemberInvalid when somebody else took the address meanwhile.
    """
    key = _spend(token, Purpose.CONFIRM, Purpose.CHANGE)
    found = member(key.member_id, lock=True)
    if found is None or (key.purpose == Purpose.CONFIRM and found.email != key.email):
        raise AddressKeyUnknown
    was = found.email if found.email != key.email else None
    found.email = _usable(key.email, found)
    found.email_confirmed_at = clock.now()
    found.save(update_fields=["email", "email_confirmed_at"])
    AddressKey.objects.filter(member_id=found.pk, purpose=Purpose.RESET).delete()
    emit(AddressConfirmed(account_id=found.pk, was_sealed=secrets.seal(was) if was else ""))
    if found.account.standing == Standing.UNCONFIRMED:
        _let_in_or_wait(found)
    return found


def reset_password(*, token: str, password: str, keeps_apps: bool = False) -> Member:
    """Spends a link and gives its member a new password; every browser is signed out.

    Codes are asked as before. Raises MemberInvalid (the link stays good), AddressKeyUnknown.
    """
    if fault := policies.password_fault(password):
        raise MemberInvalid(fields={"password": [fault]})
    if not reset_works(token):
        raise AddressKeyUnknown
    encoded = make_password(password)
    with unit_of_work():
        found = member(_spend(token, Purpose.RESET).member_id, lock=True)
        if found is None or policies.sign_in_refusal(found.account.standing):
            raise AddressKeyUnknown
        found.password, found.sign_in_key_hash, found.sign_in_key_until = encoded, "", None
        found.save(update_fields=["password", "sign_in_key_hash", "sign_in_key_until"])
        emit(PasswordChanged(account_id=found.pk, keeps_apps=keeps_apps))
    return found


def reset_works(token: str) -> bool:
    """Whether a link for a new password is good now."""
    return _good(token, Purpose.RESET).exists()


def whose_address(email: str) -> int | None:
    """Returns the member whose confirmed address this is and who may come in, or None."""
    found = Member.objects.select_related("account").filter(email=email).first()
    if found is None or found.email_confirmed_at is None:
        return None
    return None if policies.sign_in_refusal(found.account.standing) else found.pk


def waiting_address(account_id: int) -> str:
    """Returns the other address that waits to be confirmed, or ""."""
    row = AddressKey.objects.filter(member_id=account_id, purpose=Purpose.CHANGE).first()
    return row.email if row else ""


@command
def forget_unconfirmed() -> int:
    """Forgets who never confirmed their address, so that name and address are free again.

    Nobody has seen such an account. Also removes keys that are too old.
    """
    now = clock.now()
    AddressKey.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()
    gone = Account.objects.filter(
        standing=Standing.UNCONFIRMED, host="", created_at__lt=now - UNCONFIRMED_KEPT
    )
    return gone.delete()[0]


def _good(token: str, *purposes: Purpose) -> QuerySet[AddressKey]:
    return AddressKey.objects.filter(
        key_hash=secrets.hash_token(token), purpose__in=purposes, expires_at__gt=clock.now()
    )


def _spend(token: str, *purposes: Purpose) -> AddressKey:
    """Returns the row of a link, once: whoever comes second finds it gone."""
    good = _good(token, *purposes)
    row = good.first()
    if row is None or not good.filter(pk=row.pk).delete()[0]:
        raise AddressKeyUnknown
    return row


def _address_for(found: Member, purpose: Purpose) -> str | None:
    if purpose == Purpose.CONFIRM:
        return found.email if found.email_confirmed_at is None else None
    if purpose == Purpose.CHANGE:
        return waiting_address(found.pk) or None
    return found.email if whose_address(found.email or "") == found.pk else None


def _usable(email: str, found: Member) -> str:
    normal = email.replace("\x00", "").strip().lower()
    fault = policies.email_fault(normal)
    if not fault and Member.objects.filter(email=normal).exclude(pk=found.pk).exists():
        fault = "taken"
    if fault:
        raise MemberInvalid(fields={"email": [fault]})
    return normal


def _let_in_or_wait(found: Member) -> None:
    """What was written on asking to join waits for somebody to read it; else the way is free."""
    waits = bool(found.reason)
    found.account.standing = Standing.PENDING if waits else Standing.ACTIVE
    found.account.save(update_fields=["standing"])
    if not waits:
        words.index(found.account)
    emit(MemberJoined(account_id=found.pk, handle=found.name, waits=waits))
