"""How many people a rung of the ladder reaches, in words."""

import functools
import time

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.models import Member
from portevoix.domain.audiences.public import Audience, Rung
from portevoix.doors.web.words import ngettext

_MINUTE = 60


def told(audience: Audience, member: Member, circles: dict[int, int]) -> str:
    """Returns "84 members" for a rung whose people are counted, "" for the others.

    `circles` holds how many people are in each of the member's circles.
    """
    if audience.rung is Rung.HOUSE:
        number = _members(int(time.monotonic() // _MINUTE))
        return ngettext("%(number)s member", "%(number)s members", number) % {"number": number}
    if audience.rung is Rung.FOLLOWERS:
        return _people(member.account.followers_count)
    if audience.circle_id is not None:
        return _people(circles.get(audience.circle_id, 0))
    return ""


def _people(number: int) -> str:
    return ngettext("%(number)s person", "%(number)s people", number) % {"number": number}


@functools.lru_cache(maxsize=1)
def _members(_minute: int) -> int:
    """Counted once a minute: a sentence need not be truer than that."""
    return accounts.counts().members
