"""Putting posts aside."""

from portevoix.domain.accounts.reader import Reader
from tests.doors.mastodon.asking import Api
from tests.factories.posts import post


def test_put_aside_listed_and_taken_back(alices: Api, bobs: Api, bob: Reader) -> None:
    first, second = post(bob), post(bob)
    for made in (second, first):
        told = alices.post(f"/api/v1/statuses/{made.id}/bookmark")
        assert told["bookmarked"] is True
    listed = alices("GET", "/api/v1/bookmarks?limit=1")
    assert [each["id"] for each in listed.json()] == [str(first.id)]
    older = listed.headers["Link"].split("<")[1].split(">")[0].removeprefix("http://localhost:8000")
    assert [each["id"] for each in alices.get(older)] == [str(second.id)]
    assert bobs.get(f"/api/v1/statuses/{first.id}")["bookmarked"] is False
    assert bobs.get("/api/v1/bookmarks") == []
    assert alices.post(f"/api/v1/statuses/{first.id}/unbookmark")["bookmarked"] is False
    assert len(alices.get("/api/v1/bookmarks")) == 1
