"""Verbs of drafts: what is typed is kept at its place until it is published or deleted."""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from portevoix.domain.posts.errors import DraftChanged, NotADraft
from portevoix.domain.posts.models import Draft, Post
from portevoix.domain.posts.publishing import publish
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from portevoix.kernel.ids import new_id
from portevoix.kernel.unit_of_work import command

PLACE = re.compile(r"[a-z]{1,12}(?::[\w/.@-]{1,60})?", re.ASCII)
LARGEST = 200_000
"""Bytes of a draft's values."""
MOST = 500
"""Drafts of one member."""
UNDO_TIME = timedelta(days=1)
"""How long a deleted draft can be brought back."""


@command
def keep_draft(
    *,
    author_id: int,
    place: str,
    values: Mapping[str, Any],
    version: int = 0,
    writer: str = "",
    fault: str = "",
) -> Draft | None:
    """Keeps what a form holds as the draft of ``place``, and returns it.

    ``version`` is the one the form was filled from (0: none), ``writer`` names the form.
    Raises DraftChanged, which holds the other version, when another form has kept
    something else meanwhile; NotADraft when it is too large or there are too many.
    Returns None when this form's text has been published: it stays published.
    """
    if not PLACE.fullmatch(place):
        raise NotADraft(fields={"text": ["invalid"]})
    if len(json.dumps(values)) > LARGEST:
        raise NotADraft(fields={"text": ["too_long"]})
    found = _locked(author_id, place)
    if found is None:
        return _first(author_id, place, values, writer, fault)
    if found.published and found.writer == writer and _is_beginning(values, found.values):
        return None
    is_there = found.deleted_at is None
    if is_there and found.values == values:
        return found
    if is_there and found.version != version and found.writer != writer:
        raise DraftChanged(found)
    found.values, found.writer, found.fault = dict(values), writer[:64], fault
    found.version, found.updated_at = found.version + 1, clock.now()
    found.deleted_at, found.published = None, False
    found.save()
    return found


@command
def drop_draft(*, author_id: int, place: str) -> Draft | None:
    """Deletes the draft of a place, if there is one; `bring_back` undoes it for a day."""
    found = _locked(author_id, place)
    if found is None or found.deleted_at is not None:
        return None
    found.deleted_at, found.published = clock.now(), False
    found.version += 1
    found.save(update_fields=["deleted_at", "published", "version"])
    return found


@command
def bring_back(*, author_id: int, draft_id: int) -> Draft:
    """Brings back a draft deleted less than a day ago. Raises NotFound."""
    found = Draft.objects.select_for_update().filter(
        id=draft_id, author_id=author_id, published=False, deleted_at__isnull=False
    )
    draft = found.first()
    if draft is None:
        raise NotFound
    draft.deleted_at = None
    draft.version += 1
    draft.save(update_fields=["deleted_at", "version"])
    return draft


@command
def drop_older_drafts(*, author_id: int, before: datetime) -> int:
    """Deletes the drafts not touched since ``before``; returns how many there were."""
    found = Draft.objects.filter(author_id=author_id, deleted_at=None, updated_at__lt=before)
    return found.update(deleted_at=clock.now())


@command
def publish_draft(*, author_id: int, place: str, writer: str = "", **arguments: Any) -> Post:
    """Publishes as `publish` does; the draft of ``place`` goes in the same transaction."""
    post = publish(author_id=author_id, **arguments)
    close_draft(author_id=author_id, place=place, writer=writer, text=str(arguments["text"]))
    return post


@command
def close_draft(*, author_id: int, place: str, writer: str, text: str) -> None:
    """Ends the draft of a place whose text is leaving; a late keeping of it comes to nothing."""
    if not PLACE.fullmatch(place):
        return
    now = clock.now()
    ended = {
        "values": {"text": text},
        "fault": "",
        "writer": writer[:64],
        "updated_at": now,
        "deleted_at": now,
        "published": True,
    }
    Draft.objects.update_or_create(
        author_id=author_id, place=place, defaults=ended, create_defaults={"id": new_id(), **ended}
    )


@command
def forget_deleted_drafts() -> None:
    """Removes drafts a day after they were deleted or published."""
    Draft.objects.filter(deleted_at__lt=clock.now() - UNDO_TIME).delete()


def draft_of(author_id: int, place: str) -> Draft | None:
    """Returns the draft of a place, or None."""
    return Draft.objects.filter(author_id=author_id, place=place, deleted_at=None).first()


def draft_by_id(author_id: int, draft_id: int) -> Draft:
    """Returns a draft of this member. Raises NotFound."""
    found = Draft.objects.filter(id=draft_id, author_id=author_id, deleted_at=None).first()
    if found is None:
        raise NotFound
    return found


def drafts_of(author_id: int) -> list[Draft]:
    """Returns a member's drafts, the last touched first."""
    found = Draft.objects.filter(author_id=author_id, deleted_at=None)
    return list(found.order_by("-updated_at")[:MOST])


def _locked(author_id: int, place: str) -> Draft | None:
    found = Draft.objects.select_for_update().filter(author_id=author_id, place=place)
    return found.first()


def _first(author_id: int, place: str, values: Mapping[str, Any], writer: str, fault: str) -> Draft:
    if Draft.objects.filter(author_id=author_id, deleted_at=None).count() >= MOST:
        raise NotADraft(fields={"text": ["too_many"]})
    made = Draft(
        id=new_id(),
        author_id=author_id,
        place=place,
        values=dict(values),
        fault=fault,
        writer=writer[:64],
        updated_at=clock.now(),
    )
    # Two forms that keep at one instant: the second finds the draft of the first.
    Draft.objects.bulk_create([made], ignore_conflicts=True)
    stored = _locked(author_id, place)
    if stored is not None and stored.id != made.id and stored.values != made.values:
        raise DraftChanged(stored)
    return stored or made


def _is_beginning(values: Mapping[str, Any], published: Mapping[str, Any]) -> bool:
    text = str(values.get("text", "")).strip()
    return str(published.get("text", "")).startswith(text)
