"""A program that posts until its house is gone, and remembers what was acknowledged."""

import http.client
import json
import threading
from collections.abc import Callable
from typing import Any

from tests.harness.house import House


class Api:
    """One connection to a house's API, as one member."""

    def __init__(self, house: House, token: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=30)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Returns the answer's JSON. Raises AssertionError for any status but 200."""
        sent = None if body is None else json.dumps(body)
        self._connection.request(method, path, sent, self._headers)
        answer = self._connection.getresponse()
        read = answer.read()
        assert answer.status == 200, (answer.status, read[:300])
        return json.loads(read)

    def whole_home(self) -> list[dict[str, Any]]:
        """Returns every post of the home timeline, newest first, page by page."""
        found: list[dict[str, Any]] = []
        path = "/api/v1/timelines/home?limit=40"
        while page := self.ask("GET", path):
            found += page
            path = f"/api/v1/timelines/home?limit=40&max_id={page[-1]['id']}"
        return found


def write_until_gone(
    api: Api, count: int, acknowledged: Callable[[int], None]
) -> list[tuple[str, str]]:
    """Posts up to `count` texts; returns (id, text) of those acknowledged before the house went.

    `acknowledged` is told how many there are after each.
    """
    kept: list[tuple[str, str]] = []
    for number in range(count):
        text = f"Post {number}."
        try:
            answer = api.ask("POST", "/api/v1/statuses", {"status": text})
        except (OSError, http.client.HTTPException):
            break
        kept.append((answer["id"], text))
        acknowledged(len(kept))
    return kept


def kill_after(house: House, seconds: float) -> threading.Timer:
    """Starts a timer that takes the house away at once."""
    timer = threading.Timer(seconds, house.kill)
    timer.start()
    return timer
