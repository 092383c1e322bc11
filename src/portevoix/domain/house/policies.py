"""Decisions of this room. Each returns the reason of its refusal, or None."""

import re
from datetime import datetime

from portevoix.domain.house.models import Invitation

MODES = ("open", "approval", "invited", "closed")
DEFAULT_MODE = "invited"
MOST_USES = 1000
LONGEST_DAYS = 365
_OLDEST_ASKED = 99

# Shown to people and put into a link, never written to: one @ and nothing that breaks a line.
_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+")
_LIMITS = {"title": 100, "summary": 500, "welcome": 10_000, "contact_email": 254, "language": 12}


def text_fault(field: str, value: str) -> str | None:
    """Says why `value` cannot be the house's `field`: "blank", "too_long" or "invalid"."""
    if field == "title" and not value.strip():
        return "blank"
    if field == "contact_email" and value and not _EMAIL.fullmatch(value):
        return "invalid"
    return "too_long" if len(value) > _LIMITS[field] else None


def is_minimum_age(years: object) -> bool:
    """Whether a house may ask for this age: none (0), or up to 99 years."""
    return isinstance(years, int) and 0 <= years <= _OLDEST_ASKED


def invitation_fault(invitation: Invitation | None, now: datetime) -> str | None:
    """Says why `invitation` lets nobody in: "unknown", "revoked", "expired" or "used_up"."""
    if invitation is None:
        return "unknown"
    if invitation.revoked_at is not None:
        return "revoked"
    if invitation.expires_at is not None and invitation.expires_at <= now:
        return "expired"
    if invitation.uses_left is not None and invitation.uses_left <= 0:
        return "used_up"
    return None


def invitation_terms_faults(uses: int | None, days: int | None) -> dict[str, list[str]]:
    """Says what is wrong with the terms of a new invitation, by field; None is without end."""
    faults = {}
    if uses is not None and not 1 <= uses <= MOST_USES:
        faults["uses"] = ["invalid"]
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        faults["days"] = ["invalid"]
    return faults
