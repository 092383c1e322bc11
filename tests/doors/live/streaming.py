"""Streams of a running house, read as apps and pages read them."""

import http.client
import json
import urllib.request
from typing import Any, Self

from websockets.sync.client import ClientConnection, connect

from tests.harness.house import House

PATIENCE = 20.0
"""Seconds until a test says that something never came. Nothing here measures time."""


def call(
    house: House, token: str, method: str, path: str, body: dict[str, Any] | None = None
) -> Any:
    """Asks the API; returns what it answers."""
    request = urllib.request.Request(
        f"{house.url}{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return json.loads(answer.read())


class Socket:
    """A WebSocket of an app."""

    def __init__(self, house: House, query: str, **about: Any) -> None:
        address = house.url.replace("http", "ws", 1)
        self._opening = connect(f"{address}/api/v1/streaming{query}", **about)
        self.link: ClientConnection

    def __enter__(self) -> Self:
        self.link = self._opening.__enter__()
        return self

    def __exit__(self, *about: Any) -> None:
        self._opening.__exit__(*about)

    def say(self, **words: str) -> None:
        self.link.send(json.dumps(words))

    def hear(self) -> dict[str, Any]:
        """Returns the next message; its payload read."""
        heard: dict[str, Any] = json.loads(self.link.recv(timeout=PATIENCE))
        if "payload" in heard and heard["event"] != "delete":
            heard["payload"] = json.loads(heard["payload"])
        return heard


class Events:
    """A stream of server-sent events."""

    def __init__(self, house: House, path: str, **headers: str) -> None:
        self._link = http.client.HTTPConnection("localhost", house.port, timeout=PATIENCE)
        self._link.request("GET", path, headers=headers)
        self.answer = self._link.getresponse()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._link.close()

    @property
    def status(self) -> int:
        return self.answer.status

    def begun(self) -> Self:
        """Waits until the house has begun to listen for this stream."""
        assert self.answer.readline() == b":)\n"
        return self

    def hear(self) -> tuple[str, str]:
        """Returns the next event and its data; ("end", "") when the house ended the stream."""
        event = ""
        while True:
            line = self.answer.readline()
            if not line:
                return "end", ""
            text = line.decode().rstrip("\n")
            if text.startswith("event: "):
                event = text.removeprefix("event: ")
            elif text.startswith("data: "):
                return event, text.removeprefix("data: ")
