"""Verbs by which a post comes to say something else. What it said before is kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portevoix.domain.accounts.public import Reader, members_among
from portevoix.domain.audiences.public import (
    WIDE,
    Grant,
    add_named,
    known_details,
    readers_among,
)
from portevoix.domain.house.public import remember_far
from portevoix.domain.media.public import Arrangement, Medium, arrange, of_posts
from portevoix.domain.media.public import receive as receive_media
from portevoix.domain.posts.acting import must_be_able_to_speak
from portevoix.domain.posts.events import MentionsUnknown, PostEdited
from portevoix.domain.posts.mentions import (
    Reading,
    read,
    replace_mentions,
    replace_tags,
)
from portevoix.domain.posts.models import FormerVersion, Mention, Post
from portevoix.domain.posts.poll_draft import PollDraft
from portevoix.domain.posts.poll_queries import poll_of
from portevoix.domain.posts.polls import open_poll, receive_poll
from portevoix.domain.posts.publishing import checked
from portevoix.domain.posts.remote import RemotePost
from portevoix.domain.relationships.public import blocked_among
from portevoix.kernel import clock
from portevoix.kernel.errors import Conflict, NotFound
from portevoix.kernel.unit_of_work import command, emit

_AT_LEAST = timedelta(seconds=1)


@dataclass(frozen=True)
class _Words:
    """What an edit changes."""

    text: str
    html: str
    warning: str
    sensitive: bool
    language: str


@dataclass(frozen=True)
class _Beside:
    """What stood beside the words: what is kept of media of this house, and a poll's answers."""

    media: list[dict[str, Any]]
    options: str


@command
def edit(
    *,
    actor_id: int,
    post_id: int,
    text: str,
    warning: str = "",
    sensitive: bool = False,
    language: str = "",
    version: int | None = None,
    media: Arrangement | None = None,
    poll: PollDraft | None = None,
) -> Post:
    """Gives one's own post other words and returns it; the same words change nothing.

    People mentioned anew become readers where a mention makes one and they may
    read what the post answers; nobody stops being one. ``version`` is the one
    that was edited: if it is no longer the post's, Conflict. ``media`` is what it
    shows and ``poll`` what it asks from now on; None leaves that. Raises NotAPost,
    NotFound, NotAllowed, MediaRefused, Invalid.
    """
    must_be_able_to_speak(actor_id)
    post = Post.objects.select_for_update().filter(id=post_id, author_id=actor_id).first()
    if post is None or post.deleted_at is not None or post.boost_of_id is not None:
        raise NotFound
    before = of_posts([post.id]).get(post.id, [])
    shows_media = bool(media.ids if media is not None else before)
    text, warning = checked(text, warning, alone=not shows_media)
    if version is not None and version != post.version:
        raise Conflict
    reading = read(text)
    words = _Words(text, reading.html, warning, sensitive or bool(warning), language)
    former = _Beside(_told(before), _options(post.id))
    if media is not None:
        arrange(post_id=post.id, author_id=actor_id, media=media)
    if poll is not None:
        open_poll(post, poll)
    now = _Beside(_told(of_posts([post.id]).get(post.id, [])), _options(post.id))
    if not _change(post, words, clock.now(), former, is_other=former != now):
        return post
    replace_tags(post.id, reading.tags)
    _mention(post, reading)
    emit(PostEdited(post_id=post.id, author_id=post.author_id, here=True))
    return post


