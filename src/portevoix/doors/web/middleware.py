"""What every page of this door has in common: language, refusals, caching, safety headers."""

import hashlib
import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from portevoix.domain.house import queries as house
from portevoix.doors.web import sign_in, words
from portevoix.doors.web.odd_input import can_be_read
from portevoix.doors.web.viewers import member_of
from portevoix.doors.web.views.errors import bad_request, refuse
from portevoix.kernel.errors import DomainError

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
VARY = "Accept, Cookie, Accept-Language, HX-Request, Signature, Signature-Input"
# Values that differ in each drawing of the same page, and do not make it another page.
_FRESH = re.compile(rb'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"')
_DOORS = {"web", "oauth"}


class PageMiddleware:
    """Wraps the pages, and only them; the other doors speak for themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers, and gives the answer what every page has."""
        words.speak(language_for(request))
        if member_of(request) is not None:
            sign_in.note_seen(request)
        answer = self.get_response(request) if can_be_read(request) else bad_request(request)
        sign_in.give_cookie(request, answer)
        match = request.resolver_match
        if match is not None and not _DOORS & set(match.app_names):
            return answer
        if answer.status_code == 302 and request.headers.get("X-House-Form"):
            # A script that sent the form learns the way, and leaves when nothing is to be kept.
            answer = _told(answer)
        if "Cache-Control" not in answer:
            _tag(request, answer)
            answer["Cache-Control"] = "private, no-cache"
            answer["Vary"] = VARY
        for name, value in _SAFETY.items():
            answer.setdefault(name, value)
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turns what a room refused into its page."""
        match = request.resolver_match
        if isinstance(error, DomainError) and match and _DOORS & set(match.app_names):
            return refuse(request, error)
        return None


_SAFETY = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def _told(sent: HttpResponse) -> HttpResponse:
    answer = JsonResponse({"go": sent["Location"]})
    answer.cookies = sent.cookies
    return answer


def language_for(request: HttpRequest) -> str:
    """Returns the language in which this request is answered."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    member = member_of(request)
    if member is not None and member.language in words.LANGUAGES:
        return member.language
    if request.GET.get("lang") in words.LANGUAGES:
        return str(request.GET["lang"])
    if chosen in words.LANGUAGES:
        return chosen
    return words.first_known(request.headers.get("Accept-Language", "")) or house.house().language


def _tag(request: HttpRequest, answer: HttpResponse) -> None:
    """Adds an ETag, and empties the answer when the browser holds the same page already."""
    if request.method not in ("GET", "HEAD") or answer.status_code != 200 or answer.streaming:
        return
    # The secret behind its form tokens is part of it: with another one, after another sign-in,
    # the page that a browser still holds could not be sent.
    secret = str(request.META.get("CSRF_COOKIE", "")).encode()
    digest = hashlib.sha256(secret + _FRESH.sub(b"", answer.content)).hexdigest()[:32]
    # Weak: the same page, not the same bytes (its form tokens differ).
    answer["ETag"] = f'W/"{digest}"'
    if answer["ETag"] in request.headers.get("If-None-Match", ""):
        answer.status_code = 304
        answer.content = b""
        del answer["Content-Type"]
