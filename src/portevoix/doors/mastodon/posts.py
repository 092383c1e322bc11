"""Posts: writing, reading, deleting."""

from typing import Any

import msgspec

from portevoix.domain.accounts.queries import posting_habits
from portevoix.domain.audiences.public import readable
from portevoix.domain.media.commands import remove_of_post
from portevoix.domain.media.errors import MediaRefused
from portevoix.domain.posts import commands, queries
from portevoix.domain.posts.models import Policy, WaitingPost
from portevoix.doors.mastodon.answers import Answer, answer, raw
from portevoix.doors.mastodon.audience import audience_of
from portevoix.doors.mastodon.call import Call, identifier, identifiers
from portevoix.doors.mastodon.poll_asked import AskedPoll, draft_of
from portevoix.doors.mastodon.quote_words import quote_policy_from
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.doors.mastodon.scheduled import entity as waiting_entity
from portevoix.doors.mastodon.scheduled import moment
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import unit_of_work
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.parts import listed, posts, posts_in_order

_MOST = 40


class _Extras(msgspec.Struct):
    audience: list[str] = []


class _NewPost(msgspec.Struct):
    status: str = ""
    spoiler_text: str = ""
    sensitive: bool | None = None
    language: str = ""
    visibility: str = ""
    local_only: bool = False
    in_reply_to_id: str = ""
    portevoix: _Extras | None = None
    media_ids: list[str] = []
    poll: AskedPoll | None = None
    scheduled_at: str = ""
    quote_approval_policy: str = ""
    quoted_status_id: str = ""


class _Deletion(msgspec.Struct):
    delete_media: bool = False


class _Many(msgspec.Struct):
    id: list[str] = []


@route(
    "POST",
    "/api/v1/statuses",
    scope="write:statuses",
    auth=Auth.USER,
    family="statuses",
    gives=whole.Status,
    asks=(_NewPost,),
)
def publish(call: Call) -> Answer:
    """Publishes a post, now or at `scheduled_at`. The same Idempotency-Key publishes once.

    With an hour to come it answers with a ScheduledStatus; an hour in the past is now.
    """
    asked = call.read(_NewPost)
    usual = posting_habits(call.account_id)
    parent_id = identifier(asked.in_reply_to_id) if asked.in_reply_to_id else None
    extras = asked.portevoix.audience if asked.portevoix else []
    audience, by_word = audience_of(
        word=asked.visibility, local_only=asked.local_only, extras=extras, parent_id=parent_id,
        usual=usual.audience,
    )  # fmt: skip
    arguments: dict[str, Any] = {
        "author_id": call.account_id,
        "text": asked.status,
        "audience": audience,
        "warning": asked.spoiler_text,
        "sensitive": usual.sensitive if asked.sensitive is None else asked.sensitive,
        "language": (asked.language or usual.language)[:12],
        "in_reply_to_id": parent_id,
        "idempotency_key": call.request.headers.get("Idempotency-Key", "")[:255],
        "application": (call.app_name, call.app_website),
        "by_word": by_word,
        "media_ids": media_ids(asked.media_ids),
        "poll": draft_of(asked.poll),
        "quote_of_id": identifier(asked.quoted_status_id) if asked.quoted_status_id else None,
        "quote_policy": quote_policy_from(asked.quote_approval_policy) or Policy.EVERYONE,
    }
    hour = moment(asked.scheduled_at)
    if hour is None or hour <= clock.now():
        return entity(call, commands.publish(**arguments).id)
    made = commands.let_wait(leaves_at=hour, **arguments)
    if isinstance(made, WaitingPost):
        return answer(waiting_entity(made))
    return entity(call, made.id)


@route(
    "GET",
    "/api/v1/statuses",
    scope="read:statuses",
    auth=Auth.PUBLIC,
    gives=list[whole.Status],
    asks=(_Many,),
)
def many(call: Call) -> Answer:
    """Returns several posts by their ids; those not readable are left out."""
    wanted = identifiers(call.read(_Many).id, most=_MOST)
    there = readable(call.viewer, wanted)
    found = posts_in_order(call.viewer, [number for number in wanted if number in there])
    return raw(listed(found))


@route("GET", "/api/v1/statuses/:id", scope="read:statuses", auth=Auth.PUBLIC, gives=whole.Status)
def one(call: Call, post_id: str) -> Answer:
    """Returns a post."""
    number = identifier(post_id)
    queries.must_be_readable(call.viewer, number)
    return entity(call, number)


@route(
    "DELETE",
    "/api/v1/statuses/:id",
    scope="write:statuses",
    auth=Auth.USER,
    family="deletes",
    gives=whole.DeletedStatus,
    asks=(_Deletion,),
)
def delete(call: Call, post_id: str) -> Answer:
    """Deletes one's own post; returns it with its text, so that it can be written again.

    Its media wait a little for that too, unless they are to be deleted with it.
    """
    post = queries.get(call.viewer, identifier(post_id))
    if post.author_id != call.account_id:
        raise NotFound
    told = posts(call.viewer, [post.id])[post.id]
    with unit_of_work():
        if call.read(_Deletion).delete_media:
            remove_of_post(owner_id=call.account_id, post_id=post.id)
        commands.delete(actor_id=call.account_id, post_id=post.id)
    return raw(f"{told[:-1]},{msgspec.json.encode({'text': post.text}).decode()[1:]}")


@route(
    "GET",
    "/api/v1/statuses/:id/context",
    scope="read:statuses",
    auth=Auth.PUBLIC,
    gives=whole.Context,
)
def context(call: Call, post_id: str) -> Answer:
    """Returns what came before a post and what was answered, as far as it may be read."""
    number = identifier(post_id)
    queries.must_be_readable(call.viewer, number)
    above = queries.ancestors(call.viewer, number)
    below = [reply.id for reply in queries.descendants(call.viewer, number)]
    found = posts(call.viewer, [*above, *below])
    before = listed(found[number] for number in above if number in found)
    after = listed(found[number] for number in below if number in found)
    return raw(f'{{"ancestors":{before},"descendants":{after}}}')


@route(
    "GET",
    "/api/v1/statuses/:id/source",
    scope="read:statuses",
    auth=Auth.USER,
    gives=whole.StatusSource,
)
def source(call: Call, post_id: str) -> Answer:
    """Returns a post's text as it was written; a post from elsewhere has none."""
    post = queries.get(call.viewer, identifier(post_id))
    return answer({"id": str(post.id), "text": post.text, "spoiler_text": post.warning})


def media_ids(given: list[str]) -> list[int]:
    """Returns the ids of media in what an app said. Raises MediaRefused for what is none."""
    wanted = list(dict.fromkeys(each for each in given if each))
    found = identifiers(wanted, most=len(wanted))
    if len(found) < len(wanted):
        raise MediaRefused
    return found


def entity(call: Call, post_id: int) -> Answer:
    """Returns one post, which the caller may read."""
    found = posts(call.viewer, [post_id])
    if post_id not in found:
        raise NotFound
    return raw(found[post_id])
