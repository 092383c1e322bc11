"""Holds the house's answers beside those of the plain reading."""

from collections.abc import Callable, Iterable

from portevoix.consumers.notifications import Notifications
from portevoix.consumers.search import Search
from portevoix.consumers.timelines import Timelines
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences import queries as audiences
from portevoix.domain.notifications import queries as notifications
from portevoix.domain.posts import lists, queries, threads
from portevoix.domain.reactions import queries as reactions
from portevoix.domain.search import queries as search
from portevoix.domain.timelines import commands as timelines
from portevoix.domain.timelines import queries as homes
from portevoix.kernel.errors import DomainError
from portevoix.kernel.pagination import Page
from portevoix.kernel.relay import Relay
from tests.audiences_oracle import reading
from tests.audiences_oracle.reading import Viewer
from tests.audiences_oracle.speaking import TAG
from tests.audiences_oracle.steps import Stage
from tests.audiences_oracle.world import Post

ALL = Page(limit=500)
EVERYTHING = "since:1990"
Rule = Callable[[Post], bool | None]


def drain() -> None:
    """Lets homes and notifications catch up with what happened."""
    Relay([Timelines(), Notifications(), Search()]).drain()


def compare(stage: Stage) -> None:
    """Asks both sides everything; raises AssertionError at the first difference."""
    drain()
    for turn, (viewer, reader) in enumerate(stage.viewers()):
        # One post in four is asked for alone by each viewer; the lists hold all of them.
        alone = stage.post_ids[turn % 4 :: 4]
        _readable(stage, viewer, reader, alone)
        _lists(stage, viewer, reader)
        _threads(stage, viewer, reader, alone)
        if viewer is not None and viewer.here:
            _home(stage, viewer, reader)
            _notifications(stage, viewer, reader)
    _many_viewers(stage)
    for member in stage.members:
        if stage.person(member).shown:
            timelines.rebuild(owner_id=member)
            _home(stage, stage.person(member), stage.reader(member), "the home built anew")


def _fail(stage: Stage, viewer: Viewer, what: str, ids: Iterable[int], problem: str) -> None:
    numbers = {post_id: f"#{n}" for n, post_id in enumerate(stage.post_ids)}
    who = "nobody" if viewer is None else stage.names[viewer.id]
    shown = [f"{numbers[each]} {stage.world.posts[each]}" for each in ids]
    story = "\n".join(stage.log)
    raise AssertionError(f"{what} for {who}: {problem}\n" + "\n".join(shown) + "\n" + story)


def check(stage: Stage, viewer: Viewer, what: str, got: Iterable[int], rule: Rule) -> None:
    """Compares a list of ids with a rule over all posts; None in the rule accepts either."""
    given = list(got)
    if len(set(given)) != len(given):
        _fail(stage, viewer, what, given, "a row twice")
    answers = {post_id: rule(post) for post_id, post in stage.world.posts.items()}
    missing = [each for each, said in answers.items() if said and each not in given]
    too_many = [each for each in given if answers.get(each) is False or each not in answers]
    if missing:
        _fail(stage, viewer, what, missing, "left out")
    if too_many:
        _fail(stage, viewer, what, too_many, "shown, and should not be")


def _readable(stage: Stage, viewer: Viewer, reader: Reader, alone: list[int]) -> None:
    world = stage.world
    seen = audiences.readable(reader, stage.post_ids)
    check(stage, viewer, "readable", seen, lambda post: reading.readable(world, viewer, post))
    for post_id in alone:
        assert audiences.may_read(reader, post_id) == (post_id in seen)
        try:
            found = queries.get(reader, post_id).id == post_id
        except DomainError:
            found = False
        assert found == (post_id in seen)


