"""The page on which a member lets an app in, or not."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portevoix.domain.access import commands
from portevoix.domain.access.errors import AccessRefused
from portevoix.domain.accounts.models import Member
from portevoix.domain.house.queries import house
from portevoix.doors.mastodon.oauth.asked import NAMES, Asked, UnknownApp, asked
from portevoix.doors.mastodon.oauth.sentences import wishes
from portevoix.kernel.text.fold import fold

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
_YES = frozenset({"1", "true", "on", "t"})
_LOFTY = ("official", "officiel", "administrat", "moderat", "support", "security", "securite")


@require_http_methods(["GET", "HEAD", "POST"])
def authorise(request: HttpRequest) -> HttpResponse:
    """Shows what an app asks; on POST, gives it or refuses it and goes back to the app."""
    said = request.POST if request.method == "POST" else request.GET
    try:
        wish = asked(said)
    except UnknownApp as error:
        return _page(request, "oauth/unknown.html", {"why": error.code}, status=400)
    member = request.user
    if not isinstance(member, Member) or said.get("force_login", "").lower() in _YES:
        return _to_sign_in(request, said)
    try:
        scopes = wish.check(member)
    except AccessRefused as error:
        return _refused(request, wish, error)
    if request.method != "POST":
        return _consent(request, wish, member, scopes)
    if said.get("decision") != "allow":
        return _refused(request, wish, AccessRefused("the member refused", code="access_denied"))
    code = commands.authorise(
        member=member,
        app=wish.app,
        redirect_uri=wish.redirect_uri,
        scopes_asked=" ".join(scopes),
        challenge=wish.challenge,
        challenge_method=wish.challenge_method,
    )
    if wish.is_out_of_band:
        return _page(request, "oauth/code.html", {"code": code, "app": wish.app})
    return _away(wish.back(code=code))


def _consent(
    request: HttpRequest, wish: Asked, member: Member, scopes: tuple[str, ...]
) -> HttpResponse:
    shown = {
        "app": wish.app,
        "site": urlsplit(wish.app.website).hostname or "",
        "goes_to": "" if wish.is_out_of_band else _goes_to(wish.redirect_uri),
        "account": member.account,
        "wishes": wishes(scopes),
        "imitates": _imitates(wish.app.name),
        "kept": {name: request.GET.get(name, "") for name in NAMES},
        "other": f"/oauth/authorize?{_query(request.GET)}&force_login=true",
    }
    return _page(request, "oauth/authorize.html", shown, form_action=_form_action(wish))


def _refused(request: HttpRequest, wish: Asked, error: AccessRefused) -> HttpResponse:
    if wish.is_out_of_band:
        status = 200 if error.code == "access_denied" else 400
        return _page(request, "oauth/unknown.html", {"why": error.code}, status=status)
    return _away(wish.back(error=error.code, error_description=str(error)))


def _to_sign_in(request: HttpRequest, said: QueryDict) -> HttpResponse:
    if isinstance(request.user, Member):
        commands.end_sign_in(request.session.session_key or "")
        logout(request)
    place = f"/oauth/authorize?{_query(said)}"
    return HttpResponseRedirect(f"/sign-in?next={quote(place, safe='')}")


def _away(address: str) -> HttpResponse:
    """Goes to the app, whatever its scheme: the address was checked when the app registered it."""
    response = HttpResponse(status=303)
    response["Location"] = address
    response["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest,
    template: str,
    shown: Mapping[str, Any],
    *,
    status: int = 200,
    form_action: str = "",
) -> HttpResponse:
    response = render(request, template, dict(shown), status=status)
    response["Content-Security-Policy"] = f"{_POLICY}{form_action}"
    response["Cache-Control"] = "no-store"
    return response


def _form_action(wish: Asked) -> str:
    """Browsers hold the redirect after a form to this too, so the app's address must be in it."""
    if wish.is_out_of_band:
        return ""
    parts = urlsplit(wish.redirect_uri)
    if parts.scheme in ("http", "https"):
        return f" {parts.scheme}://{parts.netloc}"
    return f" {parts.scheme}:"


def _goes_to(redirect_uri: str) -> str:
    parts = urlsplit(redirect_uri)
    return parts.netloc if parts.scheme in ("http", "https") else f"{parts.scheme}:"


def _query(said: QueryDict) -> str:
    return urlencode({name: said[name] for name in NAMES if said.get(name)})


def _imitates(name: str) -> bool:
    """Whether an app's name could pass for the house itself, or for those who keep it."""
    folded = fold(name)
    return any(word in folded for word in (*_LOFTY, "portevoix", fold(house().title)))
