"""Becoming a member: by the terminal, by the page in the four modes, by the first key."""

from datetime import date
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from portevoix.domain.accounts import keys, names, policies, words
from portevoix.domain.accounts.errors import JoiningClosed, MemberInvalid
from portevoix.domain.accounts.events import (
    ConfirmationAsked,
    MemberApproved,
    MemberJoined,
    MemberRejected,
)
from portevoix.domain.accounts.models import Account, Member, Role, Standing
from portevoix.domain.accounts.queries import member_named, taken
from portevoix.domain.house.public import (
    describe,
    first_key_works,
    minimum_age,
    open_house,
    redeem,
    registration_mode,
    use_first_key,
)
from portevoix.kernel import clock, config, ids
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import command, emit, unit_of_work

_WAITING = (Standing.PENDING, Standing.UNCONFIRMED)


class _Prepared(NamedTuple):
    """What costs time and is therefore made before the transaction begins."""

    name: str
    email: str | None
    password_hash: str
    pair: keys.KeyPair


def create_member(
    *,
    name: str,
    password: str | None = None,
    email: str | None = None,
    role: str = Role.MEMBER,
    language: str = "",
    standing: int = Standing.ACTIVE,
    reason: str = "",
    invited_by_id: int | None = None,
) -> Member:
    """Makes an account of this house with its key and its login, and returns the member.

    Without a password the member comes in by a one-time link. An owner opens the
    house. Raises MemberInvalid by field, with `proposals` when the name is taken.
    """
    if role not in Role.values:
        raise MemberInvalid(fields={"role": ["invalid"]})
    _refuse(_faults(name, password, email), name)
    prepared = _prepare(name, password, email)
    with unit_of_work():
        member = _insert(
            prepared,
            role=role,
            language=language,
            standing=standing,
            reason=reason,
            invited_by_id=invited_by_id,
        )
        if email:  # The keeper vouches for it.
            member.email_confirmed_at = clock.now()
            member.save(update_fields=["email_confirmed_at"])
        if role == Role.OWNER and open_house():
            describe(contact_account_id=member.pk)
    return member


def join(
    *,
    name: str,
    password: str,
    email: str = "",
    language: str = "",
    reason: str = "",
    invitation: str = "",
    agreed: bool,
    born_on: date | None = None,
) -> Member:
    """Lets somebody in as the house's mode of joining says, and returns the member.

    Where the house sends mail the address comes first: who joins stands unconfirmed until
    a letter to it was answered. *open*: at once; *approval*: waits, unless an invitation
    vouches; *invited*: only with an invitation; *closed*: raises JoiningClosed.
    `born_on` is compared with the house's minimum age, if it has one, and kept nowhere.
    Raises MemberInvalid or the house's InvitationInvalid, by field.
    """
    mode = registration_mode()
    if mode == "closed":
        raise JoiningClosed
    waits = mode == "approval" and not invitation
    faults = _faults(name, password, email or None)
    if not agreed:
        faults["agreed"] = ["accepted"]
    if waits and (fault := policies.reason_fault(reason)):
        faults["reason"] = [fault]
    if mode == "invited" and not invitation:
        faults["invitation"] = ["blank"]
    by_mail = config.current().sends_mail
    if by_mail and not email.strip():
        faults["email"] = ["blank"]
    if fault := policies.age_fault(born_on, minimum_age(), clock.now().date()):
        faults["born_on"] = [fault]
    _refuse(faults, name)
    prepared = _prepare(name, password, email or None)
    with unit_of_work():
        invited_by_id = redeem(invitation).invited_by_id if invitation else None
        return _insert(
            prepared,
            role=Role.MEMBER,
            language=language,
            reason=reason if waits else "",
            standing=_first_standing(waits=waits, by_mail=by_mail),
            invited_by_id=invited_by_id,
        )


def _first_standing(*, waits: bool, by_mail: bool) -> Standing:
    if by_mail:
        return Standing.UNCONFIRMED
    return Standing.PENDING if waits else Standing.ACTIVE


