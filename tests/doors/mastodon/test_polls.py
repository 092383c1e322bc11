"""Polls by apps."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.doors.mastodon.asking import Api

POLL = {"options": ["Tea", "Coffee"], "expires_in": 3600}


def ask(alices: Api, **about: Any) -> Any:
    return alices.post("/api/v1/statuses", {"status": "What?", "poll": POLL | about})


def test_a_poll_is_asked_and_answered(alices: Api, bobs: Api, nobodys: Api) -> None:
    asked = ask(alices)
    poll = asked["poll"]
    assert [each["title"] for each in poll["options"]] == ["Tea", "Coffee"]
    assert (poll["voted"], poll["own_votes"], poll["expired"]) == (True, [], False)
    path = f"/api/v1/polls/{poll['id']}"
    told = bobs.post(f"{path}/votes", {"choices": ["1"]})
    assert (told["voted"], told["own_votes"], told["voters_count"]) == (True, [1], 1)
    assert [each["votes_count"] for each in told["options"]] == [0, 1]
    assert bobs("POST", f"{path}/votes", {"choices": [0]}).status_code == 422
    assert alices("POST", f"{path}/votes", {"choices": [0]}).status_code == 422
    assert bobs.get(f"/api/v1/statuses/{asked['id']}")["poll"] == told
    seen = nobodys.get(path)
    assert "voted" not in seen
    assert seen["votes_count"] == 1


def test_hidden_figures_are_null(alices: Api, bobs: Api) -> None:
    poll = ask(alices, hide_totals=True)["poll"]
    told = bobs.post(f"/api/v1/polls/{poll['id']}/votes", {"choices": [0]})
    assert [each["votes_count"] for each in told["options"]] == [None, None]


@pytest.mark.parametrize(
    "poll",
    [
        {"options": ["Tea"], "expires_in": 300},
        {"options": ["Tea", "Coffee"]},
        {"options": ["Tea", "Coffee"], "expires_in": 10**25},
        {"options": ["Tea", "Coffee"], "expires_in": -5},
        {"options": "Tea", "expires_in": "soon"},
        {"options": {"a": 1}, "expires_in": 300},
    ],
)
def test_odd_polls_are_refused(alices: Api, poll: Any) -> None:
    answer = alices("POST", "/api/v1/statuses", {"status": "What?", "poll": poll})
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize("choices", [[], [7], [-1], [10**30], ["x"], {"a": 1}, None])
def test_odd_votes_are_refused(alices: Api, bobs: Api, choices: Any) -> None:
    poll = ask(alices)["poll"]
    answer = bobs("POST", f"/api/v1/polls/{poll['id']}/votes", {"choices": choices})
    assert answer.status_code in (400, 422)


def test_a_poll_that_may_not_be_read_is_not_there(alices: Api, bobs: Api) -> None:
    asked = alices.post(
        "/api/v1/statuses", {"status": "?", "poll": POLL, "portevoix": {"audience": ["only_me"]}}
    )
    path = f"/api/v1/polls/{asked['id']}"
    unknown = bobs("GET", "/api/v1/polls/12345")
    hidden = bobs("GET", path)
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
    assert bobs("POST", f"{path}/votes", {"choices": [0]}).status_code == 404


def test_own_votes_need_no_query_a_post(alices: Api, bobs: Api, settle: Callable[[], None]) -> None:
    for _ in range(3):
        poll = ask(alices)["poll"]
        bobs.post(f"/api/v1/polls/{poll['id']}/votes", {"choices": [1]})
    settle()
    with CaptureQueriesContext(connection) as caught:
        told = bobs.get("/api/v1/timelines/public")
    assert [each["poll"]["own_votes"] for each in told] == [[1]] * 3
    assert len(caught) <= 5
