"""What other people of a served house do meanwhile, through the client API."""

import json
import urllib.request
from typing import Any

from tests.harness.house import House


def call(house: House, token: str, path: str, **fields: object) -> Any:
    """Asks the client API; with fields it is a POST."""
    body = json.dumps(fields).encode() if fields else None
    request = urllib.request.Request(
        f"http://127.0.0.1:{house.port}{path}",
        data=body,
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def say(house: House, token: str, text: str, **fields: object) -> str:
    """Publishes a post; returns its id."""
    return str(call(house, token, "/api/v1/statuses", status=text, **fields)["id"])


def id_of(house: House, token: str) -> str:
    """The id of the account behind a token."""
    return str(call(house, token, "/api/v1/accounts/verify_credentials")["id"])
