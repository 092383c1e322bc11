"""The harness's own house: it serves, dies at once, and has kept what it acknowledged."""

import json
import urllib.request
from typing import Any

from tests.harness.house import House


def ask(house: House, token: str, path: str, **sent: str) -> Any:
    """Sends JSON (or asks, when there is nothing to send) as an app does; returns the answer."""
    request = urllib.request.Request(
        house.url + path,
        data=json.dumps(sent).encode() if sent else None,
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def test_a_house_is_killed_and_comes_back_with_what_it_had(house: House) -> None:
    assert house.first_key_link.startswith(f"{house.url}/first-key/")
    token = house.account("alice")
    posted = ask(house, token, "/api/v1/statuses", status="Bonjour !")
    house.kill()
    assert not house.is_running
    house.start()
    assert [post["id"] for post in ask(house, token, "/api/v1/timelines/home")] == [posted["id"]]


def test_two_houses_stand_side_by_side(make_house: Any) -> None:
    here, there = make_house(), make_house(registrations="open")
    assert here.url != there.url
    assert here.data != there.data
    here.restart()
    assert here.is_running
    assert there.is_running
