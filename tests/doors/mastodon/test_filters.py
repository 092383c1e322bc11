"""Filters, in the words of apps of today and of older ones."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts.commands import boost
from portevoix.domain.timelines.models import Filter
from tests.doors.mastodon.asking import Api
from tests.factories.people import id_of
from tests.factories.posts import post

WHOLE = {
    "title": "Boats",
    "context": ["public", "home"],
    "filter_action": "hide",
    "expires_in": 3600,
    "keywords_attributes": [{"keyword": "ferry"}, {"keyword": "b.at", "whole_word": False}],
}


def test_a_filter_from_its_making_to_its_end(alices: Api, bobs: Api) -> None:
    made = alices.post("/api/v2/filters", WHOLE)
    assert made["context"] == ["home", "public"]
    assert (made["filter_action"], made["statuses"]) == ("hide", [])
    assert [(each["keyword"], each["whole_word"]) for each in made["keywords"]] == [
        ("ferry", True), ("b.at", False)]  # fmt: skip
    assert made["expires_at"]
    path = f"/api/v2/filters/{made['id']}"
    assert alices.get("/api/v2/filters") == [made] == [alices.get(path)]
    first, second = made["keywords"]
    said = {
        "title": "Ships",
        "expires_in": "",
        "keywords_attributes[0][id]": first["id"],
        "keywords_attributes[0][_destroy]": "true",
        "keywords_attributes[1][id]": second["id"],
        "keywords_attributes[1][keyword]": "boat",
    }
    body = "&".join(f"{name}={value}" for name, value in said.items())
    changed = alices._client.put(
        path, body, content_type="application/x-www-form-urlencoded",
        headers={"authorization": f"Bearer {alices.token}"},
    ).json()  # fmt: skip
    assert (changed["title"], changed["expires_at"]) == ("Ships", None)
    assert changed["keywords"] == [second | {"keyword": "boat"}]
    for method in ("GET", "PUT", "DELETE"):
        assert bobs(method, path).status_code == 404
    assert alices("DELETE", path).json() == {}
    assert alices.get("/api/v2/filters") == []


def test_keywords_and_posts_one_by_one(alices: Api, bobs: Api, bob: Reader) -> None:
    made = alices.post("/api/v2/filters", {"title": "x", "context": ["home"]})
    path = f"/api/v2/filters/{made['id']}"
    word = alices.post(f"{path}/keywords", {"keyword": "ferry", "whole_word": "false"})
    assert word["whole_word"] is False
    one = f"/api/v2/filters/keywords/{word['id']}"
    assert alices.get(f"{path}/keywords") == [alices.get(one)]
    assert alices("PUT", one, {"keyword": "boat"}).json()["keyword"] == "boat"
    assert bobs("GET", one).status_code == 404
    assert alices("DELETE", one).json() == {}
    kept = alices.post(f"{path}/statuses", {"status_id": str(post(bob).id)})
    assert alices.get(f"{path}/statuses") == [kept]
    again = alices("POST", f"{path}/statuses", {"status_id": kept["status_id"]})
    assert again.status_code == 422
    hidden = post(bob, rung="only_me")
    for number in (str(hidden.id), "x", "1"):
        assert alices("POST", f"{path}/statuses", {"status_id": number}).status_code == 404
    row = f"/api/v2/filters/statuses/{kept['id']}"
    assert bobs("GET", row).status_code == 404
    assert alices.get(row) == kept
    assert alices("DELETE", row).json() == kept
    assert alices.get(path)["statuses"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 256},
        {"context": []},
        {"context": ["kitchen"]},
        {"filter_action": "burn"},
        {"expires_in": -1},
        {"keywords_attributes": [{"keyword": " "}]},
        {"keywords_attributes": [{"keyword": "x" * 513}]},
        {"keywords_attributes": [{"keyword": "x"}] * 201},
    ],
)
def test_what_cannot_be_a_filter(alices: Api, wrong: dict[str, Any]) -> None:
    assert alices("POST", "/api/v2/filters", WHOLE | wrong).status_code == 422
    assert not Filter.objects.exists()


def test_what_is_caught_is_told_with_every_post(
    alices: Api, bobs: Api, nobodys: Api, bob: Reader, carol: Reader
) -> None:
    made = post(bob, "The Ferry is late")
    path = f"/api/v1/statuses/{made.id}"
    assert alices.get(path)["filtered"] == []
    kept = alices.post("/api/v2/filters", WHOLE)
    [told] = alices.get(path)["filtered"]
    assert told["filter"] == {
        name: kept[name] for name in ("id", "title", "context", "expires_at", "filter_action")
    }
    assert (told["keyword_matches"], told["status_matches"]) == (["Ferry"], None)
    assert bobs.get(path)["filtered"] == []
    assert "filtered" not in nobodys.get(path)
    carried = boost(actor_id=id_of(carol), post_id=made.id)
    whole = alices.get(f"/api/v1/statuses/{carried.id}")
    assert whole["filtered"] == whole["reblog"]["filtered"] == [told]
    for text, warning in (("Nothing", "ferry"), ("Where the B.AT is", "")):
        other = post(bob, text, warning=warning)
        assert len(alices.get(f"/api/v1/statuses/{other.id}")["filtered"]) == 1
    other = post(bob, "ferryman")
    assert alices.get(f"/api/v1/statuses/{other.id}")["filtered"] == []
    alices.post(f"/api/v2/filters/{kept['id']}/statuses", {"status_id": str(other.id)})
    [told] = alices.get(f"/api/v1/statuses/{other.id}")["filtered"]
    assert (told["keyword_matches"], told["status_matches"]) == (None, [str(other.id)])


def test_home_with_filters_takes_four_queries(
    alices: Api, alice: Reader, settle: Callable[[], None]
) -> None:
    for number in range(20):
        post(alice, f"Ferry {number}")
    alices.post("/api/v2/filters", WHOLE)
    settle()
    alices.get("/api/v1/timelines/home")
    with CaptureQueriesContext(connection) as asked:
        told = alices.get("/api/v1/timelines/home")
    assert all(each["filtered"] for each in told)
    assert len(asked) <= 4


def test_in_the_words_of_older_apps(alices: Api, bobs: Api) -> None:
    made = alices.post(
        "/api/v1/filters", {"phrase": "ferry", "context": ["home"], "irreversible": True}
    )
    assert made["irreversible"] is True
    assert (made["phrase"], made["whole_word"], made["expires_at"]) == ("ferry", False, None)
    path = f"/api/v1/filters/{made['id']}"
    assert alices.get("/api/v1/filters") == [made] == [alices.get(path)]
    changed = alices("PUT", path, {"phrase": "boat", "whole_word": True}).json()
    assert changed == made | {"phrase": "boat", "whole_word": True}
    [whole] = alices.get("/api/v2/filters")
    alices.post(f"/api/v2/filters/{whole['id']}/keywords", {"keyword": "ship"})
    assert alices("PUT", path, {"context": ["public"]}).status_code == 422
    assert bobs("PUT", path, {"phrase": "x"}).status_code == 404
    for each in alices.get("/api/v1/filters"):
        assert alices("DELETE", f"/api/v1/filters/{each['id']}").json() == {}
    assert alices.get("/api/v2/filters") == []
    for wrong in ({}, {"phrase": "x"}, {"phrase": "", "context": ["home"]}):
        assert alices("POST", "/api/v1/filters", wrong).status_code == 422
