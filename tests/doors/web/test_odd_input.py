"""Whatever an address, a form, a cookie or a header says, no page breaks on it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern

from portevoix.domain.accounts.reader import Reader
from portevoix.doors.web import urls
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]
ODD = (
    "9" * 18,
    "9" * 5000,
    "²",
    "-1\x00b",
    "\ud800[0]",
    "\u202e../%ed%a0%80\n\r",
    "circle:" + "9" * 40,
)
_ASKED = re.compile(r"""(?:GET|POST|given|form|said)\.get(?:list)?\(\s*"([a-z_]+)\"""")
_WEB = Path(urls.__file__).parent
FIELDS = sorted(
    {name for file in _WEB.rglob("*.py") for name in _ASKED.findall(file.read_text("utf-8"))}
)
ROUTES = [each for each in urls.urlpatterns if isinstance(each, URLPattern)]


def _paths(route: URLPattern, odd: str, number: int) -> list[str]:
    """The addresses of a route with the odd value in each of its places in turn."""
    places = str(route.pattern)
    if not places.startswith("^"):
        plain = re.sub(r"<id:\w+>", str(number), places)
        return ["/" + re.sub(r"<\w+:\w+>", value, plain) for value in ("odd", odd)] + (
            ["/" + re.sub(r"<id:\w+>", odd, places)] if "<id:" in places else []
        )
    tail = places.removeprefix(urls._HANDLE).rstrip("$")
    paths = []
    for handle, verb, name in (
        ("alice", "follow", str(number)),
        ("alice", odd, odd),
        (odd, "x", "1"),
    ):
        ended = re.sub(r"\(\?P<number>[^)]*\)", lambda _: name, tail)  # noqa: B023
        paths.append(f"/@{handle}" + re.sub(r"\(\?P<\w+>[^)]*\)", lambda _: verb, ended))  # noqa: B023
    return paths


def _text(odd: str) -> str:
    """An odd value as a form can carry it: a lone surrogate as its three bytes."""
    return odd.encode("utf-8", "surrogatepass").decode("latin-1") if "\ud800" in odd else odd


@pytest.mark.parametrize("route", ROUTES, ids=lambda each: str(each.name))
def test_no_page_breaks_on_odd_values(
    route: URLPattern, as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    number = post(alice, "Hello").id
    client = as_member(bob if "leave" in str(route.name) else alice)
    for odd in map(_text, ODD):
        form = dict.fromkeys(FIELDS, odd)
        for path in dict.fromkeys(_paths(route, odd, number)):
            clean = path.replace("?", "%3F").replace("%ed", "%25ed")
            answer = client.get(clean, form)
            assert answer.status_code < 500, (path[:80], odd[:20])
            if answer.status_code not in (400, 404):
                assert client.post(clean, form).status_code < 500, (path[:80], odd[:20])
        if not client.session.get("_auth_user_id"):
            client = as_member(alice)


def test_repeated_fields_are_read_once(as_member: AsMember, alice: Reader) -> None:
    client = as_member(alice)
    twice = {name: ["1", "x" * 30] for name in FIELDS}
    for path in ("/", "/write", "/settings/profile", "/notifications", "/search", "/keep/rules"):
        assert client.get(path, twice).status_code < 500
        assert client.post(path, twice).status_code < 500


@pytest.mark.parametrize("alphabet", ["utf-7", "hex", "rot13", "no-such", "utf-16", "idna"])
def test_forms_are_read_as_utf8_whatever_they_say(
    as_member: AsMember, alice: Reader, alphabet: str
) -> None:
    client = as_member(alice)
    parts = (
        f"--b\r\nContent-Disposition: form-data; name*={alphabet}''text\r\n\r\nHello\r\n"
        '--b\r\nContent-Disposition: form-data; name="text"\r\n'
        f"Content-Type: text/plain; charset={alphabet}\r\n\r\nHello\r\n--b--\r\n"
    )
    for kind, body in (
        (f"application/x-www-form-urlencoded; charset={alphabet}", "text=H%C3%A9%80"),
        (f"multipart/form-data; boundary=b; charset={alphabet}", parts),
        ("multipart/form-data", "--b"),
        ("multipart/form-data; boundary=\x01", "--b"),
    ):
        answer = client.generic("POST", "/write", body, kind)
        assert answer.status_code < 500


def test_cookies_and_headers_may_say_anything(as_member: AsMember, alice: Reader) -> None:
    for odd in map(_text, (*ODD[:1], *ODD[2:])):
        odd = odd.encode().decode("latin-1")
        client = as_member(alice)
        for name in (settings.ZONE_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, "csrftoken"):
            client.cookies[name] = odd
        headers = {"HX-Current-URL": f"http://[{odd}", "HX-Request": "true"}
        assert client.get("/", headers=headers).status_code < 500
        client.cookies[settings.SESSION_COOKIE_NAME] = odd
        assert client.get("/").status_code < 500


def test_nul_in_an_address_is_refused_and_left_out_of_a_form(
    as_member: AsMember, alice: Reader
) -> None:
    client = as_member(alice)
    assert client.get("/tags/a%00b").status_code == 400
    form = {"text": "Wi\x00nd", "audience": "house", "language": "en", "form_key": "k"}
    assert client.post("/write", form).status_code == 302
    assert "Wind" in client.get("/house").content.decode()
