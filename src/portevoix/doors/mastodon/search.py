"""Searching people and tags. Posts are not searched yet, so that list is empty."""

import msgspec

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.queries import search
from portevoix.domain.audiences.public import readable
from portevoix.domain.posts.models import Post
from portevoix.domain.posts.queries import find_tags
from portevoix.doors.mastodon import people, resolving
from portevoix.doors.mastodon.answers import Answer, raw
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import Invalid, NotSignedIn
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.parts import listed, posts_in_order
from portevoix.wire.mastodon.tags import tag

_MOST_OFFSET = 10_000


class _Search(msgspec.Struct):
    q: str = ""
    type: str = ""
    resolve: bool = False
    following: bool = False
    limit: int = 20
    offset: int = 0


@route(
    "GET",
    "/api/v2/search",
    scope="read:search",
    auth=Auth.PUBLIC,
    gives=whole.Search,
    asks=(_Search,),
)
def find(call: Call) -> Answer:
    """Returns people and tags; with `resolve`, what an address or a handle elsewhere means."""
    asked = call.read(_Search)
    if not asked.q.strip():
        raise Invalid(fields={"q": ["blank"]})
    if call.viewer.account_id is None and (asked.resolve or asked.offset):
        raise NotSignedIn("This method requires an authenticated user")
    limit, offset = max(1, min(asked.limit, 40)), max(0, min(asked.offset, _MOST_OFFSET))
    ids: list[int] = []
    if asked.type in ("", "accounts"):
        ids = search(
            asked.q,
            viewer=call.viewer,
            limit=limit,
            offset=offset,
            following_only=asked.following and call.viewer.account_id is not None,
        )
        if not asked.following and not offset:
            ids = people.with_blocked(call, asked.q, ids)
    tags = []
    if asked.type in ("", "hashtags") and not offset:
        tags = [msgspec.json.encode(tag(row)).decode() for row in find_tags(asked.q, limit=limit)]
    posts: list[str] = []
    if asked.resolve and not ids and not offset:
        ids, posts = _elsewhere(call, asked)
    return raw(
        f'{{"accounts":{people.people(ids)},"statuses":{listed(posts)},"hashtags":{listed(tags)}}}'
    )


def _elsewhere(call: Call, asked: _Search) -> tuple[list[int], list[str]]:
    found = resolving.thing(asked.q)
    if isinstance(found, Account) and asked.type in ("", "accounts"):
        return [found.id], []
    if isinstance(found, Post) and asked.type in ("", "statuses"):
        readable_ids = readable(call.viewer, [found.id])
        return [], posts_in_order(call.viewer, sorted(readable_ids))
    return [], []
