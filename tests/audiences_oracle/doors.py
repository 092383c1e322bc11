"""The same questions put to the doors: apps, pages, and other houses."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.test import Client

from portevoix.consumers.notifications import Notifications
from portevoix.consumers.renderings import Renderings
from portevoix.consumers.timelines import Timelines
from portevoix.domain.accounts import queries as accounts
from portevoix.doors.web import sign_in
from portevoix.kernel.relay import Relay
from tests.audiences_oracle import reading
from tests.audiences_oracle.comparing import check
from tests.audiences_oracle.reading import Viewer
from tests.audiences_oracle.speaking import TAG
from tests.audiences_oracle.steps import Stage
from tests.audiences_oracle.world import Post
from tests.doors.mastodon.asking import Api, app_of

ACTIVITY = {"accept": "application/activity+json"}
_CARD = re.compile(r'<article class="card[^"]*" id="p(\d+)"')
_OLDER = re.compile(r'href="([^"]*[?&;]after=\d+)"')


class Doors:
    """An app and a browser of every member, and those of nobody."""

    def __init__(self, stage: Stage) -> None:
        self.apps: dict[int | None, Api] = {None: Api()}
        self.browsers: dict[int | None, Client] = {None: Client()}
        for account in stage.members:
            self.apps[account] = app_of(stage.reader(account))
            browser = self.browsers[account] = Client()
            found = accounts.member(account)
            assert found is not None
            browser.force_login(found, backend=f"{sign_in.__name__}.HouseBackend")

    def compare(self, stage: Stage) -> None:
        """Asks every door everything; raises AssertionError at the first difference."""
        Relay([Timelines(), Notifications(), Renderings()]).drain()
        for turn, (viewer, _) in enumerate(stage.viewers()):
            alone = [stage.world.posts[each] for each in stage.post_ids[turn % 4 :: 4]]
            account = None if viewer is None else viewer.id
            if viewer is None or viewer.here:
                _ask_as_app(stage, viewer, self.apps[account], alone)
                _ask_as_browser(stage, viewer, self.browsers[account], alone)
            _ask_as_house(stage, viewer)


def _rule(stage: Stage, viewer: Viewer, judge: Callable[..., bool | None], *more: str) -> Any:
    return lambda post: judge(stage.world, viewer, post, *more)


def _walk(app: Api, path: str) -> Iterator[dict[str, Any]]:
    joiner, cursor = "&" if "?" in path else "?", ""
    while True:
        page = app.get(f"{path}{joiner}limit=7{cursor}")
        yield from page
        if not page:
            return
        cursor = f"&max_id={page[-1]['id']}"


def _ids(entities: Any) -> list[int]:
    return [int(entity["id"]) for entity in entities]


def _ask_as_app(stage: Stage, viewer: Viewer, app: Api, alone: list[Post]) -> None:
    lists: list[tuple[str, Callable[..., bool | None], tuple[str, ...]]] = [
        ("/api/v1/timelines/public?local=true", reading.in_house_page, ()),
        ("/api/v1/timelines/public", reading.in_world, ()),
        (f"/api/v1/timelines/tag/{TAG}", reading.in_tag, (TAG,)),
    ]
    if viewer is not None:
        lists.append(("/api/v1/timelines/home", reading.in_home, ()))
    for path, judge, more in lists:
        found = list(_walk(app, path))
        _carried(stage, viewer, path, found)
        check(stage, viewer, path, _ids(found), _rule(stage, viewer, judge, *more))
    for account in stage.everyone:
        _account_page(stage, viewer, app, account)
    for post in alone:
        _one_post(stage, viewer, app, post)
    if viewer is not None:
        _notifications(stage, viewer, app)


def _carried(stage: Stage, viewer: Viewer, what: str, entities: list[dict[str, Any]]) -> None:
    inner = [entity["reblog"] for entity in entities if entity.get("reblog")]
    for each in _ids(inner):
        post = stage.world.posts[each]
        assert reading.readable(stage.world, viewer, post), f"{what} carries what is not for one"


def _account_page(stage: Stage, viewer: Viewer, app: Api, account: int) -> None:
    path = f"/api/v1/accounts/{account}/statuses"
    apart = viewer is not None and stage.world.blocked(viewer.id, account)
    if not stage.person(account).shown or apart:
        answer = app("GET", path)
        assert answer.status_code in (200, 403, 404, 410)
        assert answer.status_code != 200 or answer.json() == []
        return
    found = list(_walk(app, path))
    _carried(stage, viewer, path, found)
    check(
        stage, viewer, path, _ids(found),
        lambda post: post.author == account and reading.on_account_page(stage.world, viewer, post),
    )  # fmt: skip


def _one_post(stage: Stage, viewer: Viewer, app: Api, post: Post) -> None:
    world = stage.world
    allowed = reading.readable(world, viewer, post)
    base = f"/api/v1/statuses/{post.id}"
    for path in (base, f"{base}/context", f"{base}/favourited_by", f"{base}/reblogged_by"):
        status = app("GET", path).status_code
        told = f"GET {path}: {status} though readable is {allowed}\n{viewer} {post}"
        assert (status == 200) == allowed, "\n".join([told, *stage.log])
        assert status in (200, 404, 410)
    if not allowed or post.carried is not None:
        return
    around = app.get(f"{base}/context")
    for each in _ids([*around["ancestors"], *around["descendants"]]):
        assert reading.readable(world, viewer, world.posts[each]), "a thread shows too much"
    fans = set(_ids(app.get(f"{base}/favourited_by")))
    assert fans == reading.favourites_shown(world, viewer, post), f"favourited_by: {post}"
    carriers = set(_ids(app.get(f"{base}/reblogged_by")))
    shown = {b.author for b in world.boosts_of(post.id) if reading.readable(world, viewer, b)}
    assert carriers == shown, f"reblogged_by: {post}"


def _notifications(stage: Stage, viewer: Viewer, app: Api) -> None:
    assert viewer is not None
    kinds = ("mention", "favourite", "reblog")
    rows = {
        (row["type"], int(row["account"]["id"]), int(row["status"]["id"]))
        for row in _walk(app, "/api/v1/notifications")
        if row["type"] in kinds
    }
    for post in stage.world.posts.values():
        for actor in stage.everyone:
            for kind in kinds:
                said = reading.notified(stage.world, viewer, kind, actor, post)
                got = (kind, actor, post.id) in rows
                told = f"notifications: {kind} by {stage.names[actor]}: {got}, should be {said}"
                assert said in (None, got), "\n".join([told, str(viewer), str(post), *stage.log])


def _ask_as_browser(stage: Stage, viewer: Viewer, browser: Client, alone: list[Post]) -> None:
    lists: list[tuple[str, Any]] = [
        ("/house", _rule(stage, viewer, reading.in_house_page)),
        ("/world", _rule(stage, viewer, reading.in_world)),
        (f"/tags/{TAG}", _rule(stage, viewer, reading.in_tag, TAG)),
    ]
    if viewer is not None:
        lists.append(("/", _rule(stage, viewer, reading.in_home)))
    for path, rule in lists:
        check(stage, viewer, f"page {path}", _cards(browser, path), rule)
    for post in alone:
        allowed = reading.readable(stage.world, viewer, post)
        path = f"/{stage.names[post.author]}/{post.id}"
        answer = browser.get(path, follow=True)
        told = f"page {path}: {answer.status_code} though readable is {allowed}"
        assert (answer.status_code == 200) == allowed, "\n".join([told, str(post), *stage.log])
        for each in map(int, _CARD.findall(answer.content.decode())):
            seen = stage.world.posts[each]
            assert reading.readable(stage.world, viewer, seen), f"page {path} shows {seen}"


def _cards(browser: Client, path: str) -> list[int]:
    found: list[int] = []
    while path:
        answer = browser.get(path)
        assert answer.status_code == 200, answer.content[:500]
        text = answer.content.decode()
        found += map(int, _CARD.findall(text))
        older = _OLDER.search(text)
        path = older[1].replace("&amp;", "&") if older else ""
    return found


@contextmanager
def _signed_by(account_id: int | None) -> Iterator[None]:
    """Lets requests count as signed; that signatures are checked is tested elsewhere."""
    signer = None if account_id is None else accounts.by_id(account_id)
    here = "portevoix.doors.activitypub.viewers"
    with (
        patch(f"{here}.is_signed", return_value=signer is not None),
        patch(f"{here}.signer_of", return_value=signer),
        patch(f"{here}.claimants", return_value=[signer] if signer else []),
    ):
        yield


def _ask_as_house(stage: Stage, viewer: Viewer) -> None:
    if viewer is not None and viewer.here:
        return
    asking = Client()
    with _signed_by(None if viewer is None else viewer.id):
        for post in stage.world.posts.values():
            if not post.here:
                continue
            path = f"/users/{stage.names[post.author][1:]}/statuses/{post.id}"
            allowed = reading.readable(stage.world, viewer, post)
            for each in (path, f"{path}/activity"):
                status = asking.get(each, headers=ACTIVITY).status_code
                told = f"GET {each} as activity: {status} though readable is {allowed}"
                assert (status == 200) == allowed, "\n".join(
                    [told, str(viewer), str(post), *stage.log]
                )
