"""What every answer has, and what pages have alone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from portevoix.site.middleware import KnownHosts, PageChain, RollingSession, SecurityHeaders
from tests.kernel.conftest import Clock, time

__all__ = ["time"]
ask = RequestFactory()
seen: list[str] = []


class Layer:
    """A page layer that notes when it is called."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen.append(f"{type(self).__name__} in")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *about: Any) -> HttpResponse | None:
        seen.append(f"{type(self).__name__} view")
        return None

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        seen.append(f"{type(self).__name__} fault")
        return HttpResponse(b"caught") if isinstance(self, Inner) else None


class Inner(Layer):
    """The one next to the view."""


@pytest.fixture
def chain(settings: LazySettings) -> PageChain:
    seen.clear()
    settings.PAGE_MIDDLEWARE = [f"{__name__}.Layer", f"{__name__}.Inner"]
    return PageChain(lambda request: HttpResponse(b"OK"))


def test_pages_go_through_every_layer_in_order(chain: PageChain) -> None:
    assert chain(ask.get("/home")).content == b"OK"  # type: ignore[attr-defined]
    chain.process_view(ask.get("/home"), None, (), {})
    assert seen == ["Layer in", "Inner in", "Layer view", "Inner view"]


def test_faults_are_asked_from_the_inside(chain: PageChain) -> None:
    caught = chain.process_exception(ask.get("/home"), ValueError())
    assert caught is not None
    assert seen == ["Inner fault"]


def test_programs_pass_every_layer_by(chain: PageChain) -> None:
    chain(ask.get("/api/v1/instance"))
    assert chain.process_view(ask.post("/api/v1/statuses"), None, (), {}) is None
    assert chain.process_exception(ask.get("/api/v1/instance"), ValueError()) is None
    assert seen == []


def test_every_answer_has_safe_headers_and_a_view_may_say_otherwise() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(b"", headers={"Content-Security-Policy": "default-src 'self'"})

    headers = SecurityHeaders(view)(ask.get("/")).headers
    assert headers["Content-Security-Policy"] == "default-src 'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200),
        ("LOCALHOST", 200),
        ("127.0.0.1:1", 200),
        ("[::1]:8000", 200),
        ("localhost.evil.example", 400),
        ("evil.example:8000", 400),
        ("localhost:8000@evil.example", 400),
        ("a b", 400),
        ("", 400),
    ],
)
def test_only_the_names_of_the_house_are_answered(
    host: str, status: int, settings: LazySettings
) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    layer = KnownHosts(lambda request: HttpResponse())
    about = {"HTTP_HOST": host, "SERVER_NAME": "evil.example"}
    assert layer(ask.get("/", **about)).status_code == status
    assert layer(ask.get("/health", **about)).status_code == 200


@pytest.mark.django_db
def test_a_session_is_written_once_a_day_and_lives_on_while_visited(time: Clock) -> None:
    session = SessionStore()
    session["x"] = 1
    session.save()

    def visit() -> bool:
        def view(request: HttpRequest) -> HttpResponse:
            assert request.session["x"] == 1
            return HttpResponse()

        request = ask.get("/")
        request.COOKIES[_cookie_name()] = session.session_key
        return bool(RollingSession(view)(request).cookies)

    assert visit()
    assert not visit()
    time.pass_by(days=1)
    assert visit()
    left = SessionStore(session.session_key).get_expiry_age()
    assert timedelta(seconds=left) == timedelta(days=30)


def _cookie_name() -> str:
    from django.conf import settings

    return settings.SESSION_COOKIE_NAME


@pytest.mark.django_db
def test_strangers_get_no_session() -> None:
    answer = RollingSession(lambda request: HttpResponse())(ask.get("/"))
    assert not answer.cookies
