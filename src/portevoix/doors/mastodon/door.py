"""The door for Mastodon's apps: from a request to its handler, and to an answer in every case."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from portevoix.domain.access import scopes
from portevoix.domain.access.commands import token_shown
from portevoix.domain.access.queries import Bearer, bearer
from portevoix.domain.accounts.commands import seen_today
from portevoix.domain.accounts.models import Standing
from portevoix.doors.mastodon import decoder, limits
from portevoix.doors.mastodon.answers import Answer, answer
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.refusals import refused
from portevoix.doors.mastodon.routes import Auth, Route, find
from portevoix.kernel.errors import DomainError, Invalid, NotAllowed, NotSignedIn

# What every answer says unless it says otherwise itself.
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id"
    ),
    "Access-Control-Max-Age": "7200",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Vary": "Authorization, Origin",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "POST, PUT, DELETE, GET, PATCH, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key",
}


@csrf_exempt
def door(request: HttpRequest) -> HttpResponse:
    """Answers one request of Django's."""
    found = answered(request)
    body = b"" if request.method == "HEAD" else found.body
    return HttpResponse(body, found.content_type, found.status, headers=found.headers)


def answered(request: HttpRequest) -> Answer:
    """Returns the answer to a request, its headers whole. What a client sends never fails it."""
    if request.method == "OPTIONS":
        found = Answer(b"", 204, headers=_PREFLIGHT)
    else:
        try:
            found = _through(request)
        except DomainError as error:
            found = refused(error)
    found.headers = {**_HEADERS, **found.headers}
    return found


def _through(request: HttpRequest) -> Answer:
    routes, values = find(request.path)
    if not routes:
        return answer({"error": "There is nothing at this address"}, status=404)
    method = "GET" if request.method == "HEAD" else str(request.method)
    route = routes.get(method)
    if route is None:
        # A method that is not built is not there, as with paths.
        return answer({"error": "There is nothing at this address"}, status=404)
    said = decoder.parameters_of(request)
    who = _holder(request, said)
    address = str(request.META.get("REMOTE_ADDR", ""))
    _let_in(route, who)
    if who is not None and who.account_id is not None:
        seen_today(who.account_id)
        token_shown(who.token_id)
    left = limits.counted(route, who, address) if route.counted else None
    call = Call(request=request, bearer=who, said=said, address=address)
    try:
        found = route.handler(call, *values)
    except DomainError as error:
        found = refused(error)
    if left is not None:
        found.headers["X-RateLimit-Limit"] = str(left.limit)
        found.headers["X-RateLimit-Remaining"] = str(left.remaining)
        found.headers["X-RateLimit-Reset"] = f"{left.reset_at:%Y-%m-%dT%H:%M:%S.000000Z}"
    return found


def token_in(request: HttpRequest, said: dict[str, object]) -> str:
    """Returns the token that came with the request, or "" (RFC 6750 2.1 to 2.3)."""
    kind, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if kind.lower() == "bearer":
        return str(token.strip())
    given = said.get("access_token")
    return given if isinstance(given, str) else ""


def _holder(request: HttpRequest, said: dict[str, object]) -> Bearer | None:
    token = token_in(request, said)
    if not token:
        return None
    who = bearer(token)
    if who is None:
        raise NotSignedIn("The access token is invalid")
    return who


def _let_in(route: Route, who: Bearer | None) -> None:
    """Raises unless the holder may use the route: the only gate, and every route passes it."""
    if who is None:
        if route.auth is not Auth.PUBLIC:
            raise NotSignedIn("The access token is invalid")
        return
    if who.account_id is not None and not who.is_active_member:
        if who.standing == Standing.UNCONFIRMED and not route.unconfirmed:
            raise NotAllowed("Your login is missing a confirmed e-mail address")
        if who.standing == Standing.PENDING:
            raise NotAllowed("Your login is currently pending approval")
        if who.standing != Standing.UNCONFIRMED:
            raise NotSignedIn("The access token is invalid")
    if route.scope and not scopes.allows(who.scopes, route.scope):
        raise NotAllowed("This action is outside the authorized scopes")
    if route.auth is Auth.USER and who.account_id is None:
        raise Invalid("This method requires an authenticated user")
