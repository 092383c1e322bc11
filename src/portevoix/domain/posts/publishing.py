"""Verbs by which a post comes to be here."""

from collections.abc import Sequence
from datetime import timedelta

from portevoix.domain.audiences.public import (
    WIDE,
    Audience,
    Grant,
    add_named,
    details,
    publish_subject,
)
from portevoix.domain.media.public import attach
from portevoix.domain.posts.acting import answered_post, must_be_able_to_speak
from portevoix.domain.posts.asking import ask_for
from portevoix.domain.posts.audience_of import Settled, settle
from portevoix.domain.posts.counting import count_new
from portevoix.domain.posts.errors import MayNotReply, NotAPost, UnknownPeople
from portevoix.domain.posts.events import MentionsUnknown, PostPublished
from portevoix.domain.posts.mentions import Reading, read, remember_mentions, remember_tags
from portevoix.domain.posts.models import IdempotencyKey, Mention, Policy, Post
from portevoix.domain.posts.permissions import Act, decide
from portevoix.domain.posts.poll_draft import PollDraft
from portevoix.domain.posts.polls import open_poll
from portevoix.domain.posts.quoting import open_quote
from portevoix.domain.posts.target import Target
from portevoix.domain.timelines.public import add_own
from portevoix.kernel import clock, database
from portevoix.kernel.ids import new_id
from portevoix.kernel.text.clean import clean_line, clean_text
from portevoix.kernel.text.length import mastodon_length
from portevoix.kernel.unit_of_work import command, emit

TEXT_LIMIT = 5_000
KEY_TIME = timedelta(hours=24)


@command
def publish(
    *,
    author_id: int,
    text: str,
    audience: Audience,
    warning: str = "",
    sensitive: bool = False,
    language: str = "",
    in_reply_to_id: int | None = None,
    idempotency_key: str = "",
    application: tuple[str, str] = ("", ""),
    by_word: bool = False,
    media_ids: Sequence[int] = (),
    poll: PollDraft | None = None,
    reply_policy: Policy = Policy.EVERYONE,
    quote_policy: Policy = Policy.EVERYONE,
    boost_policy: Policy = Policy.EVERYONE,
    quote_of_id: int | None = None,
) -> Post:
    """Publishes a member's post to ``audience`` and returns it.

    The same ``idempotency_key`` returns the post made with it. ``application``
    is a name and a web site. ``by_word`` says that an app asked by one of its
    four words (then a text deleted minutes ago keeps its former grants). With
    ``media_ids``, the author's own and of no post yet, there need be no text.
    A reply whose parent's author wants to be asked waits for their word.
    Raises NotAPost, NotFound (the parent), MayNotReply, MayNotQuote, AudienceNotPossible,
    NotAllowed, MediaRefused, and UnknownPeople when a conversation names somebody not known here.
    """
    must_be_able_to_speak(author_id)
    post_id = new_id()
    if idempotency_key:
        made = _reserve(author_id, idempotency_key, post_id)
        if made is not None:
            return made
    text, warning = checked(text, warning, alone=not media_ids)
    parent = _parent(in_reply_to_id, author_id)
    reading = read(text)
    settled = settle(
        author_id=author_id,
        asked=audience,
        parent=parent,
        mentioned=reading.mentioned,
        redraft_of=text if by_word else "",
    )
    if settled.direct and reading.unknown:
        raise UnknownPeople(list(reading.unknown))
    post = Post(
        id=post_id, author_id=author_id, text=text, html=reading.html, warning=warning,
        sensitive=sensitive or bool(warning), language=language,
        application_name=application[0][:255], application_website=application[1][:2048],
        created_at=clock.now(), reply_policy=reply_policy, quote_policy=quote_policy,
        boost_policy=boost_policy,
    )  # fmt: skip
    _set_down(post, settled, reading)
    _set_beside(post, media_ids, poll, quote_of_id)
    add_own(owner_id=author_id, post_id=post.id)
    if reading.unknown and settled.grants & WIDE:
        emit(MentionsUnknown(post_id=post.id, author_id=author_id, handles=list(reading.unknown)))
    return post


def _parent(post_id: int | None, author_id: int) -> Target | None:
    return answered_post(post_id, actor_id=author_id, here=True) if post_id else None


