"""Notifications, one by one."""

from typing import Any

import msgspec

from portevoix.domain.notifications import commands, queries
from portevoix.doors.mastodon.answers import Answer, answer, empty, paged, raw
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import NotFound
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.notifications import notifications
from portevoix.wire.mastodon.parts import listed


class Chosen(msgspec.Struct):
    """Which notifications are asked for."""

    types: list[str] = []
    exclude_types: list[str] = []
    account_id: str = ""
    include_filtered: bool = False


class _Dismissed(msgspec.Struct):
    id: str = ""


@route(
    "GET",
    "/api/v1/notifications",
    scope="read:notifications",
    auth=Auth.USER,
    gives=list[whole.Notification],
    asks=(Chosen,),
    pages=True,
)
def many(call: Call) -> Answer:
    """Returns a page of notifications."""
    asked, page = call.read(Chosen), call.page(default=40, maximum=80)
    found = rows_of(call, asked, page_limit=80)
    kept = msgspec.structs.asdict(asked)
    text = listed(notifications(call.viewer, found))
    return paged(
        text, path=call.request.path, page=page, cursors=[row.id for row in found], params=kept
    )


@route(
    "GET",
    "/api/v1/notifications/unread_count",
    scope="read:notifications",
    auth=Auth.USER,
    gives=whole.Count,
    pages=True,
)
def unread(call: Call) -> Answer:
    """Returns how many are unread, counted up to a limit."""
    limit = call.page(default=100, maximum=1000).limit
    return answer({"count": queries.unread_count(call.viewer, limit=limit)})


@route(
    "GET",
    "/api/v1/notifications/:id",
    scope="read:notifications",
    auth=Auth.USER,
    gives=whole.Notification,
)
def one(call: Call, notification_id: str) -> Answer:
    """Returns one notification."""
    found = queries.one(call.viewer, identifier(notification_id))
    told = notifications(call.viewer, [found]) if found is not None else []
    if not told:
        raise NotFound
    return raw(told[0])


@route(
    "POST",
    "/api/v1/notifications/clear",
    scope="write:notifications",
    auth=Auth.USER,
    gives=dict[str, Any],
)
def clear(call: Call) -> Answer:
    """Puts all notifications away."""
    commands.clear(owner_id=call.account_id)
    return empty()


@route(
    "POST",
    "/api/v1/notifications/:id/dismiss",
    scope="write:notifications",
    auth=Auth.USER,
    gives=dict[str, Any],
)
def dismiss(call: Call, notification_id: str) -> Answer:
    """Puts one notification away."""
    commands.dismiss(owner_id=call.account_id, notification_id=identifier(notification_id))
    return empty()


@route(
    "POST",
    "/api/v1/notifications/dismiss",
    scope="write:notifications",
    auth=Auth.USER,
    gives=dict[str, Any],
    asks=(_Dismissed,),
)
def dismiss_by_parameter(call: Call) -> Answer:
    """The oldest way to say it, which some apps still use: the id is a parameter."""
    return dismiss(call, call.read(_Dismissed).id)


def rows_of(call: Call, asked: Chosen, *, page_limit: int) -> list[queries.NotificationRow]:
    """Returns the rows of the page that is asked for."""
    account_id = None
    if asked.account_id:
        try:
            account_id = identifier(asked.account_id)
        except NotFound:
            return []
    return queries.page(
        call.viewer,
        call.page(default=40, maximum=page_limit),
        kinds=asked.types,
        without=asked.exclude_types,
        account_id=account_id,
        held_too=asked.include_filtered,
    )
