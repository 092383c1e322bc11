"""Edits, their history, and pins by an app."""

from portevoix.domain.accounts.reader import Reader
from tests.doors.mastodon.asking import Api
from tests.factories.people import id_of
from tests.factories.posts import post


def test_an_edit_and_its_history(alices: Api, nobodys: Api, alice: Reader) -> None:
    made = post(alice, "First")
    path = f"/api/v1/statuses/{made.id}"
    answer = alices("PUT", path, {"status": "Second", "spoiler_text": "odd"})
    assert answer.status_code == 200
    told = answer.json()
    assert told["content"] == "<p>Second</p>"
    assert (told["spoiler_text"], told["sensitive"]) == ("odd", True)
    assert told["edited_at"] is not None
    said = nobodys.get(f"{path}/history")
    assert [each["content"] for each in said] == ["<p>First</p>", "<p>Second</p>"]
    assert said[0]["created_at"] == told["created_at"]
    assert said[1]["created_at"] == told["edited_at"]
    assert said[1]["account"]["acct"] == "alice"
    assert alices.get(f"{path}/source")["text"] == "Second"


def test_what_an_app_does_not_say_stays(alices: Api, alice: Reader) -> None:
    made = post(alice, "First", language="fr", warning="odd")
    told = alices("PUT", f"/api/v1/statuses/{made.id}", {"status": "Second"}).json()
    assert (told["language"], told["spoiler_text"]) == ("fr", "odd")


def test_an_edit_that_cannot_be(alices: Api, bobs: Api, alice: Reader) -> None:
    made = post(alice, "First")
    path = f"/api/v1/statuses/{made.id}"
    assert alices("PUT", path, {"status": " "}).status_code == 422
    assert alices("PUT", path, {"status": "x" * 5001}).status_code == 422
    assert bobs("PUT", path, {"status": "Mine"}).status_code == 404
    assert alices("PUT", "/api/v1/statuses/9" * 3, {"status": "x"}).status_code == 404


def test_a_hidden_history_is_not_there(alices: Api, bobs: Api, alice: Reader) -> None:
    made = post(alice, "First", "only_me")
    alices("PUT", f"/api/v1/statuses/{made.id}", {"status": "Second"})
    hidden = bobs("GET", f"/api/v1/statuses/{made.id}/history")
    unknown = bobs("GET", "/api/v1/statuses/12345/history")
    assert (hidden.status_code, hidden.content) == (404, unknown.content)


def test_pins(alices: Api, bobs: Api, alice: Reader) -> None:
    made = post(alice)
    post(alice)
    pinned = f"/api/v1/accounts/{id_of(alice)}/statuses?pinned=true"
    assert alices.post(f"/api/v1/statuses/{made.id}/pin")["pinned"] is True
    assert [each["id"] for each in bobs.get(pinned)] == [str(made.id)]
    assert bobs("POST", f"/api/v1/statuses/{made.id}/pin", {}).status_code == 404
    assert alices.post(f"/api/v1/statuses/{made.id}/unpin")["pinned"] is False
    assert bobs.get(pinned) == []
