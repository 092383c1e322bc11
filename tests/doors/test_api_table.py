"""docs/api/mastodon.tsv against the program: each row is filled, or is honestly not there."""

import csv
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from portevoix.domain.access.commands import member_token
from portevoix.domain.accounts import queries as accounts
from portevoix.doors.mastodon import routes
from portevoix.site.routes import is_live
from tests.architecture.sources import ROOT
from tests.factories.people import member

OWNERS = {"first voice", "house", "rooms", "career", "book", "whole API", "keeping"}
# Asked for by every app at its start: answered truthfully, with nothing in it yet.
AT_START = {
    "/api/v1/announcements",
    "/api/v1/custom_emojis",
    "/api/v1/filters",
    "/api/v1/followed_tags",
    "/api/v1/lists",
    "/api/v1/markers",
    "/api/v1/preferences",
    "/api/v1/push/subscription",
    "/api/v2/filters",
}


Ask = Callable[[str, str], Any]


def table() -> list[tuple[str, str, str]]:
    """Returns (method, path, owner) of each row."""
    with (ROOT / "docs/api/mastodon.tsv").open() as text:
        rows = csv.DictReader(text, delimiter="\t")
        return [(row["method"], row["path"], row["owner"]) for row in rows]


def is_filled(method: str, path: str) -> bool:
    return method in routes.find(path)[0]


FILLED = [row[:2] for row in table() if row[2] == "first voice"]
OTHERS = [row[:2] for row in table() if row[2] != "first voice"]
CLAIMED = [row for row in OTHERS if row[0] == "GET" and row[1] in AT_START]
ABSENT = [row for row in OTHERS if row not in CLAIMED]


@pytest.fixture
def ask(db: None) -> Ask:
    """Asks as a member whose token may do everything."""
    reader = member("alice")
    assert reader.account_id is not None
    found = accounts.member(reader.account_id)
    assert found is not None
    token = member_token(found, None, "read write follow push")

    def send(method: str, path: str) -> Any:
        address = re.sub(r":\w+", "1", path)
        return Client().generic(method, address, headers={"authorization": f"Bearer {token}"})

    return send


def test_every_row_has_an_owner() -> None:
    assert {owner for _, _, owner in table()} <= OWNERS
    assert len(table()) == 266


@pytest.mark.parametrize(("method", "path"), FILLED)
def test_a_row_of_the_first_voice_leads_to_a_view(method: str, path: str) -> None:
    if is_live(path):
        return  # the event loop answers these itself, see tests/doors/live
    if path.startswith("/api/"):
        assert is_filled(method, path)
    else:
        assert resolve(path).func


@pytest.mark.parametrize(("method", "path"), ABSENT)
def test_what_is_not_built_is_a_404_in_json(ask: Ask, method: str, path: str) -> None:
    if is_filled(method, path):
        return  # built before the rest of its owner's rows
    answer = ask(method, path)
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/json")
    assert answer.json()["error"]


@pytest.mark.parametrize(("method", "path"), CLAIMED)
def test_what_apps_ask_at_start_is_truthfully_empty(ask: Ask, method: str, path: str) -> None:
    answer = ask(method, path)
    if path == "/api/v1/push/subscription":
        assert answer.status_code == 404
    elif path == "/api/v1/preferences":
        assert answer.json()["posting:default:visibility"]
    else:
        assert answer.status_code == 200
        assert answer.json() in ([], {})


def test_no_route_is_missing_from_the_table() -> None:
    def shape(path: str) -> str:
        return re.sub(r":\w+", ":", path)

    known = {(method, shape(path)) for method, path, _ in table()}
    declared = {
        (route.method, shape(route.path))
        for route in routes.all_routes()
        if route.path.startswith("/api/v")
    }
    assert not declared - known
