"""Stored numbers. An act counts when everyone who may read the post may see the act."""

from datetime import date

from django.db.models import F

from portevoix.domain.accounts.public import count_post
from portevoix.domain.audiences.public import Details, Grant, details
from portevoix.domain.posts.models import Post


def contains(act: Details, post: Details) -> bool:
    """Returns whether the audience of ``act`` contains that of ``post``."""
    if act.is_open or act.grants & Grant.AS_PARENT:
        return True
    if act.has_ceiling or post.is_open:
        return False
    own = post.grants & ~Grant.NAMED
    if own == Grant.HOUSE:
        return bool(act.grants & Grant.HOUSE)
    same_author = act.author_id == post.author_id
    return own == Grant.FOLLOWERS and same_author and bool(act.grants & Grant.FOLLOWERS)


def count_reply(parent_id: int, by: int) -> None:
    """Adds ``by`` to the replies of a post."""
    Post.objects.filter(id=parent_id).update(replies_count=F("replies_count") + by)


def count_quote(quoted_id: int, by: int) -> None:
    """Adds ``by`` to the quotes of a post."""
    Post.objects.filter(id=quoted_id).update(quotes_count=F("quotes_count") + by)


def count_boost(original_id: int, by: int) -> None:
    """Adds ``by`` to the boosts of a post."""
    Post.objects.filter(id=original_id).update(boosts_count=F("boosts_count") + by)


def count_new(audience: Details, *, on: date) -> None:
    """Counts a new post of the day ``on`` for its author and for the post it answers."""
    _count_for_author(audience, 1, on)
    _count_for_parent(audience, 1)


def uncount(audience: Details) -> None:
    """Takes a post that goes out of the numbers of its author and of the post it answers."""
    _count_for_author(audience, -1, None)
    _count_for_parent(audience, -1)


def _count_for_author(audience: Details, by: int, on: date | None) -> None:
    # Narrower posts are in no number: a number would tell that they exist.
    if audience.is_open:
        count_post(audience.author_id, by=by, on=on)


def _count_for_parent(audience: Details, by: int) -> None:
    above = details(audience.parent_id) if audience.parent_id else None
    if above is not None and contains(audience, above):
        count_reply(above.subject_id, by)
