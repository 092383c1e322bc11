"""A browser becomes a member's, and stops being it."""

from django.contrib.auth import login, logout
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from portevoix.domain.access import commands as access
from portevoix.domain.accounts import commands as accounts
from portevoix.domain.accounts import queries
from portevoix.domain.accounts.models import Member, Standing
from portevoix.doors.web import answers
from portevoix.doors.web.words import gettext as _
from portevoix.kernel import config, limits

_MINUTE = 60
_HOUR = 3600


class HouseBackend(BaseBackend):
    """Tells Django whose session it is; whoever may not be here is nobody."""

    def get_user(self, user_id: int) -> Member | None:
        """Returns the member with their account, in one query, while they stand active."""
        member = queries.member(user_id)
        if member is None or member.account.standing != Standing.ACTIVE:
            return None
        accounts.seen_today(member.pk)
        return member


def begin(request: HttpRequest, member: Member) -> None:
    """Signs this browser in under a new session id, and records it for the list of sessions.

    Whoever was leaving has come back by this.
    """
    is_back = accounts.come_back(member.pk)
    login(request, member, backend="portevoix.doors.web.sign_in.HouseBackend")
    remember(request, member)
    if is_back:
        answers.say(request, _("Welcome back. Your page and your posts are there as before."))


def remember(request: HttpRequest, member: Member) -> None:
    """Records this browser's session in the member's list."""
    access.remember_sign_in(
        member_id=member.pk,
        session_key=request.session.session_key or "",
        device=request.headers.get("User-Agent", ""),
        address=address_of(request),
    )


def end(request: HttpRequest) -> None:
    """Signs this browser out and forgets its session."""
    if request.session.session_key:
        access.end_sign_in(request.session.session_key)
    logout(request)


def take_sign_in(request: HttpRequest, name: str) -> None:
    """Counts a try to sign in: per address, and per name so that a crowd cannot guess either.

    Raises TooFast.
    """
    limits.take(f"sign-in:{address_of(request)}", limit=25, seconds=5 * _MINUTE)
    if name:
        limits.take(f"sign-in-name:{name.strip().lower()[:100]}", limit=25, seconds=_HOUR)


def take_join(request: HttpRequest) -> None:
    """Counts a try to join, per address. Raises TooFast."""
    limits.take(f"join:{address_of(request)}", limit=25, seconds=5 * _MINUTE)


def take_writing(member: Member) -> None:
    """Counts a post from the pages. Raises TooFast."""
    limits.take(f"post:{member.pk}", limit=300, seconds=3 * _HOUR)


def address_of(request: HttpRequest) -> str:
    """Returns the address the request came from, as far as it can be believed."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if direct not in config.current().trusted_proxies:
        return direct
    return request.headers.get("X-Forwarded-For", direct).rsplit(",", 1)[-1].strip()
