"""Searching people, posts and tags."""

import msgspec

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.queries import search
from portevoix.domain.audiences.public import readable
from portevoix.domain.posts.models import Post, Tag
from portevoix.domain.posts.queries import find_tags
from portevoix.domain.search.queries import posts
from portevoix.doors.mastodon import people, resolving
from portevoix.doors.mastodon.answers import Answer, raw
from portevoix.doors.mastodon.call import Call, identifiers
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import Invalid, NotSignedIn
from portevoix.kernel.pagination import Page
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.parts import listed, posts_in_order
from portevoix.wire.mastodon.tags import tag

_MOST_OFFSET = 10_000


class _Search(msgspec.Struct):
    q: str = ""
    type: str = ""
    resolve: bool = False
    following: bool = False
    account_id: str = ""
    offset: int = 0


@route(
    "GET",
    "/api/v2/search",
    scope="read:search",
    auth=Auth.PUBLIC,
    gives=whole.Search,
    asks=(_Search,),
    pages=True,
)
def find(call: Call) -> Answer:
    """Returns people, posts and tags; with `resolve`, what an address or handle elsewhere means."""
    asked, page = call.read(_Search), call.page()
    tags = [msgspec.json.encode(tag(row)).decode() for row in _tags(asked, page)]
    return _answer(call, asked, page, listed(tags))


@route(
    "GET",
    "/api/v1/search",
    scope="read:search",
    auth=Auth.USER,
    gives=whole.FirstSearch,
    asks=(_Search,),
    pages=True,
)
def find_as_before(call: Call) -> Answer:
    """As version 2, with the bare names of tags."""
    asked, page = call.read(_Search), call.page()
    names = [row.display for row in _tags(asked, page)]
    return _answer(call, asked, page, msgspec.json.encode(names).decode())


def _answer(call: Call, asked: _Search, page: Page, tags: str) -> Answer:
    if not asked.q.strip():
        raise Invalid(fields={"q": ["blank"]})
    if call.viewer.account_id is None and (asked.resolve or asked.offset):
        raise NotSignedIn("This method requires an authenticated user")
    ids = _people(call, asked, page) if asked.type in ("", "accounts") else []
    found = _posts(call, asked, page) if asked.type in ("", "statuses") else []
    if asked.resolve and not ids and not asked.offset:
        somebody, written = _elsewhere(call, asked)
        ids, found = somebody, [*written, *(each for each in found if each not in written)]
    told = listed(posts_in_order(call.viewer, found))
    return raw(f'{{"accounts":{people.people(ids)},"statuses":{told},"hashtags":{tags}}}')


def _offset(asked: _Search) -> int:
    return max(0, min(asked.offset, _MOST_OFFSET))


def _people(call: Call, asked: _Search, page: Page) -> list[int]:
    return search(
        asked.q,
        viewer=call.viewer,
        limit=page.limit,
        offset=_offset(asked),
        following_only=asked.following and call.viewer.account_id is not None,
        blocked_by_name=True,
    )


def _posts(call: Call, asked: _Search, page: Page) -> list[int]:
    if not asked.account_id:
        return posts(asked.q, call.viewer, page, offset=_offset(asked)).ids
    by = identifiers([asked.account_id], most=1)
    if not by:
        return []
    return posts(asked.q, call.viewer, page, offset=_offset(asked), author_id=by[0]).ids


def _tags(asked: _Search, page: Page) -> list[Tag]:
    if asked.type not in ("", "hashtags") or _offset(asked):
        return []
    return find_tags(asked.q, limit=page.limit)


def _elsewhere(call: Call, asked: _Search) -> tuple[list[int], list[int]]:
    found = resolving.thing(asked.q)
    if isinstance(found, Account) and asked.type in ("", "accounts"):
        return [found.id], []
    if isinstance(found, Post) and asked.type in ("", "statuses"):
        return [], sorted(readable(call.viewer, [found.id]))
    return [], []
