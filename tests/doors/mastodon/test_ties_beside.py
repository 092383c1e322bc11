"""Notes, endorsements, blocked houses, suggestions, muted talks, tags on pages: as apps ask."""

from collections.abc import Callable

import pytest

from portevoix.domain.accounts.commands import update_profile
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.relationships.commands import follow
from tests.doors.mastodon.asking import Api
from tests.factories.people import id_of, stranger
from tests.factories.posts import post, reply


def test_a_note_and_an_endorsement(alices: Api, bobs: Api, nobodys: Api, bob: Reader) -> None:
    path = f"/api/v1/accounts/{id_of(bob)}"
    assert alices.post(f"{path}/note", {"comment": "Has a ladder"})["note"] == "Has a ladder"
    assert alices("POST", f"{path}/note", {"comment": "x" * 2001}).status_code == 422
    assert alices("POST", f"{path}/pin", {}).status_code == 422
    alices.post(f"{path}/follow")
    for verb in ("pin", "endorse"):
        assert alices.post(f"{path}/{verb}")["endorsed"] is True
    me = alices.get("/api/v1/accounts/verify_credentials")["id"]
    for told in (
        alices.get("/api/v1/endorsements"),
        nobodys.get(f"/api/v1/accounts/{me}/endorsements"),
    ):
        assert [each["acct"] for each in told] == ["bob"]
    for verb in ("unpin", "unendorse"):
        assert alices.post(f"{path}/{verb}")["endorsed"] is False


def test_a_house_is_blocked(alices: Api) -> None:
    zoe = stranger("zoe")
    assert alices.post("/api/v1/domain_blocks", {"domain": "neighbour.example"}) == {}
    assert alices.get("/api/v1/domain_blocks") == ["neighbour.example"]
    [tie] = alices.get(f"/api/v1/accounts/relationships?id[]={id_of(zoe)}")
    assert tie["domain_blocking"] is True
    assert alices("DELETE", "/api/v1/domain_blocks?domain=neighbour.example").json() == {}
    assert alices.get("/api/v1/domain_blocks") == []
    assert alices("POST", "/api/v1/domain_blocks", {"domain": "\x00 "}).status_code == 422


def test_suggestions_and_the_directory(
    alices: Api, nobodys: Api, alice: Reader, bob: Reader, carol: Reader
) -> None:
    update_profile(account_id=id_of(carol), discoverable=True)
    follow(follower_id=id_of(alice), followee_id=id_of(bob))
    follow(follower_id=id_of(bob), followee_id=id_of(carol))
    [told] = alices.get("/api/v2/suggestions")
    assert told["sources"] == ["friends_of_friends"]
    assert told["account"]["acct"] == "carol"
    assert [each["acct"] for each in alices.get("/api/v1/suggestions")] == ["carol"]
    assert alices("DELETE", f"/api/v1/suggestions/{id_of(carol)}").json() == {}
    assert alices.get("/api/v2/suggestions") == []
    assert [each["acct"] for each in nobodys.get("/api/v1/directory?order=new")] == ["carol"]
    assert nobodys.get("/api/v1/directory?local=true&offset=99999999999") == []
    assert nobodys("GET", "/api/v1/directory?order=best").status_code == 422


def test_a_talk_is_muted(
    alices: Api, alice: Reader, bob: Reader, settle: Callable[[], None]
) -> None:
    root = post(alice)
    told = alices.post(f"/api/v1/statuses/{root.id}/mute")
    assert told["muted"] is True
    answered = reply(bob, root, "And to you, @alice")
    settle()
    assert alices.get("/api/v1/notifications") == []
    assert alices.get(f"/api/v1/statuses/{answered.id}")["muted"] is True
    assert alices.post(f"/api/v1/statuses/{answered.id}/unmute")["muted"] is False
    assert alices("POST", "/api/v1/statuses/1/mute", {}).status_code == 404


def test_tags_on_a_page(alices: Api, nobodys: Api, alice: Reader) -> None:
    post(alice, "The #Sea and the #wind")
    post(alice, "Only us: #sea", "house")
    suggested = [each["name"] for each in alices.get("/api/v1/featured_tags/suggestions")]
    assert set(suggested) == {"Sea", "wind"}
    made = alices.post("/api/v1/featured_tags", {"name": "#sea"})
    assert (made["name"], made["statuses_count"]) == ("Sea", "1")
    assert made["last_status_at"]
    assert alices.post("/api/v1/tags/wind/feature")["featuring"] is True
    told = nobodys.get(f"/api/v1/accounts/{id_of(alice)}/featured_tags")
    assert told == alices.get("/api/v1/featured_tags")
    assert [each["name"] for each in told] == ["Sea", "wind"]
    assert alices.get("/api/v1/tags/sea")["featuring"] is True
    assert alices("DELETE", f"/api/v1/featured_tags/{made['id']}").json() == {}
    assert alices("DELETE", f"/api/v1/featured_tags/{made['id']}").status_code == 404
    assert alices.post("/api/v1/tags/wind/unfeature")["featuring"] is False
    assert alices.get("/api/v1/featured_tags") == []


@pytest.mark.parametrize("name", ["", "two words", "x" * 300, "\x00"])
def test_what_is_no_tag_is_not_shown(alices: Api, name: str) -> None:
    assert alices("POST", "/api/v1/featured_tags", {"name": name}).status_code == 422


def test_ten_tags_at_most(alices: Api) -> None:
    for number in range(10):
        alices.post("/api/v1/featured_tags", {"name": f"tag{number}"})
    assert alices("POST", "/api/v1/featured_tags", {"name": "tag10"}).status_code == 422
