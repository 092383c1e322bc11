"""Who may answer, quote and boost, by apps."""

from typing import Any

import pytest

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts.models import Policy, Post
from tests.doors.mastodon.asking import Api
from tests.factories.posts import post


def test_an_app_says_who_may_quote(alices: Api) -> None:
    told = alices.post("/api/v1/statuses", {"status": "x", "quote_approval_policy": "followers"})
    assert Post.objects.get(id=told["id"]).quote_policy == "followers"
    path = f"/api/v1/statuses/{told['id']}/interaction_policy"
    assert alices("PUT", path, {"quote_approval_policy": "nobody"}).status_code == 200
    assert Post.objects.get(id=told["id"]).quote_policy == "nobody"
    ours = {"portevoix": {"reply_policy": "ask", "boost_policy": "mentioned"}}
    assert alices("PUT", path, ours).status_code == 200
    standing = Post.objects.get(id=told["id"])
    said = (standing.reply_policy, standing.quote_policy, standing.boost_policy)
    assert said == ("ask", "nobody", "mentioned")


@pytest.mark.parametrize(
    "body",
    [
        {"quote_approval_policy": "friends"},
        {"portevoix": {"reply_policy": "x" * 400}},
        {"portevoix": 7},
        {"quote_approval_policy": {"a": 1}},
    ],
)
def test_odd_policies_are_refused(alices: Api, alice: Reader, body: Any) -> None:
    made = post(alice)
    answer = alices("PUT", f"/api/v1/statuses/{made.id}/interaction_policy", body)
    assert answer.status_code in (400, 422)


def test_a_refused_answer_says_why(alices: Api, bobs: Api, alice: Reader) -> None:
    made = post(alice, reply_policy=Policy.NOBODY, boost_policy=Policy.NOBODY)
    path = f"/api/v1/statuses/{made.id}"
    answer = bobs("POST", "/api/v1/statuses", {"status": "x", "in_reply_to_id": str(made.id)})
    assert (answer.status_code, answer.json()["error"]) == (
        403,
        "The author of this post lets nobody reply",
    )
    assert bobs("POST", f"{path}/reblog", {}).status_code == 403
    assert bobs("PUT", f"{path}/interaction_policy", {}).status_code == 404


def test_what_waits_answers_the_app_with_the_post(alices: Api, bobs: Api, alice: Reader) -> None:
    made = post(alice, reply_policy=Policy.ASK, boost_policy=Policy.ASK)
    told = bobs.post("/api/v1/statuses", {"status": "x", "in_reply_to_id": str(made.id)})
    assert told["in_reply_to_id"] == str(made.id)
    boosted = bobs.post(f"/api/v1/statuses/{made.id}/reblog")
    assert (boosted["id"], boosted["reblogged"]) == (str(made.id), False)
    below = alices.get(f"/api/v1/statuses/{made.id}/context")["descendants"]
    assert [each["id"] for each in below] == [told["id"]]
