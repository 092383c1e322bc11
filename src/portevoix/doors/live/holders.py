"""Who holds a connection: found by token or by session cookie, and asked again when told to."""

from http.cookies import CookieError, SimpleCookie
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from portevoix.domain.access.queries import Bearer, bearer, bearer_by_id, sign_in
from portevoix.domain.accounts.models import Member
from portevoix.kernel import pools
from portevoix.kernel.errors import NotSignedIn

Scope = dict[str, Any]


def header(scope: Scope, name: bytes) -> str:
    """Returns a request's header, or ""."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value.decode("latin-1"))
    return ""


async def holder(token: str) -> Bearer:
    """Returns the member's token's holder. Raises NotSignedIn, apps without a member too."""
    found = await pools.in_quick(bearer, token) if token else None
    if found is None or not found.is_active_member:
        raise NotSignedIn("Invalid access token")
    return found


async def still_holds(who: Bearer) -> bool:
    """Returns whether the token is good still."""
    found = await pools.in_quick(bearer_by_id, who.token_id)
    return found is not None and found.is_active_member


async def member_by_cookie(scope: Scope) -> tuple[int, str] | None:
    """Returns the member whose browser this is, with its session; None for strangers."""
    cookies: SimpleCookie = SimpleCookie()
    try:
        cookies.load(header(scope, b"cookie"))
    except CookieError:
        return None
    found = cookies.get(settings.SESSION_COOKIE_NAME)
    if found is None or not (found.value.isascii() and found.value.isalnum()):
        return None
    account_id = await pools.in_quick(member_of_session, found.value)
    return None if account_id is None else (account_id, found.value)


def member_of_session(session_key: str) -> int | None:
    """Returns the member of a session that was not ended, or None."""
    request = HttpRequest()
    request.session = SessionStore(session_key)
    user = get_user(request)
    if not isinstance(user, Member) or sign_in(session_key) is None:
        return None
    account_id: int = user.account_id
    return account_id
