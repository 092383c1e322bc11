"""What an author does with a post later: new words, and a place on top of the page."""

from typing import Any

import msgspec

from portevoix.domain.media.public import Arrangement
from portevoix.domain.posts import commands, history, queries
from portevoix.doors.mastodon.answers import Answer, raw
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.doors.mastodon.media import focus_of
from portevoix.doors.mastodon.poll_asked import AskedPoll, draft_of
from portevoix.doors.mastodon.posts import entity, media_ids
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import NotFound
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.edits import edits


class _Medium(msgspec.Struct):
    id: str = ""
    description: str | None = None
    focus: str | None = None


class _Edit(msgspec.Struct):
    status: str | None = None
    spoiler_text: str | None = None
    sensitive: bool | None = None
    language: str | None = None
    media_ids: list[str] = []
    media_attributes: list[_Medium] = []
    poll: AskedPoll | None = None


@route(
    "PUT",
    "/api/v1/statuses/:id",
    scope="write:statuses",
    auth=Auth.USER,
    family="statuses",
    gives=whole.Status,
    asks=(_Edit,),
)
def edit(call: Call, post_id: str) -> Answer:
    """Gives one's own post other words; what is not said stays as it is.

    But for media, as in Mastodon: those not named are no longer of the post.
    """
    asked = call.read(_Edit)
    post = queries.get(call.viewer, identifier(post_id))
    if post.author_id != call.account_id:
        raise NotFound
    made = commands.edit(
        actor_id=call.account_id,
        post_id=post.id,
        text=_or(asked.status, post.text),
        warning=_or(asked.spoiler_text, post.warning),
        sensitive=_or(asked.sensitive, post.sensitive),
        language=_or(asked.language, post.language)[:12],
        media=_arrangement(asked),
        poll=draft_of(asked.poll),
    )
    return entity(call, made.id)


def _arrangement(asked: _Edit) -> Arrangement:
    ids = media_ids(asked.media_ids)
    about = {each.id: each for each in asked.media_attributes}
    said = {each: about[str(each)] for each in ids if str(each) in about}
    focuses = {each: focus_of(one.focus) for each, one in said.items()}
    return Arrangement(
        ids=ids,
        descriptions={
            each: one.description for each, one in said.items() if one.description is not None
        },
        focuses={each: focus for each, focus in focuses.items() if focus is not None},
    )


def _or(said: Any, stands: Any) -> Any:
    return stands if said is None else said


@route(
    "GET",
    "/api/v1/statuses/:id/history",
    scope="read:statuses",
    auth=Auth.PUBLIC,
    gives=list[whole.StatusEdit],
)
def versions(call: Call, post_id: str) -> Answer:
    """Returns what a post said, the first version first, to whoever may read the post."""
    return raw(edits(*history.versions(call.viewer, identifier(post_id))))


@route(
    "POST",
    "/api/v1/statuses/:id/pin",
    scope="write:accounts",
    auth=Auth.USER,
    gives=whole.Status,
)
def pin(call: Call, post_id: str) -> Answer:
    """Puts one's own post on top of one's page."""
    number = _readable(call, post_id)
    commands.pin(actor_id=call.account_id, post_id=number)
    return entity(call, number)


@route(
    "POST",
    "/api/v1/statuses/:id/unpin",
    scope="write:accounts",
    auth=Auth.USER,
    gives=whole.Status,
)
def unpin(call: Call, post_id: str) -> Answer:
    """Takes one's own post from the top of one's page."""
    number = _readable(call, post_id)
    commands.unpin(actor_id=call.account_id, post_id=number)
    return entity(call, number)


def _readable(call: Call, post_id: str) -> int:
    post = queries.get(call.viewer, identifier(post_id))
    return int(post.boost_of_id or post.id)
