"""Lists, followed tags and reading places, as apps ask for them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.relationships.commands import follow
from tests.doors.mastodon.asking import Api
from tests.factories.people import id_of
from tests.factories.posts import post


@pytest.fixture
def garden(alices: Api, alice: Reader, bob: Reader, settle: Callable[[], None]) -> str:
    """A list of Alice's with Bob in it."""
    follow(follower_id=id_of(alice), followee_id=id_of(bob))
    settle()
    made = alices.post("/api/v1/lists", {"title": "Garden", "replies_policy": "followed"})
    alices.post(f"/api/v1/lists/{made['id']}/accounts", {"account_ids": [str(id_of(bob))]})
    return str(made["id"])


def test_a_list_from_its_making_to_its_end(
    alices: Api, bobs: Api, bob: Reader, garden: str
) -> None:
    path = f"/api/v1/lists/{garden}"
    told = {"id": garden, "title": "Garden", "replies_policy": "followed", "exclusive": False}
    assert alices.get("/api/v1/lists") == [told]
    assert alices.get(path) == told
    changed = alices("PUT", path, {"title": "Trees", "exclusive": "true"}).json()
    assert changed == told | {"title": "Trees", "exclusive": True}
    for query in ("", "?limit=0"):
        assert [each["acct"] for each in alices.get(f"{path}/accounts{query}")] == ["bob"]
    assert alices.get(f"/api/v1/accounts/{id_of(bob)}/lists") == [changed]
    assert alices("DELETE", f"{path}/accounts?account_ids[]={id_of(bob)}").json() == {}
    assert alices.get(f"{path}/accounts") == []
    for method in ("GET", "PUT", "DELETE"):
        assert bobs(method, path).status_code == 404
    assert bobs("GET", f"/api/v1/timelines/list/{garden}").status_code == 404
    assert alices("DELETE", path).json() == {}
    assert alices("GET", path).status_code == 404


def test_what_a_list_refuses(alices: Api, bob: Reader, carol: Reader, garden: str) -> None:
    path = f"/api/v1/lists/{garden}"
    assert alices("POST", "/api/v1/lists", {"title": ""}).status_code == 422
    assert alices("PUT", path, {"replies_policy": "some"}).status_code == 422
    people = f"{path}/accounts"
    assert alices("POST", people, {"account_ids": [str(id_of(carol))]}).status_code == 404
    assert alices("POST", people, {"account_ids": ["x"]}).status_code == 404
    assert alices("POST", people, {"account_ids": [str(id_of(bob))]}).status_code == 422


def test_the_posts_of_a_list_take_four_queries(
    alices: Api, bob: Reader, carol: Reader, garden: str, settle: Callable[[], None]
) -> None:
    made = [post(bob, f"Row {number}") for number in range(3)]
    post(carol)
    settle()
    path = f"/api/v1/timelines/list/{garden}"
    alices.get(path)
    with CaptureQueriesContext(connection) as asked:
        told = alices.get(path)
    assert [each["id"] for each in told] == [str(each.id) for each in reversed(made)]
    assert len(asked) <= 4


def test_a_tag_is_followed_and_its_posts_come_home(
    alices: Api, bob: Reader, settle: Callable[[], None]
) -> None:
    assert alices.post("/api/v1/tags/Sea/follow")["following"] is True
    alices.post("/api/v1/tags/jamais/follow")
    made = post(bob, "The #sea")
    settle()
    assert [each["id"] for each in alices.get("/api/v1/timelines/home")] == [str(made.id)]
    assert alices.get("/api/v1/tags/SEA")["following"] is True
    listed = alices.get("/api/v1/followed_tags")
    assert [each["name"] for each in listed] == ["jamais", "sea"]
    assert all(each["following"] and each["id"] != "0" for each in listed)
    assert alices.post("/api/v1/tags/sea/unfollow")["following"] is False
    settle()
    assert alices.get("/api/v1/timelines/home") == []
    assert alices("POST", "/api/v1/tags/%20/follow", {}).status_code == 404


def test_places_are_kept_for_each_list(alices: Api, bobs: Api) -> None:
    kept = alices.post("/api/v1/markers", {"home": {"last_read_id": "5"}})
    assert (kept["home"]["last_read_id"], kept["home"]["version"]) == ("5", 1)
    kept = alices.post(
        "/api/v1/markers", {"notifications[last_read_id]": 9, "home[last_read_id]": "4"}
    )
    kept = alices.post(
        "/api/v1/markers", {"notifications": {"last_read_id": 8}, "home": {"last_read_id": "4"}}
    )
    assert kept["home"]["version"] == 2
    assert alices.get("/api/v1/markers?timeline[]=home&timeline[]=notifications") == kept
    assert alices.get("/api/v1/markers?timeline[]=nonsense") == {}
    assert bobs.get("/api/v1/markers?timeline[]=home") == {}
    for wrong in ("x", "", "-1", "9" * 19, "9" * 30):
        answer = alices("POST", "/api/v1/markers", {"home": {"last_read_id": wrong}})
        assert answer.status_code == 422, wrong
