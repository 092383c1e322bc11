"""A browser becomes a member's, and stops being it."""

import re

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login, logout
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest, HttpResponse

from portevoix.domain.access import commands as access
from portevoix.domain.access.visits import Visit
from portevoix.domain.accounts import commands as accounts
from portevoix.domain.accounts import queries
from portevoix.domain.accounts.models import Member, Standing
from portevoix.doors.web import answers, proving
from portevoix.doors.web.words import gettext as _
from portevoix.kernel import clock, limits
from portevoix.kernel.secrets import new_token

_MINUTE = 60
_HOUR = 3600
_DEVICE_DAYS = 400
_COOKIE = re.compile(r"[A-Za-z0-9_-]{43}")
_MOST_SEEN = 50_000
_seen: dict[str, int] = {}


class HouseBackend(BaseBackend):
    """Tells Django whose session it is; whoever may not be here is nobody."""

    def get_user(self, user_id: int) -> Member | None:
        """Returns the member with their account, in one query, while they stand active."""
        member = queries.member(user_id)
        if member is None or member.account.standing != Standing.ACTIVE:
            return None
        accounts.seen_today(member.pk)
        return member


def begin(request: HttpRequest, member: Member, means: str) -> None:
    """Signs this browser in under a new session id, and records it for the list of sessions.

    `means` is one of access.entering's. Who comes in has just proved who they are; whoever
    was leaving has come back by this.
    """
    is_back = accounts.come_back(member.pk)
    login(request, member, backend="portevoix.doors.web.sign_in.HouseBackend")
    proving.prove(request)
    remember(request, member, means)
    if is_back:
        answers.say(request, _("Welcome back. Your page and your posts are there as before."))


def remember(request: HttpRequest, member: Member, means: str = "") -> None:
    """Records this browser's session in the member's list."""
    access.remember_sign_in(
        member_id=member.pk,
        session_key=request.session.session_key or "",
        visit=visit_of(request),
        means=means,
    )


def visit_of(request: HttpRequest) -> Visit:
    """Returns what is known of this browser; one without our cookie is given it with the answer."""
    cookie = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    if not _COOKIE.fullmatch(cookie):
        cookie = getattr(request, "device_cookie", "") or new_token()
        request.device_cookie = cookie  # type: ignore[attr-defined]
    return Visit(
        device=request.headers.get("User-Agent", ""), address=address_of(request), cookie=cookie
    )


def give_cookie(request: HttpRequest, answer: HttpResponse) -> None:
    """Gives a browser in which somebody came in the cookie by which it is known next time."""
    cookie = getattr(request, "device_cookie", "")
    if cookie and request.session.get(SESSION_KEY):
        answer.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            cookie,
            max_age=_DEVICE_DAYS * 24 * _HOUR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def say_mine(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Notes on the device whether it was ticked as the member's own; pages are kept only there."""
    if request.POST.get("mine"):
        answer.set_cookie(
            settings.MINE_COOKIE_NAME,
            "yes",
            max_age=_DEVICE_DAYS * 24 * _HOUR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        answer.delete_cookie(settings.MINE_COOKIE_NAME, samesite="Lax")
    return answer


def note_seen(request: HttpRequest) -> None:
    """Notes that this session is in use; asks the database at most once an hour a session."""
    key = request.session.session_key or ""
    hour = int(clock.now().timestamp()) // _HOUR
    if _seen.get(key) == hour:
        return
    if len(_seen) >= _MOST_SEEN:
        _seen.clear()
    _seen[key] = hour
    access.seen(key)


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


def take_code(request: HttpRequest, member_id: int) -> None:
    """Counts a try at a code, per member wherever it comes from. Raises TooFast.

    Ten an hour: guessing one in a thousand of the codes in force takes half a year.
    """
    limits.take(f"code-address:{address_of(request)}", limit=50, seconds=_HOUR)
    limits.take(f"code:{member_id}", limit=10, seconds=_HOUR)


def take_proof(member_id: int) -> None:
    """Counts a try to give the password again. Raises TooFast."""
    limits.take(f"again:{member_id}", limit=10, seconds=10 * _MINUTE)


def take_letter(request: HttpRequest, to: str) -> None:
    """Counts a letter asked for: per address it comes from, and per whom it is for. TooFast."""
    limits.take(f"letter:{address_of(request)}", limit=20, seconds=_HOUR)
    limits.take(f"letter-to:{to.strip().lower()[:254]}", limit=5, seconds=_HOUR)


def take_join(request: HttpRequest) -> None:
    """Counts a try to join, per address. Raises TooFast."""
    limits.take(f"join:{address_of(request)}", limit=25, seconds=5 * _MINUTE)


def take_writing(member: Member) -> None:
    """Counts a post from the pages. Raises TooFast."""
    limits.take(f"post:{member.pk}", limit=300, seconds=3 * _HOUR)


def address_of(request: HttpRequest) -> str:
    """Returns the address the request came from; the front believes trusted proxies alone."""
    return str(request.META.get("REMOTE_ADDR", ""))
