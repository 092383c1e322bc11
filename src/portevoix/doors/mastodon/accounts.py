"""Accounts, as everybody sees them."""

import msgspec

from portevoix.domain.accounts.queries import search
from portevoix.domain.posts.queries import by_account, pinned
from portevoix.domain.relationships.queries import followers, following
from portevoix.doors.mastodon import people, resolving
from portevoix.doors.mastodon.answers import Answer, paged, raw
from portevoix.doors.mastodon.call import Call, identifiers
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import NotFound
from portevoix.kernel.pagination import Page
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.parts import listed, posts_in_order

_MOST_PEOPLE = 40
_FAMILIAR = 10
_MOST_OFFSET = 10_000


class _Many(msgspec.Struct):
    id: list[str] = []


class _Posts(msgspec.Struct):
    exclude_replies: bool = False
    exclude_reblogs: bool = False
    only_media: bool = False
    pinned: bool = False
    tagged: str = ""


class _Search(msgspec.Struct):
    q: str = ""
    resolve: bool = False
    following: bool = False
    offset: int = 0


class _Handle(msgspec.Struct):
    acct: str = ""


@route(
    "GET",
    "/api/v1/accounts",
    scope="read:accounts",
    auth=Auth.PUBLIC,
    gives=list[whole.Account],
    asks=(_Many,),
)
def many(call: Call) -> Answer:
    """Returns several accounts by their ids."""
    return raw(people.people(identifiers(call.read(_Many).id, most=_MOST_PEOPLE)))


@route("GET", "/api/v1/accounts/:id", scope="read:accounts", auth=Auth.PUBLIC, gives=whole.Account)
def one(call: Call, account_id: str) -> Answer:
    """Returns an account."""
    return people.entity(people.account_of(account_id).id)


@route(
    "GET",
    "/api/v1/accounts/:id/statuses",
    scope="read:statuses",
    auth=Auth.PUBLIC,
    gives=list[whole.Status],
    asks=(_Posts,),
    pages=True,
)
def posts_of(call: Call, account_id: str) -> Answer:
    """Returns a page of somebody's posts that the viewer may read.

    Pictures are not built, so their list is empty.
    """
    account = people.account_of(account_id)
    asked, page = call.read(_Posts), call.page()
    ids: list[int] = []
    if asked.pinned:
        return raw(listed(posts_in_order(call.viewer, pinned(call.viewer, account.id))))
    if not asked.only_media:
        ids = by_account(
            call.viewer,
            account.id,
            page,
            replies=not asked.exclude_replies,
            boosts=not asked.exclude_reblogs,
            tagged=asked.tagged,
        )
    text = listed(posts_in_order(call.viewer, ids))
    kept = msgspec.structs.asdict(asked)
    return paged(text, path=call.request.path, page=page, cursors=ids, params=kept)


@route(
    "GET",
    "/api/v1/accounts/search",
    scope="read:accounts",
    auth=Auth.USER,
    gives=list[whole.Account],
    asks=(_Search,),
    pages=True,
)
def find(call: Call) -> Answer:
    """Searches people by name and handle; `resolve` asks other houses too."""
    asked = call.read(_Search)
    offset = max(0, min(asked.offset, _MOST_OFFSET))
    found = search(
        asked.q,
        viewer=call.viewer,
        limit=call.page(default=40, maximum=80).limit,
        following_only=asked.following,
        blocked_by_name=True,
        offset=offset,
    )
    if asked.resolve and not found:
        found = [account.id for account in resolving.account(asked.q)]
    return raw(people.people(found))


@route(
    "GET",
    "/api/v1/accounts/lookup",
    scope="read:accounts",
    auth=Auth.PUBLIC,
    gives=whole.Account,
    asks=(_Handle,),
)
def lookup(call: Call) -> Answer:
    """Finds an account by its exact handle, among those known here."""
    account = people.named(call.read(_Handle).acct)
    if account is None:
        raise NotFound
    return people.entity(account.id)


@route(
    "GET",
    "/api/v1/accounts/familiar_followers",
    scope="read:follows",
    auth=Auth.USER,
    gives=list[whole.FamiliarFollowers],
    asks=(_Many,),
)
def familiar_followers(call: Call) -> Answer:
    """Returns, for each account, those of its followers whom the member follows."""
    mine = {tie.account_id for tie in following(call.account_id, Page(limit=5000), call.viewer)}
    told = []
    for number in identifiers(call.read(_Many).id, most=_MOST_PEOPLE):
        theirs = followers(number, Page(limit=5000), call.viewer)
        shared = [tie.account_id for tie in theirs if tie.account_id in mine][:_FAMILIAR]
        told.append(f'{{"id":"{number}","accounts":{people.people(shared)}}}')
    return raw(listed(told))
