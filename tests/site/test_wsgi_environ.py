"""What views are told of a request, and whom the front believes."""

import io
from ipaddress import ip_network
from typing import Any

import pytest

from portevoix.site.wsgi_environ import environ_of
from tests.site.asgi import scope

_PROXIES = [ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8")]


def environ(asked: dict[str, Any], proxies: list[Any] | None = None, body: bytes = b"") -> Any:
    return environ_of(asked, io.BytesIO(body), len(body), proxies or [])


def test_it_has_all_that_the_standard_asks_for() -> None:
    made = environ(scope("POST", "/caf\u00e9/x?a=b%20c"), body=b"hello")
    assert made["REQUEST_METHOD"] == "POST"
    assert made["PATH_INFO"].encode("latin-1").decode() == "/caf\u00e9/x"
    assert made["QUERY_STRING"] == "a=b%20c"
    assert (made["SERVER_NAME"], made["SERVER_PORT"]) == ("127.0.0.1", "8000")
    assert made["SERVER_PROTOCOL"] == "HTTP/1.1"
    assert made["CONTENT_LENGTH"] == "5"
    assert made["wsgi.version"] == (1, 0)
    assert made["wsgi.input"].read() == b"hello"
    assert made["wsgi.multithread"] is True


def test_the_root_path_is_the_script_name() -> None:
    made = environ(scope(path="/house/post", root_path="/house"))
    assert (made["SCRIPT_NAME"], made["PATH_INFO"]) == ("/house", "/post")


def test_headers_twice_are_joined_and_cookies_with_semicolons() -> None:
    made = environ(
        scope(headers=[("X-A", "1"), ("X-A", "2"), ("Cookie", "a=1"), ("Cookie", "b=2")])
    )
    assert made["HTTP_X_A"] == "1,2"
    assert made["HTTP_COOKIE"] == "a=1; b=2"


def test_a_header_with_an_underscore_is_not_taken_for_another() -> None:
    made = environ(scope(headers=[("X_Forwarded_For", "1.2.3.4"), ("Content_Length", "9")]))
    assert "HTTP_X_FORWARDED_FOR" not in made
    assert "CONTENT_LENGTH" not in made


def test_the_announced_length_gives_way_to_the_true_one() -> None:
    made = environ(scope(headers=[("Content-Length", "99")]), body=b"abc")
    assert made["CONTENT_LENGTH"] == "3"


def test_the_bytes_that_other_houses_signed_are_kept() -> None:
    asked = scope(path="/users/bob?x=%7e") | {"raw_path": b"/users/b%6Fb"}
    assert environ(asked)["RAW_URI"] == "/users/b%6Fb?x=%7e"


@pytest.mark.parametrize(
    ("peer", "told", "believed"),
    [
        ("203.0.113.9", "6.6.6.6", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "198.51.100.7, 10.0.0.4", "198.51.100.7"),
        ("127.0.0.1", "6.6.6.6, nonsense", "127.0.0.1"),
        ("127.0.0.1", "10.0.0.4", "10.0.0.4"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_only_proxies_of_the_setting_are_believed(peer: str, told: str, believed: str) -> None:
    asked = scope(client=(peer, 1), headers=[("X-Forwarded-For", told)])
    assert environ(asked, _PROXIES)["REMOTE_ADDR"] == believed


def test_the_scheme_too_is_believed_of_proxies_only() -> None:
    said = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example")]
    stranger = environ(scope(headers=said), _PROXIES)
    assert stranger["wsgi.url_scheme"] == "http"
    assert not [name for name in stranger if "FORWARDED" in name]
    proxy = environ(scope(client=("127.0.0.1", 1), headers=said), _PROXIES)
    assert proxy["wsgi.url_scheme"] == "https"
