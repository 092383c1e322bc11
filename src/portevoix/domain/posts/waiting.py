"""Verbs of posts that wait for their hour, or for the few seconds in which one may undo them.

Such a post is a row; a job publishes it. Row, draft and post change in one transaction,
so a house that dies in between publishes it once.
"""

import functools
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, get_type_hints

import msgspec
from django.db.models import Q

from portevoix.domain.media.public import hold
from portevoix.domain.posts.drafts import close_draft, keep_draft
from portevoix.domain.posts.errors import CannotWait, DraftChanged
from portevoix.domain.posts.models import Draft, IdempotencyKey, Post, WaitingPost
from portevoix.domain.posts.publishing import publish
from portevoix.kernel import clock, jobs
from portevoix.kernel.errors import DomainError, NotFound
from portevoix.kernel.ids import new_id
from portevoix.kernel.pagination import Page
from portevoix.kernel.unit_of_work import command, savepoint

LEAVE = "posts.leave"
SOONEST = timedelta(minutes=5)
"""The shortest wait of a post for a chosen hour."""
LONGEST_UNDO = 30
"""Seconds."""
_HELD_LONGER = timedelta(days=7)
"""Media stay longer than their post waits: it may come back as a draft."""
MOST, MOST_A_DAY = 300, 25
_AFTER = timedelta(days=2)
"""How long its pictures stay after its hour, should it become a draft again."""


@command
def let_wait(
    *,
    author_id: int,
    leaves_at: datetime,
    scheduled: bool = True,
    place: str = "",
    values: Mapping[str, Any] | None = None,
    writer: str = "",
    **arguments: Any,
) -> WaitingPost | Post:
    """Keeps a post until ``leaves_at`` and returns it; ``arguments`` are those of `publish`.

    What `publish` would refuse now is refused now, by the same errors. Raises CannotWait
    for an hour too near (unless it is only for undoing) and beyond 300 in all or 25 a
    day. The same ``idempotency_key`` returns what was made with it, the post if it left.
    """
    key = str(arguments.get("idempotency_key", ""))[:255]
    if key:
        made = _made_before(author_id, key)
        if made is not None:
            return made
    if scheduled:
        _must_fit(author_id, leaves_at)
    _try_out(author_id, arguments)
    waiting = WaitingPost(
        id=new_id(),
        author_id=author_id,
        arguments=_stored(arguments),
        idempotency_key=key,
        place=place,
        values=dict(values or {}),
        is_scheduled=scheduled,
        leaves_at=leaves_at,
        created_at=clock.now(),
    )
    if arguments.get("media_ids"):
        until = leaves_at + _HELD_LONGER
        hold(owner_id=author_id, media_ids=arguments["media_ids"], until=until)
    WaitingPost.objects.bulk_create([waiting], ignore_conflicts=True)
    if key:  # asked twice at one instant: the first is the one
        waiting = WaitingPost.objects.get(author_id=author_id, idempotency_key=key)
    if place:
        text = str(arguments["text"])
        close_draft(author_id=author_id, place=place, writer=writer, text=text)
    _call(waiting)
    return waiting


@command
def change_hour(*, author_id: int, waiting_id: int, leaves_at: datetime) -> WaitingPost:
    """Lets a waiting post leave at another hour. Raises CannotWait, NotFound."""
    waiting = _locked(waiting_id, author_id)
    _must_fit(author_id, leaves_at, but=waiting_id)
    waiting.leaves_at = leaves_at
    waiting.save(update_fields=["leaves_at"])
    _call(waiting)
    return waiting


@command
def drop_waiting(*, author_id: int, waiting_id: int) -> None:
    """Deletes a post that waits. Raises NotFound."""
    _locked(waiting_id, author_id).delete()


@command
def take_back(*, author_id: int, waiting_id: int) -> Draft | None:
    """Undoes a post that waits: its text is a draft again, at its place if that is free.

    Raises NotFound when it has left already.
    """
    waiting = _locked(waiting_id, author_id)
    draft = _draft_again(waiting)
    waiting.delete()
    return draft


@command
def leave_now(*, author_id: int, waiting_id: int) -> Post:
    """Publishes a waiting post now. Raises NotFound, and what `publish` raises."""
    waiting = _locked(waiting_id, author_id)
    return _publish(waiting)


@command
def leave_when_due(*, waiting_id: int) -> Post | None:
    """Publishes a waiting post whose hour has come; None when it does not wait any more.

    What is refused by then becomes a draft that says why.
    """
    waiting = WaitingPost.objects.select_for_update().filter(id=waiting_id).first()
    if waiting is None or waiting.leaves_at > clock.now():
        return None
    try:
        with savepoint():
            return _publish(waiting)
    except DomainError as error:
        _draft_again(waiting, fault=error.code)
        waiting.delete()
        return None


