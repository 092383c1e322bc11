"""What is done to the house: opening, describing, ruling, inviting."""

import secrets as random
from datetime import timedelta

from django.db.models import F

from portevoix.domain.house import policies, queries
from portevoix.domain.house.errors import (
    FirstKeyUnknown,
    HouseInvalid,
    InvitationInvalid,
    OriginFixed,
)
from portevoix.domain.house.events import (
    HouseDescribed,
    HouseOpened,
    InvitationMade,
    InvitationRevoked,
)
from portevoix.domain.house.models import House, Invitation
from portevoix.kernel import clock, ids, secrets
from portevoix.kernel.errors import NotAllowed, NotFound
from portevoix.kernel.text.clean import clean_line, clean_text
from portevoix.kernel.unit_of_work import command, emit

_TEXTS = frozenset({"title", "summary", "welcome", "contact_email", "language"})
_OTHERS = frozenset({"registrations", "contact_account_id", "world_open", "minimum_age"})
_CODE_BYTES = 9
# Nothing is cut in silence: what is too long is refused by its policy.
_WHOLE = 100_000


@command
def describe(**changes: object) -> House:
    """Changes what the house says of itself and returns it.

    Takes title, summary, welcome, contact_email, language, registrations,
    contact_account_id, world_open, minimum_age (in years, 0 for none). Raises
    HouseInvalid by field; "locked" when the mode of joining is given by a setting.
    """
    unknown = set(changes) - _TEXTS - _OTHERS
    if unknown:
        raise TypeError(f"a house has no {sorted(unknown)}")
    changes = {field: _cleaned(field, value) for field, value in changes.items()}
    _refuse_faults(changes)
    row = _row()
    changed = [field for field, value in changes.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, changes[field])
    if changed:
        row.save(update_fields=changed)
        emit(HouseDescribed(fields=sorted(changed)))
    return row


def _cleaned(field: str, value: object) -> object:
    if field == "welcome":
        return clean_text(str(value))
    return clean_line(str(value), _WHOLE) if field in _TEXTS else value


def _refuse_faults(changes: dict[str, object]) -> None:
    faults = {
        field: [fault]
        for field in _TEXTS & set(changes)
        if (fault := policies.text_fault(field, str(changes[field])))
    }
    if "minimum_age" in changes and not policies.is_minimum_age(changes["minimum_age"]):
        faults["minimum_age"] = ["invalid"]
    if "registrations" in changes:
        if queries.registration_mode_is_locked():
            faults["registrations"] = ["locked"]
        elif changes["registrations"] not in policies.MODES:
            faults["registrations"] = ["invalid"]
    if faults:
        raise HouseInvalid(fields=faults)


@command
def make_first_key() -> str:
    """Makes the one-time key that lets the keeper in, and returns it; an older one is void.

    Raises NotAllowed ("already_open") once the house has its keeper.
    """
    row = _row()
    if row.opened_at is not None:
        raise NotAllowed(code="already_open")
    token = secrets.new_token()
    row.first_key_hash = secrets.hash_token(token)
    row.save(update_fields=["first_key_hash"])
    return token


@command
def use_first_key(token: str) -> None:
    """Spends the first key. Raises FirstKeyUnknown when it is wrong, spent or too late."""
    if not queries.first_key_works(token):
        raise FirstKeyUnknown
    spent = House.objects.filter(id=1, first_key_hash=secrets.hash_token(token), opened_at=None)
    if not spent.update(first_key_hash=""):
        raise FirstKeyUnknown


@command
def open_house() -> bool:
    """Marks that the house has its keeper and voids the first key; says whether it had none."""
    _row()
    waiting = House.objects.filter(id=1, opened_at=None)
    opened = bool(waiting.update(opened_at=clock.now(), first_key_hash=""))
    if opened:
        emit(HouseOpened())
    return opened


@command
def fix_origin(origin: str) -> None:
    """Keeps the public address that other houses now know. Raises OriginFixed on another one."""
    row = _row()
    if row.origin_fixed and row.origin_fixed != origin:
        raise OriginFixed(f"other houses know this house as {row.origin_fixed}")
    if not row.origin_fixed:
        row.origin_fixed = origin
        row.save(update_fields=["origin_fixed"])


@command
def invite(*, invited_by_id: int | None, uses: int | None = 1, days: int | None = 7) -> Invitation:
    """Makes an invitation for so many uses and days (None: without end) and returns it.

    Raises HouseInvalid on terms out of bounds.
    """
    faults = policies.invitation_terms_faults(uses, days)
    if faults:
        raise HouseInvalid(fields=faults)
    now = clock.now()
    invitation = Invitation.objects.create(
        id=ids.new_id(),
        code=random.token_urlsafe(_CODE_BYTES),
        invited_by_id=invited_by_id,
        uses_left=uses,
        expires_at=None if days is None else now + timedelta(days=days),
        created_at=now,
    )
    emit(InvitationMade(invitation_id=invitation.id, invited_by_id=invited_by_id))
    return invitation


@command
def revoke(*, code: str, by_id: int | None = None) -> None:
    """Ends an invitation. `by_id` ends only one's own; None is the house's staff.

    Raises NotFound. Again is no change.
    """
    found = Invitation.objects.filter(code=code)
    if by_id is not None:
        found = found.filter(invited_by_id=by_id)
    invitation = found.first()
    if invitation is None:
        raise NotFound
    if found.filter(revoked_at=None).update(revoked_at=clock.now()):
        emit(InvitationRevoked(invitation_id=invitation.id))


@command
def redeem(code: str) -> Invitation:
    """Uses an invitation once and returns it. Raises InvitationInvalid.

    The count is taken by one UPDATE, so that the last use is never given twice.
    """
    invitation = Invitation.objects.filter(code=code).first()
    fault = policies.invitation_fault(invitation, clock.now())
    if invitation is None or fault:
        raise InvitationInvalid(fault or "unknown")
    row = Invitation.objects.filter(id=invitation.id, revoked_at=None)
    if invitation.uses_left is None:
        taken = row.update(uses=F("uses") + 1)
    else:
        taken = row.filter(uses_left__gt=0).update(uses=F("uses") + 1, uses_left=F("uses_left") - 1)
    if not taken:
        raise InvitationInvalid("used_up")
    return invitation


def _row() -> House:
    return House.objects.get_or_create(id=1)[0]