def make_keeper(
    *,
    token: str,
    name: str,
    password: str,
    email: str = "",
    language: str = "",
    title: str = "",
    registrations: str = "",
) -> Member:
    """Spends the first key, makes the keeper, opens the house, and returns the member.

    `title` and `registrations` describe the house where they are given. Raises
    the house's FirstKeyUnknown, MemberInvalid, HouseInvalid; then nothing is spent.
    """
    if not first_key_works(token):
        use_first_key(token)
    _refuse(_faults(name, password, email or None), name)
    prepared = _prepare(name, password, email or None)
    chosen = {"title": title, "registrations": registrations, "language": language}
    with unit_of_work():
        use_first_key(token)
        member = _insert(prepared, role=Role.OWNER, language=language)
        open_house()
        describe(
            contact_account_id=member.pk,
            **{field: given for field, given in chosen.items() if given},
        )
    return member


@command
def approve(name: str, by_id: int | None = None) -> Member:
    """Lets in a member who waited, and returns them; again is no change. Raises NotFound.

    Who never confirmed their address is let in too: whoever approves vouches.
    """
    member = _waiting(name, *_WAITING, Standing.ACTIVE)
    waiting = Account.objects.filter(pk=member.pk, standing__in=_WAITING)
    if waiting.update(standing=Standing.ACTIVE):
        member.account.standing = Standing.ACTIVE
        words.index(member.account)
        emit(MemberApproved(account_id=member.pk, by_id=by_id))
    return member


@command
def reject(name: str, by_id: int | None = None) -> None:
    """Refuses a request to join and forgets it, so that the name is free again.

    Nobody has seen such an account. Raises NotFound when nobody of this name waits.
    """
    member = _waiting(name, Standing.PENDING)
    account_id = member.pk
    member.account.delete()
    emit(MemberRejected(account_id=account_id, handle=member.name, by_id=by_id))


def _waiting(name: str, *standings: Standing) -> Member:
    member = member_named(names.normalise(name))
    if member is None or member.account.standing not in standings:
        raise NotFound
    return member


def _faults(name: str, password: str | None, email: str | None) -> dict[str, list[str]]:
    normal = names.normalise(name)
    found = {
        "name": names.fault(normal) or ("taken" if taken(normal) else None),
        "password": None if password is None else policies.password_fault(password),
        "email": email and (policies.email_fault(email) or _email_taken(email)),
    }
    return {field: [fault] for field, fault in found.items() if fault}


def _email_taken(email: str) -> str | None:
    return "taken" if Member.objects.filter(email=email.strip().lower()).exists() else None


def _refuse(faults: dict[str, list[str]], name: str) -> None:
    if not faults:
        return
    proposals: tuple[str, ...] = ()
    if "taken" in faults.get("name", ()):
        proposals = names.propose(names.normalise(name), taken)
    raise MemberInvalid(fields=faults, proposals=proposals)


def _prepare(name: str, password: str | None, email: str | None) -> _Prepared:
    return _Prepared(
        name=names.normalise(name),
        email=email.strip().lower() if email else None,
        password_hash=make_password(password),
        pair=keys.generate(),
    )


def _insert(
    prepared: _Prepared,
    *,
    role: str,
    language: str,
    standing: int = Standing.ACTIVE,
    reason: str = "",
    invited_by_id: int | None = None,
) -> Member:
    now = clock.now()
    try:
        with transaction.atomic():
            account = Account.objects.create(
                id=ids.new_id(), name=prepared.name, standing=standing, created_at=now
            )
            member = Member.objects.create(
                account=account,
                name=prepared.name,
                email=prepared.email,
                role=role,
                password=prepared.password_hash,
                language=language,
                reason=reason.strip(),
                joined_at=now,
                invited_by_id=invited_by_id,
            )
    except IntegrityError:
        # Somebody took the name or the address between the question and the answer.
        _refuse(_faults(prepared.name, None, prepared.email), prepared.name)
        raise
    keys.give(account.pk, prepared.pair)
    if standing == Standing.ACTIVE:
        words.index(account)
    if standing == Standing.UNCONFIRMED:
        emit(ConfirmationAsked(account_id=account.pk))
    else:
        waits = standing == Standing.PENDING
        emit(MemberJoined(account_id=account.pk, handle=account.name, waits=waits))
    return member
