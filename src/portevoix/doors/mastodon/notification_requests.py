"""From whom one wishes to be told, and those who wait apart."""

from typing import Any

import msgspec

from portevoix.domain.notifications import requests
from portevoix.domain.notifications.models import Policy
from portevoix.domain.notifications.policies import CHOICES
from portevoix.domain.notifications.requests import Request
from portevoix.doors.mastodon.answers import Answer, answer, empty, paged, raw
from portevoix.doors.mastodon.call import Call, identifier, identifiers
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import NotFound
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.accounts import accounts
from portevoix.wire.mastodon.entities import NotificationPolicy
from portevoix.wire.mastodon.parts import listed, posts
from portevoix.wire.mastodon.times import told

_READ, _WRITE = "read:notifications", "write:notifications"
_MOST = 200


class _Choice(msgspec.Struct):
    for_not_following: str | None = None
    for_not_followers: str | None = None
    for_new_accounts: str | None = None
    for_private_mentions: str | None = None
    for_limited_accounts: str | None = None


class _Many(msgspec.Struct):
    id: list[str] = []


@route(
    "GET",
    "/api/v2/notifications/policy",
    scope=_READ,
    auth=Auth.USER,
    gives=NotificationPolicy,
)
def policy(call: Call) -> Answer:
    """Returns from whom notifications are held back."""
    return _policy(call, requests.policy_of(call.account_id))


@route(
    "PATCH",
    "/api/v2/notifications/policy",
    scope=_WRITE,
    auth=Auth.USER,
    gives=NotificationPolicy,
    asks=(_Choice,),
)
def choose(call: Call) -> Answer:
    """Changes what is said of it."""
    asked = msgspec.structs.asdict(call.read(_Choice))
    given = {name: word for name, word in asked.items() if word is not None}
    return _policy(call, requests.choose(owner_id=call.account_id, **given))


@route(
    "GET",
    "/api/v1/notifications/requests",
    scope=_READ,
    auth=Auth.USER,
    gives=list[whole.NotificationRequest],
    pages=True,
)
def many(call: Call) -> Answer:
    """Returns the people of whom something is held apart."""
    page = call.page(default=40, maximum=80)
    found = requests.waiting(call.viewer, page)
    cursors = [each.actor_id for each in found]
    return paged(_listed(call, found), path=call.request.path, page=page, cursors=cursors)


@route(
    "GET",
    "/api/v1/notifications/requests/merged",
    scope=_READ,
    auth=Auth.USER,
    gives=dict[str, Any],
)
def merged(call: Call) -> Answer:
    """Says that what was accepted stands among the others: it does so at once."""
    return answer({"merged": True})


@route(
    "GET",
    "/api/v1/notifications/requests/:id",
    scope=_READ,
    auth=Auth.USER,
    gives=whole.NotificationRequest,
)
def one(call: Call, actor_id: str) -> Answer:
    """Returns what is held apart of somebody."""
    text = _listed(call, [requests.one(call.viewer, identifier(actor_id))])
    if text == "[]":
        raise NotFound
    return raw(text[1:-1])


@route(
    "POST",
    "/api/v1/notifications/requests/:id/accept",
    scope=_WRITE,
    auth=Auth.USER,
    gives=dict[str, Any],
)
def accept(call: Call, actor_id: str) -> Answer:
    """Lets out what was held of somebody, for good."""
    found = requests.one(call.viewer, identifier(actor_id))
    requests.accept(owner_id=call.account_id, actor_ids=[found.actor_id])
    return empty()


@route(
    "POST",
    "/api/v1/notifications/requests/:id/dismiss",
    scope=_WRITE,
    auth=Auth.USER,
    gives=dict[str, Any],
)
def dismiss(call: Call, actor_id: str) -> Answer:
    """Puts away what was held of somebody."""
    found = requests.one(call.viewer, identifier(actor_id))
    requests.dismiss(owner_id=call.account_id, actor_ids=[found.actor_id])
    return empty()


@route(
    "POST",
    "/api/v1/notifications/requests/accept",
    scope=_WRITE,
    auth=Auth.USER,
    gives=dict[str, Any],
    asks=(_Many,),
)
def accept_many(call: Call) -> Answer:
    """Lets out what was held of several people."""
    ids = identifiers(call.read(_Many).id, most=_MOST)
    requests.accept(owner_id=call.account_id, actor_ids=ids)
    return empty()


@route(
    "POST",
    "/api/v1/notifications/requests/dismiss",
    scope=_WRITE,
    auth=Auth.USER,
    gives=dict[str, Any],
    asks=(_Many,),
)
def dismiss_many(call: Call) -> Answer:
    """Puts away what was held of several people."""
    ids = identifiers(call.read(_Many).id, most=_MOST)
    requests.dismiss(owner_id=call.account_id, actor_ids=ids)
    return empty()


def _policy(call: Call, found: Policy) -> Answer:
    people, count = requests.summary(call.viewer)
    told_summary = {"pending_requests_count": people, "pending_notifications_count": count}
    words = {name: str(getattr(found, name)) for name in CHOICES}
    return answer(NotificationPolicy(**words, summary=told_summary))


def _listed(call: Call, found: list[Request]) -> str:
    people = accounts(each.actor_id for each in found)
    ids = [each.last_post_id for each in found if each.last_post_id is not None]
    said = posts(call.viewer, ids)
    items = []
    for each in found:
        if each.actor_id not in people:
            continue
        last = said.get(each.last_post_id or 0)
        items.append(
            f'{{"id":"{each.actor_id}","created_at":"{told(each.first_at)}",'
            f'"updated_at":"{told(each.last_at)}","account":{people[each.actor_id]},'
            f'"notifications_count":"{each.count}"' + (f',"last_status":{last}}}' if last else "}")
        )
    return listed(items)
