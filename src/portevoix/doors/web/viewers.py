"""Who is looking at a page, and what happens when nobody is."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.models import Member
from portevoix.domain.accounts.public import NOBODY, Reader
from portevoix.doors.web import kept
from portevoix.kernel.errors import NotAllowed, NotSignedIn

View = Callable[..., HttpResponseBase]
STAFF = ("owner", "admin")


def member_of(request: HttpRequest) -> Member | None:
    """Returns the signed-in member, or None."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Member) else None


def me(request: HttpRequest) -> Member:
    """Returns the signed-in member. Raises NotSignedIn."""
    member = member_of(request)
    if member is None:
        raise NotSignedIn
    return member


def viewer(request: HttpRequest) -> Reader:
    """Returns the reader that the rooms know: the member, or nobody."""
    member = member_of(request)
    return NOBODY if member is None else accounts.viewer_of(member)


def signed_in(view: View) -> View:
    """Lets only members in. What an expired session sent is kept until they sign in."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if member_of(request) is not None:
            answer = view(request, *args, **kwargs)
            if request.method == "POST" and answer.status_code == 302:
                kept.done(request)
            return answer
        place = request.get_full_path()
        if request.method == "POST":
            kept.keep(request)
            place = str(request.POST.get("back") or request.path)
            if request.path in kept.PLACES:
                place = request.path
        door = f"/sign-in?next={quote(local(place))}"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": door})
        return HttpResponseRedirect(door)

    return guarded


def keepers_only(view: View) -> View:
    """Lets only those in who keep the house. Raises NotAllowed."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if me(request).role not in STAFF:
            raise NotAllowed(code="keepers_only")
        return view(request, *args, **kwargs)

    return signed_in(guarded)


def local(place: str, otherwise: str = "/") -> str:
    """Returns `place` if it is a path of this house, else `otherwise`: nobody is sent away."""
    safe = place.startswith("/") and not place.startswith(("//", "/\\")) and place.isprintable()
    return place if safe and "\\" not in place else otherwise
