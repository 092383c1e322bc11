"""Whatever an app says, it is answered: no word of a client makes a route fail."""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.doors.mastodon import urls
from portevoix.doors.mastodon.routes import Route, all_routes
from tests.doors.mastodon.asking import Api
from tests.doors.mastodon.test_routes import address
from tests.factories.posts import post

assert urls.urlpatterns
_DIGITS = "9" * 5_000
_ODD: tuple[Any, ...] = (
    _DIGITS, int("9" * 40), -1, 0, 1.5, 1e300, True, None, "", "\x00", "a\x00b", "\ud800", "\u202e",
    "é" * 3_000, [], [[]], {}, {"a": {"b": {}}}, {_DIGITS: 1, "00": 2}, [None], ["\x00"], [_DIGITS],
    "2026-13-45", "-0", "٣", "1e5", "+1", " 1 ", "%00", "';--", "0x10",
)  # fmt: skip
_INDICES = ("", "0", "1", "-1", "a", _DIGITS, "\x00", "]", "[")
_ALSO = ("limit", "max_id", "since_id", "min_id", "offset", "id", "access_token_type")


def _names(route: Route) -> list[str]:
    return [name for asked in route.asks for name in asked.__struct_fields__] + list(_ALSO)


def _said(route: Route, value: Any) -> dict[str, Any]:
    return dict.fromkeys(_names(route), value)


@pytest.mark.parametrize("route", all_routes(), ids=lambda each: f"{each.method} {each.path}")
def test_no_value_breaks_a_route(alice: Reader, alices: Api, route: Route) -> None:
    about = post(alice, "Something to act on")
    for value in _ODD:
        said = _said(route, value)
        if route.method == "GET":
            pairs = [f"{name}={quote(str(value), errors='replace')}" for name in said]
            answer = alices("GET", f"{address(route, about.id)}?{'&'.join(pairs)}")
        else:
            answer = alices(route.method, address(route, about.id), said)
        assert answer.status_code < 500, (value, answer.content)


@pytest.mark.parametrize("route", all_routes(), ids=lambda each: f"{each.method} {each.path}")
def test_no_index_breaks_a_route(alice: Reader, alices: Api, route: Route) -> None:
    pairs = [
        f"{quote(f'{name}[{index}][{inner}]')}=1"
        for name in _names(route)
        for index in _INDICES
        for inner in ("", "a", _DIGITS[:300])
    ]
    query = "&".join(pairs[:900])
    answer = alices(
        route.method, f"{address(route)}?{query}", None if route.method == "GET" else {}
    )
    assert answer.status_code < 500, answer.content


@pytest.mark.parametrize("path", ["/oauth/token", "/oauth/revoke", "/api/v1/apps"])
@pytest.mark.parametrize("value", ["\x00", _DIGITS, "\ud800", "a" * 100_000, "[]"])
def test_no_word_breaks_the_ways_in(db: None, path: str, value: str) -> None:
    names = (
        "client_id", "client_secret", "grant_type", "code", "redirect_uri", "scope", "token",
        "code_verifier", "client_name", "redirect_uris", "scopes", "website",
    )  # fmt: skip
    client = Client()
    for name in names:
        rest = dict.fromkeys(names, "x") | {"grant_type": "authorization_code"}
        answer = client.post(path, rest | {name: value.encode("utf-8", "replace").decode()})
        assert answer.status_code < 500, (name, answer.content)
        answer = client.post(path, rest | {name: value}, content_type="application/json")
        assert answer.status_code < 500, (name, answer.content)


@pytest.mark.parametrize(
    "header", ["Basic AAAA", "Basic " + "A" * 5_000, "Bearer \x00", "Bearer " + _DIGITS, "Basic é"]
)
def test_no_header_breaks_the_ways_in(db: None, header: str) -> None:
    for path in ("/oauth/token", "/api/v1/accounts/verify_credentials"):
        answer = Client().post(path, {}, headers={"authorization": header})
        assert answer.status_code < 500


@pytest.mark.parametrize("tag", ["é", "%0a", "%00", "a%2Fb", "%F0%9F%8E%88", "%E2%80%AE", "%22%3E"])
def test_a_page_of_an_odd_tag_has_sound_links(alice: Reader, alices: Api, tag: str) -> None:
    answer = alices("GET", f"/api/v1/timelines/tag/{tag}?limit=1")
    assert answer.status_code in (200, 404)
    assert answer.headers.get("Link", "").isascii()


@pytest.mark.parametrize(
    "key", ["favourite-1-" + _DIGITS, "follow-" + _DIGITS, "ungrouped-" + _DIGITS, "-", "reblog--"]
)
def test_a_group_of_notifications_by_an_odd_key_is_not_there(alices: Api, key: str) -> None:
    assert alices("GET", f"/api/v2/notifications/{key}").status_code == 404
