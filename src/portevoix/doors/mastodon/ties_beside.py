"""What one notes about people, whom one shows, which houses one keeps away, who may be met."""

from typing import Any

import msgspec

from portevoix.domain.relationships import commands
from portevoix.domain.relationships.house_blocks import blocked_houses
from portevoix.domain.relationships.queries import endorsements
from portevoix.domain.relationships.suggesting import Order, directory, suggestions
from portevoix.doors.mastodon import people
from portevoix.doors.mastodon.answers import Answer, empty, paged, raw
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.doors.mastodon.relationships import relation_to
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import Invalid
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.accounts import accounts
from portevoix.wire.mastodon.entities import Relationship
from portevoix.wire.mastodon.parts import listed

_MOST_OFFSET = 10_000
_SOURCE = '"source":"past_interactions","sources":["friends_of_friends"]'


class _Note(msgspec.Struct):
    comment: str = ""


class _House(msgspec.Struct):
    domain: str = ""


class _Directory(msgspec.Struct):
    order: str = "active"
    local: bool = False
    offset: int = 0


@route(
    "POST",
    "/api/v1/accounts/:id/note",
    scope="write:accounts",
    auth=Auth.USER,
    gives=Relationship,
    asks=(_Note,),
)
def note(call: Call, account_id: str) -> Answer:
    """Keeps a note about somebody, for the member alone."""
    other = people.account_of(account_id)
    commands.note(owner_id=call.account_id, about_id=other.id, text=call.read(_Note).comment)
    return relation_to(call, other.id)


def _endorse(call: Call, account_id: str) -> Answer:
    """Shows somebody on the member's page."""
    other = people.active_account_of(account_id)
    commands.endorse(owner_id=call.account_id, endorsed_id=other.id)
    return relation_to(call, other.id)


def _unendorse(call: Call, account_id: str) -> Answer:
    """Shows somebody on the member's page no longer."""
    other = people.account_of(account_id)
    commands.unendorse(owner_id=call.account_id, endorsed_id=other.id)
    return relation_to(call, other.id)


for _verb, _handler in (("pin", _endorse), ("endorse", _endorse), ("unpin", _unendorse),
                        ("unendorse", _unendorse)):  # fmt: skip
    route(
        "POST",
        f"/api/v1/accounts/:id/{_verb}",
        scope="write:accounts",
        auth=Auth.USER,
        gives=Relationship,
    )(_handler)


@route(
    "GET",
    "/api/v1/endorsements",
    scope="read:accounts",
    auth=Auth.USER,
    gives=list[whole.Account],
    pages=True,
)
def mine(call: Call) -> Answer:
    """Returns those whom the member shows."""
    page = call.page(default=40, maximum=80)
    return people.page_of_people(call, page, list(endorsements(call.account_id, page, call.viewer)))


@route(
    "GET",
    "/api/v1/accounts/:id/endorsements",
    scope="read:accounts",
    auth=Auth.PUBLIC,
    gives=list[whole.Account],
    pages=True,
)
def of_account(call: Call, account_id: str) -> Answer:
    """Returns those whom somebody shows."""
    account, page = people.active_account_of(account_id), call.page(default=40, maximum=80)
    return people.page_of_people(call, page, list(endorsements(account.id, page, call.viewer)))


@route(
    "GET",
    "/api/v1/domain_blocks",
    scope="read:blocks",
    auth=Auth.USER,
    gives=list[str],
    pages=True,
)
def houses(call: Call) -> Answer:
    """Returns the houses that the member blocks."""
    page = call.page(default=100, maximum=200)
    found = blocked_houses(call.account_id, page)
    text = msgspec.json.encode([host for _, host in found]).decode()
    return paged(text, path=call.request.path, page=page, cursors=[each for each, _ in found])


@route(
    "POST",
    "/api/v1/domain_blocks",
    scope="write:blocks",
    auth=Auth.USER,
    gives=dict[str, Any],
    asks=(_House,),
)
def block_house(call: Call) -> Answer:
    """Hides everybody of a house and ends follows with them."""
    commands.block_house(owner_id=call.account_id, host=call.read(_House).domain)
    return empty()


@route(
    "DELETE",
    "/api/v1/domain_blocks",
    scope="write:blocks",
    auth=Auth.USER,
    gives=dict[str, Any],
    asks=(_House,),
)
def unblock_house(call: Call) -> Answer:
    """Ends it."""
    commands.unblock_house(owner_id=call.account_id, host=call.read(_House).domain)
    return empty()


@route(
    "GET",
    "/api/v2/suggestions",
    scope="read",
    auth=Auth.USER,
    gives=list[whole.Suggestion],
    pages=True,
)
def suggested(call: Call) -> Answer:
    """Returns people whom those follow whom the member follows, and who wish to be found."""
    found = suggestions(call.account_id, limit=call.page(default=40, maximum=80).limit)
    known = accounts(each.account_id for each in found)
    told = [f'{{{_SOURCE},"account":{known[each.account_id]}}}' for each in found]
    return raw(listed(told))


@route(
    "GET",
    "/api/v1/suggestions",
    scope="read",
    auth=Auth.USER,
    gives=list[whole.Account],
    pages=True,
)
def suggested_accounts(call: Call) -> Answer:
    """The same, in the words of older apps."""
    found = suggestions(call.account_id, limit=call.page(default=40, maximum=80).limit)
    return raw(people.people([each.account_id for each in found]))


@route(
    "DELETE",
    "/api/v1/suggestions/:account_id",
    scope="read",
    auth=Auth.USER,
    gives=dict[str, Any],
)
def set_aside(call: Call, account_id: str) -> Answer:
    """Suggests somebody no more."""
    commands.set_aside(owner_id=call.account_id, suggested_id=identifier(account_id))
    return empty()


@route(
    "GET",
    "/api/v1/directory",
    scope="",
    auth=Auth.PUBLIC,
    gives=list[whole.Account],
    asks=(_Directory,),
    pages=True,
)
def found(call: Call) -> Answer:
    """Returns people who wish to be found: who spoke last, or who came last, first."""
    asked = call.read(_Directory)
    orders: dict[str, Order] = {"active": "active", "new": "new"}
    if asked.order not in orders:
        raise Invalid(fields={"order": ["inclusion"]})
    ids = directory(
        call.viewer,
        order=orders[asked.order],
        here_only=asked.local,
        limit=call.page(default=40, maximum=80).limit,
        offset=max(0, min(asked.offset, _MOST_OFFSET)),
    )
    return raw(people.people(ids))
