"""What happens around every view, and what happens around pages only."""

import functools
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string

from portevoix.kernel import clock, config
from portevoix.site import routes

GetResponse = Callable[[HttpRequest], HttpResponseBase]

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
STRANGE_NAME = b"This house does not answer to that name.\n"
_A_YEAR = "max-age=31536000"


class SecurityHeaders:
    """Gives every answer the headers that keep browsers from doing more than was meant.

    The policy is the narrowest there is, for what is not a page; pages set their own.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.headers = safe_headers()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Sets those headers that the view has not set."""
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return response


def safe_headers() -> dict[str, str]:
    """Returns those headers, for this house's scheme."""
    lasting = {"Strict-Transport-Security": _A_YEAR} if config.current().is_https else {}
    return {**_HEADERS, **lasting}


class KnownHosts:
    """Answers only to the names of this house: a page elsewhere cannot borrow one for its own.

    Without it a name that somebody points at a loopback address reads a loopback house
    (DNS rebinding). `/health` answers to any: who watches a house asks by its address.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers 400 to a strange name, before anything is looked up."""
        if not is_ours(request.META) and request.path_info != "/health":
            return HttpResponse(STRANGE_NAME, "text/plain; charset=utf-8", 400)
        return self.get_response(request)


def is_ours(environ: Mapping[str, str]) -> bool:
    """Whether a request was sent to a name of this house."""
    return _is_known(
        environ.get("HTTP_HOST") or environ["SERVER_NAME"], tuple(settings.ALLOWED_HOSTS)
    )


@functools.lru_cache(maxsize=256)
def _is_known(host: str, allowed: tuple[str, ...]) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, allowed)


class PageChain:
    """Leads pages through settings.PAGE_MIDDLEWARE, and programs past it.

    One look at the path instead of a session, a form check and a language for
    requests that have none.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self._views: list[Callable[..., HttpResponse | None]] = []
        self._faults: list[Callable[..., HttpResponse | None]] = []
        self._pages = self._chain(get_response)

    def _chain(self, get_response: GetResponse) -> GetResponse:
        handler: Any = get_response
        for name in reversed(settings.PAGE_MIDDLEWARE):
            layer = import_string(name)(handler)
            if hasattr(layer, "process_view"):
                self._views.insert(0, layer.process_view)
            if hasattr(layer, "process_exception"):
                self._faults.append(layer.process_exception)
            handler = convert_exception_to_response(layer)
        chain: GetResponse = handler
        return chain

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Chooses the way by the path."""
        if routes.is_for_programs(request.path_info):
            return self.get_response(request)
        return self._pages(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Asks the page layers before the view, as Django asks its own."""
        return _first(self._views, request, *view)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Asks the page layers about a view's exception, the innermost first."""
        return _first(self._faults, request, fault)


def _first(
    asked: list[Callable[..., HttpResponse | None]], request: HttpRequest, *about: Any
) -> HttpResponse | None:
    if routes.is_for_programs(request.path_info):
        return None
    for ask in asked:
        answer = ask(request, *about)
        if answer is not None:
            return answer
    return None


class RollingSession(SessionMiddleware):
    """Sessions end 30 days after the last visit; they are written anew once a day only."""

    _NOTE = "rolled_on"

    def process_request(self, request: HttpRequest) -> None:
        """Takes for a session's key what could be one: not every database looks for any text."""
        if "\x00" in request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Notes the day in the session of whoever has one, which also renews its cookie."""
        session = request.session
        if session.session_key and not session.is_empty():
            today = _today().isoformat()
            if session.get(self._NOTE) != today:
                session[self._NOTE] = today
        return super().process_response(request, response)


def _today() -> date:
    return clock.now().date()
