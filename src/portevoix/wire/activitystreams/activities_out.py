"""Activities as this house sends them (wire.md 7.1). Each has an id of its own.

The activity and its object carry the same `to` and `cc`; nothing is ever sent
with `bto` or `bcc`.
"""

import hashlib
from datetime import datetime
from typing import Any

from portevoix.domain.accounts.models import Account
from portevoix.kernel import clock
from portevoix.wire import addresses
from portevoix.wire.activitystreams.actor_out import actor
from portevoix.wire.activitystreams.addressing import Addressing, was_public
from portevoix.wire.activitystreams.dates import written
from portevoix.wire.activitystreams.letter import Letter
from portevoix.wire.activitystreams.note_out import note, tombstone
from portevoix.wire.activitystreams.people import followers_of, uri_of
from portevoix.wire.activitystreams.vocabulary import (
    ACTIVITYSTREAMS,
    ACTOR_CONTEXT,
    NOTE_CONTEXT,
    PUBLIC,
    Json,
)


def create(letter: Letter, addressing: Addressing, *, copy_for: Account | None = None) -> Json:
    """Returns the Create of a post; a circle's copy has an id of its own for each person."""
    suffix = f"#{copy_for.pk}" if copy_for else ""
    return {
        "@context": NOTE_CONTEXT,
        "id": f"{letter.uri}/activity{suffix}",
        "type": "Create",
        "actor": uri_of(letter.author),
        "published": written(letter.post.created_at),
        "to": addressing.to,
        "cc": addressing.cc,
        "object": note(letter, addressing),
    }


def update_post(letter: Letter, addressing: Addressing, *, copy_for: Account | None = None) -> Json:
    """Returns the Update of a post; figures of a poll change without a new version."""
    moment = int(clock.now().timestamp())
    suffix = f"-{moment}" + (f"/{copy_for.pk}" if copy_for else "")
    return {
        "@context": NOTE_CONTEXT,
        "id": f"{letter.uri}#updates/{letter.post.version}{suffix}",
        "type": "Update",
        "actor": uri_of(letter.author),
        "to": addressing.to,
        "cc": addressing.cc,
        "object": note(letter, addressing),
    }


def featured(kind: str, letter: Letter, *, pin_id: int) -> Json:
    """Returns the Add or Remove (`kind`) of a post on top of its author's page."""
    uri = f"{uri_of(letter.author)}/pins/{pin_id}" + ("/remove" if kind == "Remove" else "")
    made = _activity(
        kind,
        uri,
        letter.author,
        letter.uri,
        to=[PUBLIC],
        cc=[followers_of(letter.author)],
    )
    return {**made, "target": addresses.featured_url(letter.author.name)}


def delete_post(letter: Letter, addressing: Addressing) -> Json:
    """Returns the Delete of a post, to those it went to; public only if the post was."""
    return {
        "@context": ACTIVITYSTREAMS,
        "id": f"{letter.uri}#delete",
        "type": "Delete",
        "actor": uri_of(letter.author),
        "to": [PUBLIC] if was_public(letter) else addressing.to,
        "cc": [] if was_public(letter) else addressing.cc,
        "object": tombstone(letter.uri),
    }


def delete_actor(account: Account) -> Json:
    """Returns the Delete of a whole account here."""
    uri = uri_of(account)
    return _activity("Delete", f"{uri}#delete", account, uri, to=[PUBLIC])


def update_actor(account: Account) -> Json:
    """Returns the Update that carries a changed profile."""
    uri = uri_of(account)
    made = _activity(
        "Update",
        f"{uri}#updates/{account.version}",
        account,
        actor(account, with_context=False),
        to=[PUBLIC],
        cc=[followers_of(account)],
    )
    return {**made, "@context": ACTOR_CONTEXT}


def announce(
    *, boost_id: int, booster: Account, object_uri: str, addressing: Addressing, at: datetime
) -> Json:
    """Returns the Announce of a boost made here."""
    made = _activity(
        "Announce",
        announce_uri(booster, boost_id),
        booster,
        object_uri,
        to=addressing.to,
        cc=addressing.cc,
    )
    return {**made, "published": written(at)}


def announce_uri(booster: Account, boost_id: int) -> str:
    """Returns the id of the Announce of a boost made here."""
    return addresses.post_uri(booster.name, boost_id) + "/activity"


def like(*, favourite_id: int, actor: Account, object_uri: str, author: Account) -> Json:
    """Returns the Like, for the author alone."""
    uri = f"{uri_of(actor)}/likes/{favourite_id}"
    return _activity("Like", uri, actor, object_uri, to=[uri_of(author)])


def follow(*, follow_id: int, follower: Account, followee: Account) -> Json:
    """Returns the Follow of someone elsewhere."""
    uri = follow_uri(follower, follow_id)
    return _activity("Follow", uri, follower, uri_of(followee), to=[uri_of(followee)])


def follow_uri(follower: Account, follow_id: int) -> str:
    """Returns the id of a Follow sent from here."""
    return f"{uri_of(follower)}/follows/{follow_id}"


def answer(
    kind: str, *, number: int, follow_uri: str, follower: Account, followee: Account
) -> Json:
    """Returns the Accept or Reject (`kind`) of a Follow from elsewhere, which it carries inside.

    `number` makes its id, so that a second answer to the same person is not taken for the first.
    """
    inner: Json = {"type": "Follow", "actor": uri_of(follower), "object": uri_of(followee)}
    if follow_uri:
        inner["id"] = follow_uri
    uri = f"{uri_of(followee)}/{kind.lower()}s/{number}"
    return _activity(kind, uri, followee, inner, to=[uri_of(follower)])


def reject(*, author: Account, actor: Account, object_uri: str) -> Json:
    """Returns the Reject of a reply or a boost that the author's policy does not let in."""
    digest = hashlib.sha256(object_uri.encode()).hexdigest()[:32]
    uri = f"{uri_of(author)}#rejects/{digest}"
    return _activity("Reject", uri, author, object_uri, to=[uri_of(actor)])


def undo(inner: Json) -> Json:
    """Returns the Undo of an activity of ours, which it carries inside."""
    carried = {key: value for key, value in inner.items() if key != "@context"}
    return {
        "@context": ACTIVITYSTREAMS,
        "id": f"{inner['id']}/undo",
        "type": "Undo",
        "actor": inner["actor"],
        "to": inner["to"],
        "cc": inner["cc"],
        "object": carried,
    }


def _activity(
    kind: str,
    uri: str,
    actor: Account,
    about: Any,
    *,
    to: list[str],
    cc: list[str] | None = None,
) -> Json:
    return {
        "@context": ACTIVITYSTREAMS,
        "id": uri,
        "type": kind,
        "actor": uri_of(actor),
        "to": to,
        "cc": cc or [],
        "object": about,
    }
