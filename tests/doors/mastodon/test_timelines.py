"""Timelines: what is in them, how they are paged, and what they cost."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.house.models import House
from portevoix.domain.posts.commands import boost
from portevoix.domain.relationships.commands import follow
from tests.doors.mastodon.asking import Api
from tests.factories.people import id_of
from tests.factories.posts import post


@pytest.fixture
def full_home(alice: Reader, bob: Reader, carol: Reader, settle: Callable[[], None]) -> None:
    """Alice follows Bob, who writes and carries Carol's posts further."""
    follow(follower_id=id_of(alice), followee_id=id_of(bob))
    for number in range(12):
        post(bob, f"Number {number} #sea @alice")
        boost(actor_id=id_of(bob), post_id=post(carol, f"Carried {number}").id)
    settle()


def test_a_page_of_home_takes_four_queries(alices: Api, full_home: None) -> None:
    alices.get("/api/v1/timelines/home")
    with CaptureQueriesContext(connection) as asked:
        told = alices.get("/api/v1/timelines/home")
    assert len(told) == 20
    assert any(each["reblog"] for each in told)
    assert len(asked) <= 4, [query["sql"] for query in asked]


@pytest.mark.parametrize(
    "path", ["/api/v1/timelines/public", "/api/v1/timelines/tag/sea", "/api/v1/timelines/home"]
)
def test_no_timeline_takes_more(alices: Api, full_home: None, path: str) -> None:
    alices.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert alices.get(path)
    assert len(asked) <= 4


def test_home_is_walked_by_its_links(alices: Api, full_home: None) -> None:
    path: str | None = "/api/v1/timelines/home?limit=5"
    seen: list[str] = []
    while path:
        answer = alices("GET", path)
        seen += [each["id"] for each in answer.json()]
        links = {
            part.split('rel="')[1].rstrip('"'): part.split("<")[1].split(">")[0]
            for part in answer.headers.get("Link", "").split(", ")
            if part
        }
        path = links.get("next", "").removeprefix("http://localhost:8000") or None
    assert len(seen) == len(set(seen)) == 24
    assert seen == sorted(seen, key=int, reverse=True)


def test_min_id_gives_those_next_to_it(alices: Api, full_home: None) -> None:
    everything = [each["id"] for each in alices.get("/api/v1/timelines/home?limit=40")]
    told = alices.get(f"/api/v1/timelines/home?limit=3&min_id={everything[10]}")
    assert [each["id"] for each in told] == everything[7:10]


def test_house_posts_are_in_the_local_list_of_members_only(
    alices: Api, nobodys: Api, bob: Reader
) -> None:
    inside, open_post = post(bob, "Among us", "house"), post(bob, "To all")
    path = "/api/v1/timelines/public?local=true"
    assert [each["id"] for each in alices.get(path)] == [str(open_post.id), str(inside.id)]
    assert [each["id"] for each in nobodys.get(path)] == [str(open_post.id)]


def test_pictures_only_is_truthfully_empty(alices: Api, bob: Reader) -> None:
    post(bob)
    assert alices.get("/api/v1/timelines/public?only_media=1") == []


def test_a_closed_world_is_not_for_strangers(alices: Api, nobodys: Api, bob: Reader) -> None:
    House.objects.update_or_create(id=1, defaults={"world_open": False})
    post(bob)
    assert nobodys("GET", "/api/v1/timelines/public").status_code == 422
    assert len(alices.get("/api/v1/timelines/public")) == 1


def test_an_accounts_page_can_leave_out_replies_and_boosts(
    alices: Api, bob: Reader, carol: Reader
) -> None:
    first = post(bob, "One #sea")
    post(bob, "Two", in_reply_to_id=post(carol, "Hm").id)
    boost(actor_id=id_of(bob), post_id=post(carol, "Carried").id)
    path = f"/api/v1/accounts/{id_of(bob)}/statuses"
    assert len(alices.get(path)) == 3
    told = alices.get(f"{path}?exclude_replies=true&exclude_reblogs=true")
    assert [each["id"] for each in told] == [str(first.id)]
    assert [each["id"] for each in alices.get(f"{path}?tagged=SEA")] == [str(first.id)]
    assert alices.get(f"{path}?pinned=true") == alices.get(f"{path}?only_media=true") == []
