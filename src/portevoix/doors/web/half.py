"""Half signed in: the password was right, the code is still to come.

The half is kept in the session for ten minutes, under a new session id; it lets nobody
see anything.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from portevoix.domain.accounts import policies, queries
from portevoix.domain.accounts.models import Member
from portevoix.kernel import clock

_NAME = "half"
_LASTS = 10 * 60


@dataclass(frozen=True)
class Half:
    """Who showed the first key, by which means, and where they were going."""

    member: Member
    means: str
    place: str


def keep(request: HttpRequest, member: Member, means: str, place: str) -> None:
    """Keeps that this browser showed the member's first key."""
    request.session.cycle_key()
    now = int(clock.now().timestamp())
    request.session[_NAME] = {"member": member.pk, "means": means, "place": place, "at": now}


def of(request: HttpRequest) -> Half | None:
    """Returns the half that this browser has, or None when it is none or too old."""
    kept = request.session.get(_NAME)
    if not kept or int(clock.now().timestamp()) - kept["at"] > _LASTS:
        return None
    member = queries.member(kept["member"])
    if member is None or policies.sign_in_refusal(member.account.standing):
        return None
    return Half(member, kept["means"], kept["place"])


def forget(request: HttpRequest) -> None:
    """Forgets the half."""
    request.session.pop(_NAME, None)
