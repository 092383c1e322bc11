"""Own posts that were written elsewhere, with their dates: they come silently."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portevoix.domain.audiences.public import Grant, publish_subject
from portevoix.domain.media.public import attach
from portevoix.domain.posts.acting import must_be_able_to_speak
from portevoix.domain.posts.counting import count_new
from portevoix.domain.posts.events import PostImported
from portevoix.domain.posts.mentions import read, remember_mentions, remember_tags
from portevoix.domain.posts.models import Post
from portevoix.domain.posts.publishing import insert_post
from portevoix.kernel import database
from portevoix.kernel.ids import first_id_at
from portevoix.kernel.unit_of_work import command, emit

MAY_HAVE = Grant.PUBLIC | Grant.QUIET | Grant.FOLLOWERS | Grant.HOUSE | Grant.CONNECTIONS
"""Grants that mean here what they meant there. Others named people or a circle of there."""


@dataclass(frozen=True, kw_only=True)
class OldPost:
    """A post as an archive tells it, cleaned. Without grants its author alone reads it."""

    text: str
    warning: str
    sensitive: bool
    language: str
    grants: Grant
    created_at: datetime
    parent_id: int | None = None
    """The member's own post here that it answers."""
    parent_uri: str = ""
    media_ids: Sequence[int] = ()


@command
def import_post(*, author_id: int, old: OldPost) -> Post:
    """Sets down an old post of a member under an id of its date, and returns it.

    Nobody is told, no home gets it, no house; mentions make no readers. An answer to
    somebody else stays one by its parent's address. Raises NotAllowed, MediaRefused.
    """
    must_be_able_to_speak(author_id)
    reading = read(old.text)
    parent = (
        Post.objects.filter(id=old.parent_id, author_id=author_id, deleted_at=None).first()
        if old.parent_id
        else None
    )
    post_id = _next_id_at(old.created_at)
    post = Post(
        id=post_id, author_id=author_id, text=old.text, html=reading.html, warning=old.warning,
        sensitive=old.sensitive or bool(old.warning), language=old.language,
        in_reply_to_id=parent.id if parent else None,
        in_reply_to_account_id=author_id if parent else None,
        in_reply_to_uri="" if parent else old.parent_uri,
        thread_id=parent.thread_id if parent else post_id, created_at=old.created_at,
    )  # fmt: skip
    insert_post(post)
    remember_mentions(post.id, (account.id for account in reading.mentioned))
    remember_tags(post.id, reading.tags)
    audience = publish_subject(
        subject_id=post.id,
        author_id=author_id,
        grants=old.grants & MAY_HAVE,
        published_at=old.created_at,
        parent_id=post.in_reply_to_id,
    )
    count_new(audience, on=old.created_at.date())
    if old.media_ids:
        attach(post_id=post.id, media_ids=old.media_ids, author_id=author_id)
    emit(PostImported(post_id=post.id, author_id=author_id))
    return post


def _next_id_at(moment: datetime) -> int:
    """Returns the id after those of this millisecond: archives tell whole seconds only.

    So posts of one second stay in the order in which they are brought.
    """
    first = first_id_at(moment)
    last = first_id_at(moment + timedelta(milliseconds=1)) - 1
    found = database.rows("SELECT MAX(id) FROM post WHERE id BETWEEN %s AND %s", [first, last])
    return int(found[0][0]) + 1 if found[0][0] is not None else first
