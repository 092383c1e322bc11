"""Notifications in groups."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from portevoix.domain.notifications import commands, queries
from portevoix.domain.notifications.queries import NotificationRow
from portevoix.doors.mastodon import people
from portevoix.doors.mastodon.answers import Answer, answer, empty, paged, raw
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.doors.mastodon.notifications import Chosen, rows_of
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import NotFound
from portevoix.kernel.ids import first_id_at
from portevoix.kernel.pagination import Page
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.groups import results, taken
from portevoix.wire.mastodon.notifications import GROUPED, HOURS, group_key

_ROWS = 200
_MOST_IN_GROUP = 80
_MOST_DIGITS = 7


class _Grouping(msgspec.Struct):
    grouped_types: list[str] = msgspec.field(default_factory=lambda: list(GROUPED))
    expand_accounts: str = "full"


@route(
    "GET",
    "/api/v2/notifications",
    scope="read:notifications",
    auth=Auth.USER,
    gives=whole.GroupedNotifications,
    asks=(Chosen, _Grouping),
    pages=True,
)
def many(call: Call) -> Answer:
    """Returns a page of groups."""
    asked, how = call.read(Chosen), call.read(_Grouping)
    page = call.page(default=40, maximum=80)
    wide = Call(request=call.request, bearer=call.bearer, address=call.address,
                said={**call.said, "limit": str(_ROWS)})  # fmt: skip
    found = rows_of(wide, asked, page_limit=_ROWS)
    rows = taken(found, limit=page.limit, kinds=how.grouped_types, newest_first=not page.ascends)
    partial = how.expand_accounts == "partial_avatars"
    text = results(call.viewer, rows, kinds=how.grouped_types, partial=partial)
    kept = {**msgspec.structs.asdict(asked), "grouped_types": call.said.get("grouped_types")}
    cursors = [row.id for row in rows]
    return paged(text, path=call.request.path, page=page, cursors=cursors, params=kept)


@route(
    "GET",
    "/api/v2/notifications/unread_count",
    scope="read:notifications",
    auth=Auth.USER,
    gives=whole.Count,
    asks=(_Grouping, Chosen),
    pages=True,
)
def unread(call: Call) -> Answer:
    """Returns how many groups are unread, counted up to a limit."""
    limit = call.page(default=100, maximum=1000).limit
    how = call.read(_Grouping)
    since = queries.last_read_id(call.account_id)
    asked = call.read(Chosen)
    rows = queries.page(
        call.viewer,
        Page(limit=1000, since_id=since),
        kinds=asked.types,
        without=asked.exclude_types,
    )
    return answer({"count": min(limit, len({group_key(row, how.grouped_types) for row in rows}))})


@route(
    "GET",
    "/api/v2/notifications/:group_key",
    scope="read:notifications",
    auth=Auth.USER,
    gives=whole.GroupedNotifications,
)
def one(call: Call, key: str) -> Answer:
    """Returns one group."""
    return raw(results(call.viewer, _rows(call, key), kinds=GROUPED, partial=False))


@route(
    "GET",
    "/api/v2/notifications/:group_key/accounts",
    scope="read:notifications",
    auth=Auth.USER,
    gives=list[whole.Account],
)
def accounts(call: Call, key: str) -> Answer:
    """Returns everybody in a group."""
    return raw(people.people([row.actor_id for row in _rows(call, key)]))


@route(
    "POST",
    "/api/v2/notifications/:group_key/dismiss",
    scope="write:notifications",
    auth=Auth.USER,
    gives=dict[str, Any],
)
def dismiss(call: Call, key: str) -> Answer:
    """Puts a group away."""
    ids = [row.id for row in _rows(call, key)]
    commands.dismiss_all(owner_id=call.account_id, notification_ids=ids)
    return empty()


def _rows(call: Call, key: str) -> list[NotificationRow]:
    """Returns the rows of a group, newest first. Raises NotFound when there are none."""
    kind, _, rest = key.partition("-")
    if kind == "ungrouped":
        alone = queries.one(call.viewer, identifier(rest))
        found = [alone] if alone is not None else []
    else:
        _, _, half_day = rest.rpartition("-")
        is_number = half_day.isascii() and half_day.isdigit() and len(half_day) <= _MOST_DIGITS
        if kind not in GROUPED or not is_number:
            raise NotFound
        rows = queries.page(call.viewer, _span(int(half_day)), kinds=[kind])
        found = [row for row in rows if group_key(row) == key]
    if not found:
        raise NotFound
    return found


def _span(half_day: int) -> Page:
    if half_day > 1_000_000:
        raise NotFound
    begin = datetime.fromtimestamp(half_day * HOURS * 3600, UTC)
    end = begin + timedelta(hours=HOURS)
    return Page(limit=_MOST_IN_GROUP * 10, max_id=first_id_at(end), since_id=first_id_at(begin) - 1)