@command
def receive_edit(remote: RemotePost, *, updated: datetime | None) -> Post | None:
    """Takes an edit from elsewhere if it is newer than what is here; returns the post.

    Returns None for a post that is not known, not that author's or deleted.
    Readers that the new copy names are added, as a second copy would.
    """
    post = Post.objects.select_for_update().filter(uri=remote.uri).first()
    if post is None or post.author_id != remote.author_id or post.deleted_at is not None:
        return None
    named = set(remote.named_ids)
    add_named(post_id=post.id, account_ids=named - blocked_among(remote.author_id, named))
    Post.objects.filter(id=post.id).update(
        reply_policy=remote.reply_policy,
        quote_policy=remote.quote_policy,
        boost_policy=remote.boost_policy,
    )
    newer = updated is not None and _is_newer(post, updated)
    former = _Beside([], _options(post.id))
    if remote.poll is not None:
        receive_poll(post, remote.poll, may_change=newer)
    if updated is None or not newer:
        return post
    words = _Words(remote.text, remote.html, remote.warning, remote.sensitive, remote.language)
    if remote.emoji:
        remember_far(host=post.author.host, found=remote.emoji)
    shown = _shown(of_posts([post.id]).get(post.id, []))
    is_other = shown != [(each.url, each.description) for each in remote.media]
    if is_other:
        receive_media(post_id=post.id, author_id=post.author_id, media=remote.media)
    is_other |= former.options != _options(post.id)
    if _change(post, words, updated, former, is_other=is_other):
        replace_tags(post.id, remote.tags)
        replace_mentions(post.id, remote.mention_ids)
        emit(PostEdited(post_id=post.id, author_id=post.author_id, here=False))
    return post


def _is_newer(post: Post, updated: datetime) -> bool:
    """Some say of every post that it was edited when it was published."""
    if post.edited_at is not None:
        return updated > post.edited_at
    return updated >= post.created_at + _AT_LEAST


def _told(media: Collection[Medium]) -> list[dict[str, Any]]:
    """What is kept of the media of a former version: the media themselves stay."""
    return [
        {"id": each.id, "description": each.description, "focus": [each.focus_x, each.focus_y]}
        for each in media
    ]


def _shown(media: Collection[Medium]) -> list[tuple[str, str]]:
    return [(each.remote_url, each.description) for each in media]


def _options(post_id: int) -> str:
    poll = poll_of(post_id)
    return poll.titles if poll is not None else ""


def _change(
    post: Post, words: _Words, moment: datetime, former: _Beside, *, is_other: bool
) -> bool:
    """Sets the words down and keeps the former ones; returns whether anything is different.

    ``is_other`` says whether what stands beside them is.
    """
    before = _Words(post.text, post.html, post.warning, post.sensitive, post.language)
    if before == words and not is_other:
        return False
    FormerVersion.objects.create(
        post=post,
        text=post.text,
        html=post.html,
        warning=post.warning,
        sensitive=post.sensitive,
        media=former.media,
        options=former.options,
        created_at=post.edited_at or post.created_at,
    )
    post.text, post.html, post.warning = words.text, words.html, words.warning
    post.sensitive, post.language = words.sensitive, words.language
    post.edited_at, post.version = moment, post.version + 1
    post.save(
        update_fields=[
            "text", "html", "warning", "sensitive", "language", "edited_at", "version",
        ]
    )  # fmt: skip
    return True


def _mention(post: Post, reading: Reading) -> None:
    mentioned = {account.id for account in reading.mentioned}
    known = set(Mention.objects.filter(post=post).values_list("account_id", flat=True))
    replace_mentions(post.id, (account.id for account in reading.mentioned))
    audience = known_details(post.id)
    wide = bool(audience.grants & (WIDE & ~Grant.NAMED))
    opens_talk = audience.direct and audience.parent_id is None
    new = mentioned - known - {post.author_id}
    if new and (wide or opens_talk):
        admitted = _who_read_the_parent(audience.parent_id, new)
        admitted -= blocked_among(post.author_id, admitted)
        if admitted:
            add_named(post_id=post.id, account_ids=admitted)
    if reading.unknown and wide:
        emit(
            MentionsUnknown(
                post_id=post.id, author_id=post.author_id, handles=list(reading.unknown)
            )
        )


def _who_read_the_parent(parent_id: int | None, account_ids: Collection[int]) -> set[int]:
    if parent_id is None:
        return set(account_ids)
    here = set(members_among(account_ids))
    viewers = [Reader(each, is_member=each in here) for each in account_ids]
    return readers_among(parent_id, viewers)
