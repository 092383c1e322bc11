"""Who reads what at every endpoint that returns posts (E2), and that nothing else tells (E3)."""

from collections.abc import Callable
from typing import Any

import pytest

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences.circles import add_to_circle, create_circle
from portevoix.domain.posts.models import Post
from portevoix.domain.reactions.commands import favourite
from portevoix.domain.relationships.commands import connect, follow
from tests.doors.mastodon.asking import Api, app_of
from tests.factories.people import id_of, member
from tests.factories.posts import post

# From audiences.md, by hand: who of the five may read a post of each audience.
MAY_READ = {
    "public": {"nobody", "stranger", "follower", "named", "author"},
    "quiet": {"nobody", "stranger", "follower", "named", "author"},
    "followers": {"follower", "named", "author"},
    "direct": {"named", "author"},
    "circle": {"follower", "author"},
    "house": {"stranger", "follower", "named", "author"},
    "connections": {"follower", "author"},
    "only_me": {"author"},
}
VIEWERS = ("nobody", "stranger", "follower", "named", "author")

World = dict[str, Any]


@pytest.fixture
def world(db: None, settle: Callable[[], None]) -> World:
    """An author; a follower, connected and in the circle; one whom posts name; a stranger."""
    people = {name: member(name) for name in ("author", "follower", "named", "stranger")}
    author, follower = id_of(people["author"]), id_of(people["follower"])
    follow(follower_id=follower, followee_id=author)
    connect(a_id=author, b_id=follower)
    circle = create_circle(owner_id=author, title="Few")
    add_to_circle(owner_id=author, circle_id=circle.id, account_id=follower)
    apis = {name: app_of(reader) for name, reader in people.items()} | {"nobody": Api()}
    return {"people": people, "apis": apis, "circle": circle.id, "settle": settle}


def written(world: World, audience: str) -> Post:
    """The author's post, answered below by nobody, liked by the author."""
    author: Reader = world["people"]["author"]
    about = {"circle_id": world["circle"]} if audience == "circle" else {}
    made = post(author, "@named secretword #secrettag", audience, **about)
    favourite(actor_id=id_of(author), post_id=made.id)
    world["settle"]()
    return made


def everywhere(api: Api, made: Post, author_id: int) -> dict[str, bool]:
    """Whether the post is told at each endpoint that could tell it."""
    lists = ["timelines/public", "timelines/public?local=true", "timelines/tag/secrettag",
             f"accounts/{author_id}/statuses", f"statuses?id[]={made.id}"]  # fmt: skip
    if api.token:
        lists += ["timelines/home", "favourites", "notifications"]
    found = {}
    for path in lists:
        answer = api("GET", f"/api/v1/{path}")
        assert answer.status_code == 200
        found[path] = (
            str(made.id) in answer.content.decode() or "secretword" in answer.content.decode()
        )
    for path in ("", "/context", "/favourited_by", "/reblogged_by"):
        found[f"status{path}"] = api("GET", f"/api/v1/statuses/{made.id}{path}").status_code == 200
    if api.token:
        grouped = api("GET", "/api/v2/notifications").content.decode()
        found["grouped"] = "secretword" in grouped
        found["source"] = api("GET", f"/api/v1/statuses/{made.id}/source").status_code == 200
    found["search"] = "secretword" in api("GET", "/api/v2/search?q=secretword").content.decode()
    return found


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("audience", MAY_READ)
def test_a_post_is_told_to_whom_it_is_for_only(world: World, audience: str, viewer: str) -> None:
    made = written(world, audience)
    author_id = id_of(world["people"]["author"])
    told = everywhere(world["apis"][viewer], made, author_id)
    if viewer not in MAY_READ[audience]:
        assert not any(told.values()), told
        return
    assert all(told[path] for path in ("status", "status/context", f"statuses?id[]={made.id}"))
    assert told[f"accounts/{author_id}/statuses"] == (audience != "direct")
    assert told["timelines/public"] == (audience == "public")
    house = audience == "house" and viewer != "nobody"
    assert told["timelines/public?local=true"] == (audience == "public" or house)
    if viewer in ("follower", "author"):
        assert told["timelines/home"]


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("audience", ["followers", "direct", "circle", "only_me"])
def test_not_for_me_and_not_there_are_one_answer(world: World, audience: str, viewer: str) -> None:
    if viewer in MAY_READ[audience]:
        return
    made, api = written(world, audience), world["apis"][viewer]
    for path in ("", "/context", "/favourited_by", "/reblogged_by"):
        hidden = api("GET", f"/api/v1/statuses/{made.id}{path}")
        absent = api("GET", f"/api/v1/statuses/12345{path}")
        assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)
    if api.token:
        for verb in ("favourite", "unfavourite", "reblog", "unreblog"):
            hidden = api("POST", f"/api/v1/statuses/{made.id}/{verb}", {})
            absent = api("POST", f"/api/v1/statuses/12345/{verb}", {})
            assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)
