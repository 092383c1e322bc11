"""Decisions of this room. Each returns the reasons of its refusal, or nothing."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from portevoix.domain.accounts.models import Member, Role, Standing

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 1024
LONGEST_EMAIL = 254
LONGEST_REASON = 2000
LONGEST_DISPLAY_NAME = 40
LONGEST_BIO = 500
MOST_FIELDS = 4
LONGEST_FIELD = 255
LONGEST_PICTURE_DESCRIPTION = 1500
_OLDEST = 130

_STANDING_REASONS = {
    Standing.PENDING: "pending",
    Standing.UNCONFIRMED: "unconfirmed",
    Standing.SUSPENDED: "suspended",
    Standing.DELETED: "deleted",
}


def password_fault(password: str) -> str | None:
    """Says why `password` cannot be one: "too_short", "too_long". Length alone counts.

    The upper bound only keeps the hash from being made to work for nothing.
    """
    if len(password) < SHORTEST_PASSWORD:
        return "too_short"
    return "too_long" if len(password) > LONGEST_PASSWORD else None


def email_fault(email: str) -> str | None:
    """Says why `email` is no address: "too_long", "invalid"."""
    if len(email) > LONGEST_EMAIL:
        return "too_long"
    try:
        validate_email(email)
    except ValidationError:
        return "invalid"
    return None


def display_name_fault(display_name: str) -> str | None:
    """Says why this cannot be shown as a name: "too_long"."""
    return "too_long" if len(display_name) > LONGEST_DISPLAY_NAME else None


def bio_fault(bio: str) -> str | None:
    """Says why this cannot be a bio: "too_long", counted by characters."""
    return "too_long" if len(bio) > LONGEST_BIO else None


def fields_fault(fields: Sequence[tuple[str, str]]) -> str | None:
    """Says why these cannot be the fields of a profile: "too_many", "too_long", "blank"."""
    if len(fields) > MOST_FIELDS:
        return "too_many"
    for name, value in fields:
        if len(name) > LONGEST_FIELD or len(value) > LONGEST_FIELD:
            return "too_long"
        if not name:
            return "blank"
    return None


def reason_fault(reason: str) -> str | None:
    """Says why this is no reason to join: "blank", "too_long"."""
    if not reason.strip():
        return "blank"
    return "too_long" if len(reason) > LONGEST_REASON else None


def age_fault(born_on: date | None, minimum: int, today: date) -> str | None:
    """Says why somebody is not old enough to join: "blank", "invalid", "too_young"."""
    if not minimum:
        return None
    if born_on is None:
        return "blank"
    if born_on > today or today.year - born_on.year > _OLDEST:
        return "invalid"
    had_birthday = (today.month, today.day) >= (born_on.month, born_on.day)
    return "too_young" if today.year - born_on.year - (not had_birthday) < minimum else None


def sign_in_refusal(standing: int) -> str | None:
    """Says why a member with the right password may not come in, or None.

    Whoever is leaving may: signing in is the way back.
    """
    return _STANDING_REASONS.get(Standing(standing))


def hold_owners() -> None:
    """Holds the owners until the commit: two who leave at once must not both succeed."""
    list(Member.objects.select_for_update().filter(role=Role.OWNER).order_by("pk"))


def is_last_owner(member: Member) -> bool:
    """Whether the house would be without an active owner if `member` were none."""
    if member.role != Role.OWNER or member.account.standing != Standing.ACTIVE:
        return False
    others = Member.objects.filter(role=Role.OWNER, account__standing=Standing.ACTIVE)
    return not others.exclude(pk=member.pk).exists()
