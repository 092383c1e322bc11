"""Posts for a chosen hour, by apps."""

from datetime import timedelta
from typing import Any

import pytest

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts.models import Post, WaitingPost
from portevoix.kernel import clock
from portevoix.wire.mastodon.times import told
from tests.doors.mastodon.asking import Api
from tests.factories.posts import post

PLACE = "/api/v1/scheduled_statuses"


def in_hours(hours: float) -> str:
    """The moment so many hours from now, as an app writes it."""
    return told(clock.now() + timedelta(hours=hours))


def schedule(app: Api, **fields: Any) -> Any:
    """Lets a post wait."""
    return app.post("/api/v1/statuses", {"status": "Later", "scheduled_at": in_hours(2), **fields})


def test_it_waits_with_what_was_asked(alices: Api, bob: Reader) -> None:
    above = post(bob)
    made = schedule(
        alices,
        visibility="unlisted",
        spoiler_text="Tea",
        language="fr",
        in_reply_to_id=str(above.id),
    )
    assert Post.objects.count() == 1
    assert made["params"]["text"] == "Later"
    assert made["params"]["visibility"] == "unlisted"
    assert made["params"]["spoiler_text"] == "Tea"
    assert made["params"]["in_reply_to_id"] == above.id
    assert made["media_attachments"] == []
    assert alices.get(PLACE) == [made]
    assert alices.get(f"{PLACE}/{made['id']}") == made


def test_the_hour_changes_and_it_is_deleted(alices: Api) -> None:
    made, hour = schedule(alices), in_hours(30)
    changed = alices("PUT", f"{PLACE}/{made['id']}", {"scheduled_at": hour})
    assert changed.json()["scheduled_at"] == hour
    assert alices("DELETE", f"{PLACE}/{made['id']}").json() == {}
    assert alices("GET", f"{PLACE}/{made['id']}").status_code == 404


def test_an_hour_too_near_is_refused_and_one_gone_is_now(alices: Api) -> None:
    body = {"status": "Soon", "scheduled_at": in_hours(0.05)}
    refused = alices("POST", "/api/v1/statuses", body)
    assert refused.status_code == 422
    assert "five minutes" in refused.json()["error"]
    made = schedule(alices, scheduled_at=in_hours(-1))
    assert made["content"] == "<p>Later</p>"


def test_the_same_key_waits_once(alices: Api) -> None:
    body = {"status": "Once", "scheduled_at": in_hours(2)}
    first = alices.post("/api/v1/statuses", body, **{"Idempotency-Key": "k"})
    again = alices.post("/api/v1/statuses", body, **{"Idempotency-Key": "k"})
    assert first["id"] == again["id"]
    assert WaitingPost.objects.count() == 1


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_nobody_sees_what_waits_for_another(alices: Api, bobs: Api, method: str) -> None:
    made = schedule(alices)
    assert bobs(method, f"{PLACE}/{made['id']}").status_code == 404
    assert bobs.get(PLACE) == []
    assert bobs(method, f"{PLACE}/x").status_code == 404


def test_the_list_has_pages(alices: Api) -> None:
    made = [schedule(alices, status=f"Number {number}") for number in range(3)]
    first = alices("GET", f"{PLACE}?limit=2")
    assert [each["id"] for each in first.json()] == [made[2]["id"], made[1]["id"]]
    rest = alices.get(f"{PLACE}?limit=2&max_id={made[1]['id']}")
    assert [each["id"] for each in rest] == [made[0]["id"]]
