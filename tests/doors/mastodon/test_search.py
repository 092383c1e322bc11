"""Posts found through the API."""

from collections.abc import Callable

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import Reader
from tests.doors.mastodon.asking import Api
from tests.factories.people import id_of
from tests.factories.posts import post

V2 = "/api/v2/search?type=statuses&q="


def ids(answer: dict[str, list[dict[str, str]]]) -> list[int]:
    return [int(each["id"]) for each in answer["statuses"]]


def test_posts_are_found_and_paged_by_id(
    alices: Api, bobs: Api, nobodys: Api, alice: Reader, settle: Callable[[], None]
) -> None:
    written = [post(alice, f"Garden number {number}").id for number in range(4)]
    settle()
    newest = written[::-1]
    assert ids(alices.get(f"{V2}garden")) == newest
    assert ids(alices.get(f"{V2}garden&limit=2&max_id={newest[0]}")) == newest[1:3]
    assert ids(alices.get(f"{V2}garden&limit=2&min_id={newest[3]}")) == newest[1:3]
    assert ids(alices.get(f"{V2}garden&limit=2&offset=3")) == newest[3:]
    assert ids(bobs.get(f"{V2}garden")) == ids(nobodys.get(f"{V2}garden")) == []
    Account.objects.filter(id=id_of(alice)).update(indexable=True)
    assert ids(bobs.get(f"{V2}garden")) == ids(nobodys.get(f"{V2}garden")) == newest
    assert ids(bobs.get(f"{V2}garden&account_id={id_of(alice)}")) == newest
    for odd in ("1", "x", "9" * 30):
        assert ids(bobs.get(f"{V2}garden&account_id={odd}")) == []
    assert alices.get("/api/v2/search?q=garden&type=accounts")["statuses"] == []


def test_the_first_version_names_tags_alone(
    alices: Api, nobodys: Api, alice: Reader, settle: Callable[[], None]
) -> None:
    written = post(alice, "Tea in the #Garden")
    settle()
    told = alices.get("/api/v1/search?q=garden")
    assert told["hashtags"] == ["Garden"]
    assert ids(told) == [written.id]
    assert nobodys("GET", "/api/v1/search?q=garden").status_code == 401
    assert alices("GET", "/api/v1/search").status_code == 422


def test_odd_questions_are_answered(alices: Api) -> None:
    for odd in ('"', "-", "%00x", "from:%22", "in:mine", "%F0%9F%8E%89", "a" * 5000, "before:9999"):
        assert alices.get(f"/api/v2/search?q={odd}&offset=-1&max_id=x")["statuses"] == []


def test_whom_one_blocks_is_found_by_exact_name_alone(alices: Api, bob: Reader) -> None:
    alices.post(f"/api/v1/accounts/{id_of(bob)}/block")
    for path in ("/api/v1/accounts/search?q=", "/api/v2/search?type=accounts&q="):
        told = {q: alices.get(path + q) for q in ("bob", "@bob@localhost:8000", "bo")}
        found = {
            q: each if isinstance(each, list) else each["accounts"] for q, each in told.items()
        }
        assert [len(each) for each in found.values()] == [1, 1, 0]
