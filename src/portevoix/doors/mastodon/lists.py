"""Lists of people."""

from typing import Any

import msgspec

from portevoix.domain.timelines import list_queries as queries
from portevoix.domain.timelines import lists as commands
from portevoix.domain.timelines.models import MemberList, RepliesPolicy
from portevoix.doors.mastodon import people
from portevoix.doors.mastodon.answers import Answer, answer, empty, raw
from portevoix.doors.mastodon.call import Call, identifier, identifiers
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import NotFound
from portevoix.kernel.pagination import Page
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.entities import List

_EVERYBODY = 5_000


class _List(msgspec.Struct):
    title: str = ""
    replies_policy: str = RepliesPolicy.LIST
    exclusive: bool = False


class _Change(msgspec.Struct):
    title: str | None = None
    replies_policy: str | None = None
    exclusive: bool | None = None


class _People(msgspec.Struct):
    account_ids: list[str] = []


@route("GET", "/api/v1/lists", scope="read:lists", auth=Auth.USER, gives=list[List])
def many(call: Call) -> Answer:
    """Returns the member's lists."""
    return answer([_entity(each) for each in queries.lists_of(call.account_id)])


@route("GET", "/api/v1/lists/:id", scope="read:lists", auth=Auth.USER, gives=List)
def one(call: Call, list_id: str) -> Answer:
    """Returns a list."""
    return answer(_entity(commands.own(call.account_id, identifier(list_id))))


@route("POST", "/api/v1/lists", scope="write:lists", auth=Auth.USER, gives=List, asks=(_List,))
def create(call: Call) -> Answer:
    """Makes a list."""
    asked = msgspec.structs.asdict(call.read(_List))
    return answer(_entity(commands.create_list(owner_id=call.account_id, **asked)))


@route("PUT", "/api/v1/lists/:id", scope="write:lists", auth=Auth.USER, gives=List, asks=(_Change,))
def change(call: Call, list_id: str) -> Answer:
    """Changes a list: what is not said stays."""
    number = identifier(list_id)
    asked = msgspec.structs.asdict(call.read(_Change))
    return answer(_entity(commands.change_list(owner_id=call.account_id, list_id=number, **asked)))


@route("DELETE", "/api/v1/lists/:id", scope="write:lists", auth=Auth.USER, gives=dict[str, Any])
def delete(call: Call, list_id: str) -> Answer:
    """Deletes a list."""
    commands.delete_list(owner_id=call.account_id, list_id=identifier(list_id))
    return empty()


@route(
    "GET",
    "/api/v1/lists/:id/accounts",
    scope="read:lists",
    auth=Auth.USER,
    gives=list[whole.Account],
    pages=True,
)
def members(call: Call, list_id: str) -> Answer:
    """Returns who is in a list; with `limit=0`, everybody at once."""
    found = commands.own(call.account_id, identifier(list_id))
    page = call.page(default=40, maximum=80)
    if str(call.said.get("limit")) == "0":
        everybody = queries.members_of(found.id, Page(limit=_EVERYBODY))
        return raw(people.people([account_id for _, account_id in everybody]))
    return people.page_of_people(call, page, queries.members_of(found.id, page))


@route(
    "POST",
    "/api/v1/lists/:id/accounts",
    scope="write:lists",
    auth=Auth.USER,
    gives=dict[str, Any],
    asks=(_People,),
)
def add(call: Call, list_id: str) -> Answer:
    """Puts people into a list whom the member follows."""
    asked = call.read(_People).account_ids
    wanted = identifiers(asked, most=_EVERYBODY)
    if len(wanted) < len(set(asked)):
        raise NotFound
    commands.add_to_list(owner_id=call.account_id, list_id=identifier(list_id), account_ids=wanted)
    return empty()


@route(
    "DELETE",
    "/api/v1/lists/:id/accounts",
    scope="write:lists",
    auth=Auth.USER,
    gives=dict[str, Any],
    asks=(_People,),
)
def remove(call: Call, list_id: str) -> Answer:
    """Takes people out of a list."""
    wanted = identifiers(call.read(_People).account_ids, most=_EVERYBODY)
    commands.remove_from_list(
        owner_id=call.account_id, list_id=identifier(list_id), account_ids=wanted
    )
    return empty()


@route("GET", "/api/v1/accounts/:id/lists", scope="read:lists", auth=Auth.USER, gives=list[List])
def lists_with(call: Call, account_id: str) -> Answer:
    """Returns those of the member's lists that somebody is in."""
    account = people.account_of(account_id)
    return answer([_entity(each) for each in queries.lists_with(call.account_id, account.id)])


def _entity(found: MemberList) -> List:
    return List(
        id=str(found.id),
        title=found.title,
        replies_policy=found.replies_policy,
        exclusive=found.exclusive,
    )
