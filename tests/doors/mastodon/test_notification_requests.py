"""Policies and requests of notifications, as apps ask for them."""

from collections.abc import Callable

from portevoix.domain.accounts.reader import Reader
from tests.doors.mastodon.asking import Api
from tests.factories.people import id_of
from tests.factories.posts import post


def test_people_wait_apart(
    alices: Api, bobs: Api, bob: Reader, carol: Reader, settle: Callable[[], None]
) -> None:
    path = "/api/v2/notifications/policy"
    assert alices.get(path)["for_not_following"] == "accept"
    changed = alices("PATCH", path, {"for_not_following": "filter"}).json()
    assert changed["for_not_following"] == "filter"
    assert alices("PATCH", path, {"for_new_accounts": "burn"}).status_code == 422
    said = post(bob, "Good day @alice")
    post(carol, "Good evening @alice")
    settle()
    assert alices.get("/api/v1/notifications") == []
    assert len(alices.get("/api/v1/notifications?include_filtered=true")) == 2
    assert alices.get(path)["summary"] == {
        "pending_requests_count": 2, "pending_notifications_count": 2}  # fmt: skip
    requests = "/api/v1/notifications/requests"
    listed = alices.get(requests)
    assert [each["account"]["acct"] for each in listed] == ["carol", "bob"]
    one = f"{requests}/{id_of(bob)}"
    assert alices.get(one) == listed[1]
    assert (listed[1]["notifications_count"], listed[1]["last_status"]["id"]) == ("1", str(said.id))
    assert bobs.get(requests) == []
    for number in (id_of(carol), 1):
        assert bobs("POST", f"{requests}/{number}/accept", {}).status_code == 404
    assert alices.post(f"{one}/accept") == {}
    assert alices("GET", one).status_code == 404
    assert [each["account"]["acct"] for each in alices.get("/api/v1/notifications")] == ["bob"]
    assert alices.post(f"{requests}/dismiss", {"id": [str(id_of(carol)), "x"]}) == {}
    assert alices.get(requests) == []
    assert alices.get(f"{requests}/merged") == {"merged": True}
    post(carol, "Still there, @alice")
    settle()
    assert alices.post(f"{requests}/accept", {"id": [str(id_of(carol))]}) == {}
    assert len(alices.get("/api/v1/notifications")) == 2


def test_one_request_is_dismissed(alices: Api, bob: Reader, settle: Callable[[], None]) -> None:
    alices("PATCH", "/api/v2/notifications/policy", {"for_not_following": "filter"})
    post(bob, "Good day @alice")
    settle()
    one = f"/api/v1/notifications/requests/{id_of(bob)}"
    assert alices.post(f"{one}/dismiss") == {}
    assert alices("POST", f"{one}/dismiss", {}).status_code == 404
