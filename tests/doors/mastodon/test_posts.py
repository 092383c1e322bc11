"""Writing, reading and deleting by an app."""

from typing import Any

import pytest

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences.circles import add_to_circle, create_circle
from portevoix.domain.posts.models import Post
from tests.doors.mastodon.asking import Api
from tests.factories.people import id_of
from tests.factories.posts import post


def test_a_post_comes_back_as_it_was_written(alices: Api) -> None:
    told = alices.post("/api/v1/statuses", {"status": "Hello #Sea @bob"})
    assert told["content"].startswith("<p>Hello <a href=")
    assert told["visibility"] == "public"
    assert told["local_only"] is False
    assert told["portevoix"] == {"audience": ["public"]}
    assert told["account"]["acct"] == "alice"
    assert told["tags"][0]["url"].endswith("/tags/sea")
    assert told["favourited"] is False
    assert alices.get(f"/api/v1/statuses/{told['id']}") == told


def test_links_of_this_house_are_absolute(alices: Api, bob: Reader) -> None:
    told = alices.post("/api/v1/statuses", {"status": "@bob #sea"})
    assert 'href="/' not in told["content"]
    assert 'href="http://localhost:8000/@bob"' in told["content"]
    assert told["mentions"][0]["acct"] == "bob"


@pytest.mark.parametrize(
    ("asked", "word", "local_only", "audience"),
    [
        ({"visibility": "public"}, "public", False, ["named", "public"]),
        ({"visibility": "unlisted"}, "unlisted", False, ["named", "quiet"]),
        ({"visibility": "private"}, "private", False, ["named", "followers"]),
        ({"visibility": "direct"}, "direct", False, ["named"]),
        ({"local_only": "true"}, "public", True, ["house"]),
        ({"portevoix": {"audience": ["house"]}}, "public", True, ["house"]),
        ({"portevoix": {"audience": ["connections"]}}, "private", False, ["connections"]),
        ({"portevoix": {"audience": ["only_me"]}}, "direct", False, ["only_me"]),
    ],
)
def test_words_of_apps(
    alices: Api,
    bob: Reader,
    asked: dict[str, Any],
    word: str,
    local_only: bool,
    audience: list[str],
) -> None:
    told = alices.post("/api/v1/statuses", {"status": "@bob good morning", **asked})
    assert told["visibility"] == word
    assert told["local_only"] is local_only
    assert told["portevoix"]["audience"] == audience


def test_a_circle_is_asked_for_by_its_id(alices: Api, alice: Reader, bob: Reader) -> None:
    circle = create_circle(owner_id=id_of(alice), title="Singers")
    add_to_circle(owner_id=id_of(alice), circle_id=circle.id, account_id=id_of(bob))
    body = {"status": "Tonight", "portevoix": {"audience": [f"circle:{circle.id}"]}}
    told = alices.post("/api/v1/statuses", body)
    assert told["visibility"] == "private"
    assert told["portevoix"]["audience"] == ["circle"]


@pytest.mark.parametrize(
    "body",
    [
        {"status": ""},
        {"status": "x" * 5001},
        {"status": "x", "visibility": "loud"},
        {"status": "x", "portevoix": {"audience": ["everyone"]}},
        {"status": "x", "portevoix": {"audience": ["house", "connections"]}},
        {"status": "x", "portevoix": {"audience": ["circle:7"]}},
        {"status": "x", "media_ids": ["1"]},
        {"status": "x", "poll": {"options": ["a"], "expires_in": 300}},
        {"status": "x", "scheduled_at": "tomorrow"},
        {"status": "x", "scheduled_at": "9999-12-31T23:59:59-12:00"},
        {"status": "@far@elsewhere.example", "visibility": "direct"},
    ],
)
def test_what_cannot_be_said_is_refused_with_a_sentence(alices: Api, body: dict[str, Any]) -> None:
    answer = alices("POST", "/api/v1/statuses", body)
    assert answer.status_code == 422
    assert " " in answer.json()["error"]
    assert not Post.objects.exists()


def test_an_idempotency_key_publishes_once(alices: Api) -> None:
    headers = {"Idempotency-Key": "one"}
    first = alices.post("/api/v1/statuses", {"status": "Once"}, **headers)
    second = alices.post("/api/v1/statuses", {"status": "Once"}, **headers)
    assert first["id"] == second["id"]
    assert Post.objects.count() == 1


@pytest.mark.parametrize("word", ["public", "unlisted", "private"])
def test_a_reply_to_a_narrow_post_goes_as_its_parent(alices: Api, bob: Reader, word: str) -> None:
    parent = post(bob, "Among us", "house")
    body = {"status": "Yes", "visibility": word, "in_reply_to_id": str(parent.id)}
    told = alices.post("/api/v1/statuses", body)
    assert told["in_reply_to_id"] == str(parent.id)
    assert told["portevoix"]["audience"] == ["as_parent"]


def test_a_reply_to_what_one_may_not_read_is_not_found(alices: Api, bob: Reader) -> None:
    hidden = post(bob, "Mine", "only_me")
    body = {"status": "Yes", "in_reply_to_id": str(hidden.id)}
    answer = alices("POST", "/api/v1/statuses", body)
    absent = alices("POST", "/api/v1/statuses", {**body, "in_reply_to_id": "999"})
    assert answer.status_code == absent.status_code == 404
    assert answer.content == absent.content


def test_deleting_gives_the_text_back(alices: Api, bobs: Api) -> None:
    told = alices.post("/api/v1/statuses", {"status": "Hello *you*"})
    assert bobs("DELETE", f"/api/v1/statuses/{told['id']}").status_code == 404
    gone = alices("DELETE", f"/api/v1/statuses/{told['id']}")
    assert gone.json()["text"] == "Hello *you*"
    assert alices("GET", f"/api/v1/statuses/{told['id']}").status_code == 410


def test_a_talk_is_told_in_order(alices: Api, alice: Reader, bob: Reader) -> None:
    root = post(alice, "One")
    middle = post(bob, "Two", in_reply_to_id=root.id)
    last = post(alice, "Three", in_reply_to_id=middle.id)
    told = alices.get(f"/api/v1/statuses/{middle.id}/context")
    assert [each["id"] for each in told["ancestors"]] == [str(root.id)]
    assert [each["id"] for each in told["descendants"]] == [str(last.id)]


def test_source_is_the_text_as_written(alices: Api, alice: Reader) -> None:
    made = post(alice, "A & B", warning="Sums")
    told = alices.get(f"/api/v1/statuses/{made.id}/source")
    assert told == {"id": str(made.id), "text": "A & B", "spoiler_text": "Sums"}


def test_several_posts_by_their_ids(alices: Api, alice: Reader, bob: Reader) -> None:
    mine, theirs = post(alice, "Mine"), post(bob, "Theirs", "only_me")
    told = alices.get(f"/api/v1/statuses?id[]={mine.id}&id[]={theirs.id}&id[]=nonsense")
    assert [each["id"] for each in told] == [str(mine.id)]