def _many_viewers(stage: Stage) -> None:
    pairs = [(viewer, reader) for viewer, reader in stage.viewers() if viewer is not None]
    for post_id, post in stage.world.posts.items():
        got = audiences.readers_among(post_id, [reader for _, reader in pairs])
        expected = {v.id for v, _ in pairs if v and reading.readable(stage.world, v, post)}
        if got != expected:
            odd = ", ".join(stage.names[each] for each in got ^ expected)
            _fail(stage, None, "readers_among", [post_id], f"differs for {odd}")


def _lists(stage: Stage, viewer: Viewer, reader: Reader) -> None:
    world = stage.world

    def rule(judge: Callable[..., bool | None], *more: str) -> Rule:
        return lambda post: judge(world, viewer, post, *more)

    check(stage, viewer, "house", lists.house_page(reader, ALL), rule(reading.in_house_page))
    check(stage, viewer, "world", lists.world(reader, ALL), rule(reading.in_world))
    check(
        stage, viewer, "search", search.posts(EVERYTHING, reader, ALL).ids, rule(reading.findable)
    )
    check(stage, viewer, "tag", lists.tag(reader, TAG, ALL), rule(reading.in_tag, TAG))
    for account in stage.everyone:
        check(
            stage,
            viewer,
            f"page of {stage.names[account]}",
            lists.by_account(reader, account, ALL),
            lambda post, account=account: (  # type: ignore[misc]
                post.author == account and reading.on_account_page(world, viewer, post)
            ),
        )


def _threads(stage: Stage, viewer: Viewer, reader: Reader, alone: list[int]) -> None:
    world = stage.world
    for post in (world.posts[each] for each in alone):
        if not reading.readable(world, viewer, post) or post.carried is not None:
            continue
        above, below = _above(stage, post), _below(stage, post)
        check(
            stage, viewer, "ancestors", threads.ancestors(reader, post.id),
            lambda each, above=above: (  # type: ignore[misc]
                each.id in above and reading.readable(world, viewer, each)
            ),
        )  # fmt: skip
        check(
            stage, viewer, "descendants",
            [reply.id for reply in threads.descendants(reader, post.id)],
            lambda each, below=below: (  # type: ignore[misc]
                each.id in below and reading.readable(world, viewer, each)
            ),
        )  # fmt: skip
        _acts(stage, viewer, reader, post)


def _acts(stage: Stage, viewer: Viewer, reader: Reader, post: Post) -> None:
    world = stage.world
    fans = {account for _, account in reactions.favourited_by(reader, post.id, ALL)}
    assert fans == reading.favourites_shown(world, viewer, post), stage.log
    check(
        stage, viewer, "boosted_by", [row for row, _ in queries.boosted_by(reader, post.id, ALL)],
        lambda each: each.carried == post.id and reading.readable(world, viewer, each),
    )  # fmt: skip


def _above(stage: Stage, post: Post) -> set[int]:
    found: set[int] = set()
    while post.parent is not None:
        post = stage.world.posts[post.parent]
        found.add(post.id)
    return found


def _below(stage: Stage, post: Post) -> set[int]:
    return {each.id for each in stage.world.posts.values() if post.id in _above(stage, each)}


def _home(stage: Stage, viewer: Viewer, reader: Reader, what: str = "home") -> None:
    assert viewer is not None
    world = stage.world
    check(
        stage, viewer, what, homes.home(reader, ALL),
        lambda post: reading.in_home(world, viewer, post),
    )  # fmt: skip


def _notifications(stage: Stage, viewer: Viewer, reader: Reader) -> None:
    assert viewer is not None
    rows = {
        (row.kind, row.actor_id, row.post_id)
        for row in notifications.page(reader, ALL)
        if row.kind in ("mention", "favourite", "reblog")
    }
    for post in stage.world.posts.values():
        for actor in stage.everyone:
            for kind in ("mention", "favourite", "reblog"):
                said = reading.notified(stage.world, viewer, kind, actor, post)
                if said is not None and said != ((kind, actor, post.id) in rows):
                    problem = f"{kind} by {stage.names[actor]}: should be {said}"
                    _fail(stage, viewer, "notifications", [post.id], problem)
