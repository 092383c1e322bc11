"""Notifications, one by one and in groups."""

from collections.abc import Callable

import pytest

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.reactions.commands import favourite
from portevoix.domain.relationships.commands import follow
from tests.doors.mastodon.asking import Api
from tests.factories.people import id_of
from tests.factories.posts import post


@pytest.fixture
def happenings(alice: Reader, bob: Reader, carol: Reader, settle: Callable[[], None]) -> str:
    """Two like Alice's post, one follows her, one speaks to her. Returns the post's id."""
    mine = post(alice)
    favourite(actor_id=id_of(bob), post_id=mine.id)
    favourite(actor_id=id_of(carol), post_id=mine.id)
    follow(follower_id=id_of(bob), followee_id=id_of(alice))
    post(carol, "@alice hello")
    settle()
    return str(mine.id)


def test_each_has_its_kind_person_and_post(alices: Api, happenings: str) -> None:
    told = alices.get("/api/v1/notifications")
    assert sorted(each["type"] for each in told) == ["favourite", "favourite", "follow", "mention"]
    follow_row = next(each for each in told if each["type"] == "follow")
    assert "status" not in follow_row
    like = next(each for each in told if each["type"] == "favourite")
    assert like["status"]["id"] == happenings
    assert alices.get(f"/api/v1/notifications/{like['id']}") == like


def test_they_are_chosen_by_kind_and_person(alices: Api, happenings: str, bob: Reader) -> None:
    path = "/api/v1/notifications"
    assert {each["type"] for each in alices.get(f"{path}?types[]=follow")} == {"follow"}
    without = alices.get(f"{path}?exclude_types[]=favourite")
    assert {each["type"] for each in without} == {"follow", "mention"}
    assert len(alices.get(f"{path}?account_id={id_of(bob)}")) == 2
    assert alices.get(f"{path}?account_id=nonsense") == []


def test_they_can_be_put_away(alices: Api, bobs: Api, happenings: str) -> None:
    first = alices.get("/api/v1/notifications")[0]
    assert bobs("POST", f"/api/v1/notifications/{first['id']}/dismiss", {}).status_code == 404
    assert alices.post(f"/api/v1/notifications/{first['id']}/dismiss") == {}
    assert len(alices.get("/api/v1/notifications")) == 3
    second = alices.get("/api/v1/notifications")[0]
    assert alices.post("/api/v1/notifications/dismiss", {"id": second["id"]}) == {}
    assert alices.get("/api/v1/notifications/unread_count") == {"count": 2}
    assert alices.post("/api/v1/notifications/clear") == {}
    assert alices.get("/api/v1/notifications") == []


def test_likes_of_one_post_are_one_group(alices: Api, happenings: str) -> None:
    told = alices.get("/api/v2/notifications")
    kinds = {group["type"]: group for group in told["notification_groups"]}
    assert set(kinds) == {"favourite", "follow", "mention"}
    likes = kinds["favourite"]
    assert likes["notifications_count"] == len(likes["sample_account_ids"]) == 2
    assert likes["status_id"] == happenings
    assert {each["acct"] for each in told["accounts"]} == {"bob", "carol"}
    path = f"/api/v2/notifications/{likes['group_key']}"
    assert alices.get(path)["notification_groups"][0]["notifications_count"] == 2
    assert {each["acct"] for each in alices.get(f"{path}/accounts")} == {"bob", "carol"}
    assert alices.get("/api/v2/notifications/unread_count") == {"count": 3}
    assert alices.post(f"{path}/dismiss") == {}
    assert alices("GET", path).status_code == 404


def test_what_is_not_asked_to_be_grouped_stands_alone(alices: Api, happenings: str) -> None:
    told = alices.get("/api/v2/notifications?grouped_types[]=follow")
    assert len(told["notification_groups"]) == 4
    alone = next(each for each in told["notification_groups"] if each["type"] == "favourite")
    assert alone["group_key"].startswith("ungrouped-")
    assert alices.get(f"/api/v2/notifications/{alone['group_key']}")


def test_faces_can_be_told_in_part(alices: Api, happenings: str) -> None:
    told = alices.get("/api/v2/notifications?expand_accounts=partial_avatars&types[]=favourite")
    assert [set(each) for each in told["partial_accounts"]] == [
        {"id", "acct", "url", "avatar", "avatar_static", "avatar_description", "locked", "bot"}
    ]
    assert len(told["accounts"]) == 1


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_groups_are_walked_without_repeating(alices: Api, happenings: str, limit: int) -> None:
    keys, path = [], f"/api/v2/notifications?limit={limit}"
    for _ in range(5):
        told = alices.get(path)["notification_groups"]
        keys += [each["group_key"] for each in told]
        if not told:
            break
        path = f"/api/v2/notifications?limit={limit}&max_id={told[-1]['page_min_id']}"
    assert len(set(keys)) == 3


def test_nothing_is_held_back(alices: Api) -> None:
    told = alices.get("/api/v2/notifications/policy")
    assert told["for_not_following"] == "accept"
    assert told["summary"]["pending_requests_count"] == 0
