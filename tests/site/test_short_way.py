"""Apps' calls go past Django's layers; what they get must be what Django would have given."""

import io
from typing import Any

import pytest
from django.test import Client

from portevoix.site import wsgi
from portevoix.site.wsgi import application
from portevoix.site.wsgi_environ import environ_of
from tests.doors.mastodon.asking import app_of
from tests.factories.people import member
from tests.factories.posts import post

pytestmark = pytest.mark.django_db
_CALLS = [
    ("GET", "/api/v1/timelines/home?limit=5"),
    ("HEAD", "/api/v1/timelines/home"),
    ("OPTIONS", "/api/v1/statuses"),
    ("GET", "/api/v1/accounts/verify_credentials"),
    ("GET", "/api/v1/nothing/here"),
    ("DELETE", "/api/v1/statuses/1"),
    ("GET", "/api/v1/statuses/nonsense"),
    ("GET", "/api/v2/instance"),
]
_MAY_DIFFER = {"content-length", "x-ratelimit-remaining"}


class _Answered:
    def __init__(self, method: str, target: str, **headers: str) -> None:
        path, _, query = target.partition("?")
        scope: dict[str, Any] = {
            "method": method, "path": path, "query_string": query.encode(), "http_version": "1.1",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
        }  # fmt: skip
        body = application(environ_of(scope, io.BytesIO(), 0, ()), self._start)
        self.content = b"" if method == "HEAD" else b"".join(body)

    def _start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status = int(status.split()[0])
        self.headers = {name.lower(): value for name, value in headers}


@pytest.mark.parametrize(("method", "target"), _CALLS)
def test_both_ways_give_the_same(method: str, target: str) -> None:
    alice = member("alice")
    post(alice, "Good morning")
    token = f"Bearer {app_of(alice).token}"
    short = _Answered(method, target, host="localhost", authorization=token)
    client = Client(headers={"authorization": token, "host": "localhost"})
    long = client.generic(method, target)
    assert (short.status, short.content) == (long.status_code, long.content)
    said = {name.lower(): value for name, value in long.headers.items()}
    assert {name for name, value in short.headers.items() if said.get(name) != value} <= _MAY_DIFFER
    assert set(said) - set(short.headers) <= _MAY_DIFFER


def test_a_strange_name_is_refused_on_the_short_way_too() -> None:
    assert _Answered("GET", "/api/v2/instance", host="elsewhere.example").status == 400


def test_a_fault_of_ours_is_told_as_one(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(wsgi, "answered", fail)
    found = _Answered("GET", "/api/v2/instance", host="localhost")
    assert found.status == 500
    assert b"error" in found.content
    assert "broken on purpose" in caplog.text
