"""Timelines: home, public, tags."""

import msgspec

from portevoix.domain.house.queries import house
from portevoix.domain.posts import queries
from portevoix.domain.posts.lists import Scope
from portevoix.domain.timelines.list_queries import timeline
from portevoix.domain.timelines.lists import own
from portevoix.domain.timelines.queries import home
from portevoix.doors.mastodon.answers import Answer, paged
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import Invalid
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.parts import listed, posts_in_order

_MOST_TAGS = 4


class _Where(msgspec.Struct):
    local: bool = False
    remote: bool = False
    only_media: bool = False

    @property
    def scope(self) -> Scope:
        """Returns from where posts are wanted."""
        if self.local == self.remote:
            return "all"
        return "local" if self.local else "remote"


class _Tagged(_Where):
    any: list[str] = []
    all: list[str] = []
    none: list[str] = []


@route(
    "GET",
    "/api/v1/timelines/home",
    scope="read:statuses",
    auth=Auth.USER,
    gives=list[whole.Status],
    pages=True,
)
def at_home(call: Call) -> Answer:
    """Returns the member's home. Four queries: token, ids, parts, flags."""
    page = call.page()
    return _page(call, home(call.viewer, page))


@route(
    "GET",
    "/api/v1/timelines/public",
    scope="read:statuses",
    auth=Auth.PUBLIC,
    gives=list[whole.Status],
    asks=(_Where,),
    pages=True,
)
def public(call: Call) -> Answer:
    """Returns public posts; those of this house, for members also those to the house."""
    _may_look_in(call)
    asked, page = call.read(_Where), call.page()
    ids: list[int] = []
    if not asked.only_media:
        if asked.scope == "local":
            ids = queries.house_page(call.viewer, page)
        else:
            ids = queries.world(call.viewer, page, scope=asked.scope)
    return _page(call, ids, msgspec.structs.asdict(asked))


@route(
    "GET",
    "/api/v1/timelines/tag/:hashtag",
    scope="read:statuses",
    auth=Auth.PUBLIC,
    gives=list[whole.Status],
    asks=(_Tagged,),
    pages=True,
)
def tag(call: Call, hashtag: str) -> Answer:
    """Returns posts that carry a tag."""
    _may_look_in(call)
    asked, page = call.read(_Tagged), call.page()
    ids: list[int] = []
    if not asked.only_media:
        ids = queries.tag(
            call.viewer,
            hashtag[:255],
            page,
            scope=asked.scope,
            any_of=tuple(asked.any[:_MOST_TAGS]),
            all_of=tuple(asked.all[:_MOST_TAGS]),
            none_of=tuple(asked.none[:_MOST_TAGS]),
        )
    return _page(call, ids, msgspec.structs.asdict(asked))


@route(
    "GET",
    "/api/v1/timelines/list/:list_id",
    scope="read:lists",
    auth=Auth.USER,
    gives=list[whole.Status],
    pages=True,
)
def of_list(call: Call, list_id: str) -> Answer:
    """Returns what the people of a list said. Four queries, as home."""
    number, page = identifier(list_id), call.page()
    ids = timeline(call.viewer, number, page)
    if not ids:
        own(call.account_id, number)
    return _page(call, ids)


def _may_look_in(call: Call) -> None:
    if call.viewer.account_id is None and not house().world_open:
        raise Invalid("This method requires an authenticated user")


def _page(call: Call, ids: list[int], kept: dict[str, object] | None = None) -> Answer:
    text = listed(posts_in_order(call.viewer, ids))
    return paged(text, path=call.request.path, page=call.page(), cursors=ids, params=kept)