def _set_beside(
    post: Post, media_ids: Sequence[int], poll: PollDraft | None, quote_of_id: int | None
) -> None:
    """Gives a new post what stands beside its words: media or a poll, and what it quotes."""
    if poll is not None and media_ids:
        raise NotAPost(fields={"poll": ["with_media"]})
    if media_ids:
        attach(post_id=post.id, media_ids=media_ids, author_id=post.author_id)
    if poll is not None:
        open_poll(post, poll)
    if quote_of_id is not None:
        open_quote(post, quote_of_id)


def _reserve(author_id: int, key: str, post_id: int) -> Post | None:
    """Takes the key for ``post_id``, or returns the post that another request made with it."""
    is_free = database.insert(
        "post_idempotency_key",
        once=True,
        author_id=author_id,
        key=key[:255],
        post_id=post_id,
        created_at=clock.now(),
    )
    if is_free:
        return None
    return (
        IdempotencyKey.objects.select_related("post").get(author_id=author_id, key=key[:255]).post
    )


@command
def forget_idempotency_keys() -> None:
    """Removes keys a day after they were used."""
    IdempotencyKey.objects.filter(created_at__lt=clock.now() - KEY_TIME).delete()


def checked(text: str, warning: str, *, alone: bool = True) -> tuple[str, str]:
    """Returns text and warning, cleaned. Raises NotAPost when they cannot be a post.

    Only what has media beside it, and so is not ``alone``, may have no text.
    """
    text, warning = clean_text(text), clean_line(warning, TEXT_LIMIT)
    if not text and alone:
        raise NotAPost(fields={"text": ["blank"]})
    if mastodon_length(text) + len(warning) > TEXT_LIMIT:
        raise NotAPost(fields={"text": ["too_long"]})
    return text, warning


def _set_down(post: Post, settled: Settled, reading: Reading) -> None:
    parent = settled.parent
    post.in_reply_to_id = parent.id if parent else None
    post.in_reply_to_account_id = parent.author_id if parent else None
    post.thread_id = parent.thread_id if parent else post.id
    decision = decide(Act.REPLY, parent, post.author_id) if parent else None
    asks = decision is not None and decision.asks
    if decision is not None and not (decision.allowed or asks):
        raise MayNotReply(code=decision.reason)
    insert_post(post)
    remember_mentions(post.id, (account.id for account in reading.mentioned))
    remember_tags(post.id, reading.tags)
    audience = publish_subject(
        subject_id=post.id,
        author_id=post.author_id,
        grants=settled.grants,
        published_at=post.created_at,
        named_ids=settled.named_ids,
        circle_id=settled.circle_id,
        parent_id=post.in_reply_to_id,
        direct=settled.direct,
        waiting=asks,
    )
    if parent is not None and asks:
        ask_for(
            Act.REPLY, post_id=parent.id, author_id=parent.author_id, asker_id=post.author_id,
            thing_id=post.id,
        )  # fmt: skip
        return
    count_new(audience, on=post.created_at.date())
    emit(PostPublished(post_id=post.id, author_id=post.author_id, here=True))


def insert_post(post: Post) -> None:
    """Writes a new post's row by hand: the ORM takes four times as long on this hot path."""
    columns = {each.column: getattr(post, each.attname) for each in _COLUMNS}
    database.insert("post", **columns)
    post._state.adding = False


_COLUMNS = Post._meta.concrete_fields


@command
def find_mentions_again(*, post_id: int) -> list[int]:
    """Names in a post of this house those people elsewhere who have become known since.

    They become readers where a mention makes one. Returns the ids of the newly mentioned.
    """
    post = Post.objects.filter(id=post_id, deleted_at=None, uri=None).first()
    if post is None:
        return []
    reading = read(post.text)
    known = set(Mention.objects.filter(post=post).values_list("account_id", flat=True))
    found = [account.id for account in reading.mentioned if account.id not in known]
    if found:
        post.html, post.version = reading.html, post.version + 1
        post.save(update_fields=["html", "version"])
        remember_mentions(post.id, found)
        audience = details(post_id)
        if audience is not None and audience.grants & (WIDE & ~Grant.NAMED):
            add_named(post_id=post_id, account_ids=found)
    return found
