"""Which audience a new post gets, out of what was asked, its parent and its mentions."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from portevoix.domain.accounts.public import Account
from portevoix.domain.audiences.public import (
    WIDE,
    Audience,
    Details,
    Grant,
    Rung,
    audience_of_post,
    audience_of_reply,
    details,
    word_for_apps,
)
from portevoix.domain.posts.models import DeletedText, Mention
from portevoix.domain.posts.target import Target
from portevoix.domain.relationships.public import blocked_among
from portevoix.kernel import clock

REDRAFT_TIME = timedelta(minutes=10)


@dataclass(frozen=True)
class Settled:
    """The audience as it will be set down."""

    grants: Grant
    named_ids: frozenset[int]
    circle_id: int | None
    direct: bool
    parent: Target | None


def settle(
    *,
    author_id: int,
    asked: Audience,
    parent: Target | None,
    mentioned: Sequence[Account],
    redraft_of: str = "",
) -> Settled:
    """Returns the audience a new post gets. Raises AudienceNotPossible.

    ``redraft_of`` is the text when the audience was asked for by an app's word,
    which may stand for the grants of a post just deleted.

    In a conversation the mentions are its people; in followers and wider posts
    they are readers besides; elsewhere a mention adds nobody. Who has a block
    with the author gets no grant, and nothing says so.
    """
    above = details(parent.id) if parent else None
    people = {account.id for account in mentioned} - {author_id}
    if above is None or parent is None:
        chosen = audience_of_post(asked, author_id=author_id)
        return _settled(chosen, people, author_id, parent=None, redraft_of=redraft_of)
    chosen = audience_of_reply(asked, above)
    participants = _participants(parent, above) if above.direct else frozenset()
    if chosen.rung is Rung.AUTHOR_ONLY:
        return _settled(chosen, {parent.author_id}, author_id, parent)
    if chosen.rung is Rung.AS_PARENT and above.direct:
        return _settled(Audience(Rung.DIRECT), set(participants), author_id, parent)
    if chosen.rung is Rung.DIRECT and above.direct and people | {author_id} != participants:
        return _settled(chosen, people, author_id, parent=None)
    return _settled(chosen, people, author_id, parent)


def _settled(
    chosen: Audience, people: set[int], author_id: int, parent: Target | None, redraft_of: str = ""
) -> Settled:
    grants, circle_id = chosen.grants, chosen.circle_id
    former = _redrafted(author_id, redraft_of, chosen) if redraft_of else None
    if former is not None:
        grants = former.grants & ~Grant.NAMED
        circle_id = former.circle_ids[0] if former.circle_ids else None
    named = people - {author_id} if chosen.direct or grants & WIDE else set()
    return Settled(
        grants=grants & ~Grant.NAMED | (Grant.NAMED if chosen.direct else Grant.NONE),
        named_ids=frozenset(named - blocked_among(author_id, named)),
        circle_id=circle_id,
        direct=chosen.direct,
        parent=parent,
    )


def _participants(post: Target, about: Details) -> frozenset[int]:
    """Whom a conversation is between: an answer to its author alone mentions nobody."""
    mentioned = Mention.objects.filter(post_id=post.id).values_list("account_id", flat=True)
    return frozenset({post.author_id, *mentioned, *about.named_ids})


def _redrafted(author_id: int, text: str, chosen: Audience) -> Details | None:
    """Returns the audience of the author's post of the same text, deleted minutes ago.

    An app that deletes and writes again knows four words only; if it says the
    word it was told, it means the grants that word stood for.
    """
    deleted = (
        DeletedText.objects.filter(
            author_id=author_id,
            text_hash=hash_of(text),
            deleted_at__gte=clock.now() - REDRAFT_TIME,
        )
        .order_by("-deleted_at")
        .first()
    )
    former = details(deleted.post_id) if deleted else None
    if former is None or former.direct or former.has_ceiling:
        return None
    told = word_for_apps(former.grants, direct=False)[0]
    asked = word_for_apps(chosen.grants, direct=chosen.direct)[0]
    return former if told == asked else None


def hash_of(text: str) -> str:
    """Returns what is kept of a deleted post's text: its SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
