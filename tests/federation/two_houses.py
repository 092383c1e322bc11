"""Two real houses on loopback, and people in them who use the client API."""

import json
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.harness.house import House

_T = TypeVar("_T")
_PATIENCE = 30
_pause = threading.Event()


def eventually(found: Callable[[], _T | None], what: str = "") -> _T:
    """Asks again until there is an answer. The other house works when it works."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        answer = found()
        if answer:
            return answer
        _pause.wait(0.05)
    raise AssertionError(f"it did not come to pass in {_PATIENCE} seconds: {what}")


@dataclass
class Person:
    """Somebody in one of the houses, by their token."""

    house: House
    name: str
    token: str

    @property
    def handle(self) -> str:
        """How the other house calls them."""
        return f"@{self.name}@{urllib.parse.urlsplit(self.house.url).netloc}"

    def give(self, picture: bytes, **about: str) -> Any:
        """Uploads a picture and returns the medium."""
        edge = "edge7f3a"
        fields = "".join(
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in about.items()
        )
        named = 'Content-Disposition: form-data; name="file"; filename="a.jpg"'
        head = f"{fields}--{edge}\r\n{named}\r\nContent-Type: image/jpeg\r\n\r\n"
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.house.port}/api/v2/media",
            head.encode() + picture + f"\r\n--{edge}--\r\n".encode(),
            {
                "Authorization": f"Bearer {self.token}",
                "Content-Type": f"multipart/form-data; boundary={edge}",
            },
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())

    def ask(self, method: str, path: str, **parameters: Any) -> Any:
        """Returns the JSON of an answer, or its status when it is a refusal."""
        data = json.dumps(parameters).encode() if method != "GET" else None
        if method == "GET" and parameters:
            path += "?" + urllib.parse.urlencode(parameters)
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.house.port}{path}",
            data,
            {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code

    def get(self, path: str, **parameters: Any) -> Any:
        """Asks with GET."""
        return self.ask("GET", path, **parameters)

    def post(self, path: str, **parameters: Any) -> Any:
        """Asks with POST."""
        return self.ask("POST", path, **parameters)

    def say(self, text: str, visibility: str = "public", **more: Any) -> Any:
        """Publishes a post."""
        return self.post("/api/v1/statuses", status=text, visibility=visibility, **more)

    def find(self, text: str) -> Any:
        """Looks a person up, asking the other house if need be."""
        found = self.get("/api/v2/search", q=text, resolve="true", type="accounts")
        return found["accounts"][0] if found["accounts"] else None

    def follow(self, other: "Person") -> Any:
        """Follows somebody of the other house and waits until it holds."""
        account = self.find(other.handle)
        assert account, other.handle
        self.post(f"/api/v1/accounts/{account['id']}/follow")
        eventually(lambda: self.relation(account["id"])["following"], "the follow")
        return account

    def relation(self, account_id: str) -> Any:
        """Returns how one stands to an account."""
        return self.get("/api/v1/accounts/relationships", **{"id[]": account_id})[0]

    def home(self) -> list[Any]:
        """Returns the home timeline."""
        found: list[Any] = self.get("/api/v1/timelines/home", limit=40)
        return found

    def sees(self, word: str) -> Any:
        """Returns the post in the home that has this word, or None."""
        return next((one for one in self.home() if word in json.dumps(one)), None)

    def notified(self, kind: str) -> Any:
        """Returns the first notification of a kind, or None."""
        rows = self.get("/api/v1/notifications", limit=40)
        return next((one for one in rows if one["type"] == kind), None)


def free_port() -> int:
    """Returns a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
