"""Stored numbers. An act counts when everyone who may read the post may see the act."""

from django.db.models import F

from portevoix.domain.accounts.public import count_post
from portevoix.domain.audiences.public import OPEN, Details, Grant
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


def count_boost(original_id: int, by: int) -> None:
    """Adds ``by`` to the boosts of a post."""
    Post.objects.filter(id=original_id).update(boosts_count=F("boosts_count") + by)


def count_for_author(post: Post, audience: Details, by: int) -> None:
    """Adds ``by`` to the author's public number of posts; narrower posts are in no number."""
    if audience.grants & OPEN and not audience.has_ceiling:
        count_post(post.author_id, by=by, on=post.created_at.date() if by > 0 else None)