def waiting_of(author_id: int) -> list[WaitingPost]:
    """Returns a member's posts for a chosen hour, the next first."""
    found = WaitingPost.objects.filter(author_id=author_id, is_scheduled=True)
    return list(found.order_by("leaves_at", "id"))


def waiting_page(author_id: int, page: Page) -> list[WaitingPost]:
    """Returns a page of a member's posts for a chosen hour, the last made first."""
    found = WaitingPost.objects.raw(
        "SELECT * FROM post_waiting WHERE author_id = %(author)s AND is_scheduled"
        f"{page.where('id')}{page.order('id')}",
        {"author": author_id, **page.params()},
    )
    return page.arrange(list(found))


def waiting_by_id(author_id: int, waiting_id: int, *, scheduled: bool = False) -> WaitingPost:
    """Returns a waiting post of this member, one for a chosen hour alone if asked so.

    Raises NotFound.
    """
    found = WaitingPost.objects.filter(id=waiting_id, author_id=author_id).first()
    if found is None or (scheduled and not found.is_scheduled):
        raise NotFound
    return found


def arguments_of(waiting: WaitingPost) -> dict[str, Any]:
    """Returns what `publish` will be called with, as its types."""
    hints = _hints()
    return {name: msgspec.convert(value, hints[name]) for name, value in waiting.arguments.items()}


@functools.cache
def _hints() -> dict[str, Any]:
    return get_type_hints(publish)


def _stored(arguments: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.to_builtins(dict(arguments))
    return made


def _locked(waiting_id: int, author_id: int) -> WaitingPost:
    found = WaitingPost.objects.select_for_update().filter(id=waiting_id, author_id=author_id)
    waiting = found.first()
    if waiting is None:
        raise NotFound
    return waiting


def _publish(waiting: WaitingPost) -> Post:
    post = publish(author_id=waiting.author_id, **arguments_of(waiting))
    waiting.delete()
    return post


def _call(waiting: WaitingPost) -> None:
    media = [int(each) for each in waiting.arguments.get("media_ids", ())]
    if media:
        until = waiting.leaves_at + _AFTER
        hold(owner_id=waiting.author_id, media_ids=media, until=until)
    moment = int(waiting.leaves_at.timestamp())
    jobs.enqueue(
        LEAVE,
        {"waiting_id": waiting.id},
        run_at=waiting.leaves_at,
        key=f"{LEAVE}:{waiting.id}:{moment}",
    )


def _draft_again(waiting: WaitingPost, fault: str = "") -> Draft | None:
    values = waiting.values or _values_of(arguments_of(waiting))
    author, own = waiting.author_id, f"unsent:{waiting.id}"
    if waiting.place and not fault:
        try:
            with savepoint():
                return keep_draft(author_id=author, place=waiting.place, values=values, writer=own)
        except DraftChanged:
            pass  # something else was begun there meanwhile: both are kept
    return keep_draft(author_id=author, place=own, values=values, fault=fault)


def _values_of(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the composer for a post that an app let wait."""
    audience = arguments["audience"]
    rung = str(audience.rung.value)
    parent = arguments.get("in_reply_to_id")
    return {
        "text": arguments["text"],
        "warning": arguments.get("warning", ""),
        "language": arguments.get("language", ""),
        "audience": rung if audience.circle_id is None else f"{rung}:{audience.circle_id}",
        "in_reply_to": "" if parent is None else str(parent),
    }


class _TriedOut(Exception):
    """The way out of a publication that was only tried."""


def _try_out(author_id: int, arguments: Mapping[str, Any]) -> None:
    """Publishes and undoes it, so that everything that would be refused is refused now."""
    try:
        with savepoint():
            publish(author_id=author_id, **arguments)
            raise _TriedOut
    except _TriedOut:
        pass


def _made_before(author_id: int, key: str) -> WaitingPost | Post | None:
    waiting = WaitingPost.objects.filter(author_id=author_id, idempotency_key=key).first()
    if waiting is not None:
        return waiting
    known = IdempotencyKey.objects.select_related("post").filter(author_id=author_id, key=key)
    used = known.first()
    return None if used is None else used.post


def _must_fit(author_id: int, leaves_at: datetime, *, but: int = 0) -> None:
    if leaves_at < clock.now() + SOONEST:
        raise CannotWait(fields={"scheduled_at": ["too_soon"]})
    others = WaitingPost.objects.filter(Q(author_id=author_id, is_scheduled=True) & ~Q(id=but))
    if others.count() >= MOST:
        raise CannotWait(fields={"scheduled_at": ["too_many"]})
    start = leaves_at.replace(hour=0, minute=0, second=0, microsecond=0)
    day = others.filter(leaves_at__gte=start, leaves_at__lt=start + timedelta(days=1))
    if day.count() >= MOST_A_DAY:
        raise CannotWait(fields={"scheduled_at": ["too_many_a_day"]})
