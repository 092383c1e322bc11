"""Liking and carrying further."""

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.relationships.commands import follow
from portevoix.domain.relationships.following import unfollow
from tests.doors.mastodon.asking import Api
from tests.factories.people import id_of
from tests.factories.posts import post


def test_liking_twice_counts_once(alices: Api, bob: Reader) -> None:
    path = f"/api/v1/statuses/{post(bob).id}"
    alices.post(f"{path}/favourite")
    told = alices.post(f"{path}/favourite")
    assert (told["favourited"], told["favourites_count"]) == (True, 1)
    assert [each["acct"] for each in alices.get(f"{path}/favourited_by")] == ["alice"]
    assert alices.get("/api/v1/favourites")[0]["id"] == told["id"]
    told = alices.post(f"{path}/unfavourite")
    assert (told["favourited"], told["favourites_count"]) == (False, 0)


def test_likes_of_a_narrow_post_are_counted_to_its_author_only(
    alices: Api, bobs: Api, bob: Reader
) -> None:
    path = f"/api/v1/statuses/{post(bob, 'Among us', 'house').id}"
    assert alices.post(f"{path}/favourite")["favourites_count"] == 0
    assert bobs.get(path)["favourites_count"] == 1
    assert alices.get(f"{path}/favourited_by") == []
    assert len(bobs.get(f"{path}/favourited_by")) == 1


def test_a_boost_wraps_what_it_carries(alices: Api, bob: Reader) -> None:
    original = post(bob)
    told = alices.post(f"/api/v1/statuses/{original.id}/reblog", {"visibility": "unlisted"})
    assert told["id"] != str(original.id)
    assert told["visibility"] == "unlisted"
    assert told["account"]["acct"] == "alice"
    assert told["reblog"]["id"] == str(original.id)
    assert (told["reblogged"], told["reblog"]["reblogs_count"]) == (True, 1)
    assert told["uri"].endswith(f"/users/alice/statuses/{told['id']}/activity")
    assert alices.get(f"/api/v1/statuses/{original.id}/reblogged_by")[0]["acct"] == "alice"
    undone = alices.post(f"/api/v1/statuses/{original.id}/unreblog")
    assert (undone["id"], undone["reblogged"]) == (str(original.id), False)


def test_a_conversation_is_never_boosted(alices: Api, alice: Reader, bob: Reader) -> None:
    made = post(bob, "@alice hello", "direct")
    answer = alices("POST", f"/api/v1/statuses/{made.id}/reblog", {})
    assert answer.status_code == 403


def test_a_like_is_taken_back_after_losing_sight_without_seeing(
    alices: Api, alice: Reader, bob: Reader, bobs: Api
) -> None:
    follow(follower_id=id_of(alice), followee_id=id_of(bob))
    made = post(bob, "For followers", "followers")
    path = f"/api/v1/statuses/{made.id}"
    alices.post(f"{path}/favourite")
    unfollow(follower_id=id_of(alice), followee_id=id_of(bob))
    assert alices("GET", path).status_code == 404
    assert alices.post(f"{path}/unfavourite") == {}
    assert bobs.get(path)["favourites_count"] == 0
    assert alices("POST", f"{path}/unfavourite", {}).status_code == 404
