"""What a person does in a browser while an app waits: signs in, reads, presses Allow."""

import html
import re

import requests

from tests.harness.house import House

PASSWORD = "correct horse"


def sign_in(house: House, address: str, name: str) -> tuple[requests.Session, requests.Response]:
    """Asks for a page that is for members, signs in on the way; returns browser and page."""
    person = requests.Session()
    person.headers["Accept-Language"] = "en"
    asked = person.get(address, timeout=20)
    assert "/sign-in" in asked.url
    form = _fields(asked.text) | {"name": name, "password": PASSWORD}
    return person, person.post(f"{house.url}/sign-in", data=form, timeout=20)


def let_in(house: House, address: str, name: str) -> str:
    """Lets the app in that sent `name` to `address`; returns the code that the page shows."""
    person, consent = sign_in(house, address, name)
    assert "asks to act as" in consent.text, consent.text[:2000]
    form = _fields(consent.text) | {"decision": "allow"}
    shown = person.post(f"{house.url}/oauth/authorize", data=form, timeout=20)
    found = re.search(r'<input id="code"[^>]*value="([^"]+)"', shown.text)
    assert found, shown.text[:2000]
    return found[1]


def _fields(page: str) -> dict[str, str]:
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in hidden}
