"""Quotes by apps; and that a quote shows nothing to who may not read it."""

import pytest

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts import commands
from portevoix.domain.posts.models import Policy
from portevoix.domain.relationships.commands import block, follow
from tests.doors.mastodon.asking import Api
from tests.factories.people import id_of
from tests.factories.posts import post


def quote(api: Api, number: int | str, **about: object) -> dict[str, object]:
    told: dict[str, object] = api.post(
        "/api/v1/statuses", {"status": "Well put.", "quoted_status_id": str(number), **about}
    )
    return told


def test_a_quote_comes_with_what_it_quotes(alices: Api, bobs: Api, alice: Reader) -> None:
    quoted = post(alice, "Once said")
    told = quote(bobs, quoted.id)
    assert told["quote"]["state"] == "accepted"
    inner = told["quote"]["quoted_status"]
    assert (inner["id"], inner["content"]) == (str(quoted.id), "<p>Once said</p>")
    assert inner["quotes_count"] == 1
    again = quote(alices, told["id"])
    nested = again["quote"]["quoted_status"]["quote"]
    assert nested == {"state": "accepted", "quoted_status_id": str(quoted.id)}
    listed = bobs.get(f"/api/v1/statuses/{quoted.id}/quotes")
    assert [each["id"] for each in listed] == [told["id"]]


@pytest.mark.parametrize(
    ("policy", "automatic", "manual", "current"),
    [
        (Policy.EVERYONE, ["public"], [], "automatic"),
        (Policy.FOLLOWERS, ["followers"], [], "automatic"),
        (Policy.ASK, [], ["public"], "manual"),
        (Policy.NOBODY, [], [], "denied"),
    ],
)
def test_who_may_quote_is_told(
    bobs: Api, alice: Reader, bob: Reader, policy: Policy,
    automatic: list[str], manual: list[str], current: str,
) -> None:  # fmt: skip
    follow(follower_id=id_of(bob), followee_id=id_of(alice))
    made = post(alice, quote_policy=policy)
    told = bobs.get(f"/api/v1/statuses/{made.id}")["quote_approval"]
    assert told == {"automatic": automatic, "manual": manual, "current_user": current}


def test_a_quote_shows_nothing_to_who_may_not_read_it(
    alices: Api, bobs: Api, nobodys: Api, alice: Reader
) -> None:
    secret = post(alice, "For followers", "followers")
    told = quote(alices, secret.id)
    assert told["quote"]["quoted_status"]["content"] == "<p>For followers</p>"
    for api in (bobs, nobodys):
        seen = api.get(f"/api/v1/statuses/{told['id']}")["quote"]
        assert seen == {"state": "unauthorized", "quoted_status": None}
    outer = quote(bobs, told["id"])
    inner = outer["quote"]["quoted_status"]["quote"]
    assert inner == {"state": "unauthorized", "quoted_status_id": None}


def test_a_block_between_reader_and_quoted_hides_the_card(
    bobs: Api, alices: Api, carol: Reader, alice: Reader
) -> None:
    told = quote(bobs, post(carol, "By Carol").id)
    block(blocker_id=id_of(carol), blocked_id=id_of(alice))
    seen = alices.get(f"/api/v1/statuses/{told['id']}")["quote"]
    assert seen == {"state": "unauthorized", "quoted_status": None}


def test_states_are_told(alices: Api, bobs: Api, alice: Reader) -> None:
    asked = quote(bobs, post(alice, quote_policy=Policy.ASK).id)
    assert asked["quote"] == {"state": "pending", "quoted_status": None}
    quoted = post(alice)
    told = quote(bobs, quoted.id)
    path = f"/api/v1/statuses/{quoted.id}/quotes/{told['id']}/revoke"
    assert bobs("POST", path, {}).status_code == 404
    revoked = alices.post(path)
    assert revoked["quote"] == {"state": "revoked", "quoted_status": None}
    gone = post(alice)
    left = quote(bobs, gone.id)
    commands.delete(actor_id=id_of(alice), post_id=gone.id)
    seen = bobs.get(f"/api/v1/statuses/{left['id']}")["quote"]
    assert seen == {"state": "deleted", "quoted_status": None}


@pytest.mark.parametrize("odd", ["x", "9" * 40, "0", "-1"])
def test_odd_numbers_quote_nothing(bobs: Api, odd: str) -> None:
    answer = bobs("POST", "/api/v1/statuses", {"status": "x", "quoted_status_id": odd})
    assert answer.status_code == 404
    assert bobs("POST", f"/api/v1/statuses/{odd}/quotes/{odd}/revoke", {}).status_code == 404


def test_a_refusal_says_why(bobs: Api, alice: Reader) -> None:
    closed = post(alice, quote_policy=Policy.NOBODY)
    body = {"status": "x", "quoted_status_id": str(closed.id)}
    answer = bobs("POST", "/api/v1/statuses", body)
    said = (answer.status_code, answer.json()["error"])
    assert said == (403, "The author of this post lets nobody quote it")
