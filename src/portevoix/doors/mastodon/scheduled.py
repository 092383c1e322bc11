"""Posts that wait for their hour (docs.joinmastodon.org/methods/scheduled_statuses)."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from portevoix.domain.audiences.public import Audience, Rung
from portevoix.domain.media.public import several_of
from portevoix.domain.posts import commands
from portevoix.domain.posts.models import WaitingPost
from portevoix.domain.posts.waiting import arguments_of, waiting_by_id, waiting_page
from portevoix.doors.mastodon.answers import Answer, answer, paged
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import Invalid
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.media import attachment
from portevoix.wire.mastodon.times import told

_WORDS = {Rung.PUBLIC: "public", Rung.QUIET: "unlisted", Rung.DIRECT: "direct"}
_FIRST, _LAST = 1900, 9000


class _Hour(msgspec.Struct):
    scheduled_at: str = ""


@route(
    "GET",
    "/api/v1/scheduled_statuses",
    scope="read:statuses",
    auth=Auth.USER,
    gives=list[whole.ScheduledStatus],
    pages=True,
)
def listing(call: Call) -> Answer:
    """Returns the member's posts that wait for an hour, the last made first."""
    page = call.page()
    found = waiting_page(call.account_id, page)
    text = msgspec.json.encode([entity(each) for each in found]).decode()
    path = "/api/v1/scheduled_statuses"
    return paged(text, path=path, page=page, cursors=[each.id for each in found])


@route(
    "GET",
    "/api/v1/scheduled_statuses/:id",
    scope="read:statuses",
    auth=Auth.USER,
    gives=whole.ScheduledStatus,
)
def one(call: Call, waiting_id: str) -> Answer:
    """Returns one post that waits."""
    return answer(entity(_own(call, waiting_id)))


@route(
    "PUT",
    "/api/v1/scheduled_statuses/:id",
    scope="write:statuses",
    auth=Auth.USER,
    gives=whole.ScheduledStatus,
    asks=(_Hour,),
)
def change(call: Call, waiting_id: str) -> Answer:
    """Lets a post leave at another hour."""
    waiting = _own(call, waiting_id)
    hour = moment(call.read(_Hour).scheduled_at)
    if hour is not None:
        waiting = commands.change_hour(
            author_id=call.account_id, waiting_id=waiting.id, leaves_at=hour
        )
    return answer(entity(waiting))


@route(
    "DELETE",
    "/api/v1/scheduled_statuses/:id",
    scope="write:statuses",
    auth=Auth.USER,
    gives=dict[str, Any],
)
def delete(call: Call, waiting_id: str) -> Answer:
    """Deletes a post that waits."""
    waiting = _own(call, waiting_id)
    commands.drop_waiting(author_id=call.account_id, waiting_id=waiting.id)
    return answer({})


def moment(written: str) -> datetime | None:
    """Returns the moment that an app wrote, None for nothing. Raises Invalid."""
    if not written:
        return None
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise Invalid(fields={"scheduled_at": ["invalid"]}) from None
    if not _FIRST <= found.year <= _LAST:
        raise Invalid(fields={"scheduled_at": ["invalid"]})
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def entity(waiting: WaitingPost) -> dict[str, Any]:
    """Returns a ScheduledStatus."""
    arguments = arguments_of(waiting)
    ids = [int(each) for each in arguments.get("media_ids", ())]
    return {
        "id": str(waiting.id),
        "scheduled_at": told(waiting.leaves_at),
        "params": {
            "text": arguments["text"],
            "poll": waiting.arguments.get("poll"),
            "media_ids": [str(each) for each in ids] or None,
            "sensitive": arguments.get("sensitive", False),
            "spoiler_text": arguments.get("warning") or None,
            "visibility": _word(arguments["audience"]),
            "in_reply_to_id": arguments.get("in_reply_to_id"),
            "language": arguments.get("language") or None,
            "application_id": 0,
            "scheduled_at": None,
            "idempotency": waiting.idempotency_key or None,
            "with_rate_limit": False,
        },
        "media_attachments": [attachment(each) for each in several_of(waiting.author_id, ids)],
    }


def _word(audience: Audience) -> str:
    return _WORDS.get(audience.rung, "private")


def _own(call: Call, waiting_id: str) -> WaitingPost:
    return waiting_by_id(call.account_id, identifier(waiting_id), scheduled=True)
