"""The verb by which a post from another house comes to be here."""

from datetime import datetime, timedelta

from portevoix.domain.accounts.public import Account, Standing
from portevoix.domain.audiences.public import add_named, details, link_parent, publish_subject
from portevoix.domain.house.public import remember_far
from portevoix.domain.media.public import receive as receive_media
from portevoix.domain.posts import counting
from portevoix.domain.posts.asking import ask_for
from portevoix.domain.posts.events import PostPublished, ReplyRefused
from portevoix.domain.posts.mentions import remember_mentions, remember_tags
from portevoix.domain.posts.models import Post
from portevoix.domain.posts.permissions import Act, Decision, decide
from portevoix.domain.posts.polls import receive_poll
from portevoix.domain.posts.quoting import receive_quote
from portevoix.domain.posts.remote import RemotePost
from portevoix.domain.posts.target import Target
from portevoix.domain.relationships.public import blocked_among
from portevoix.kernel import clock
from portevoix.kernel.ids import id_at, new_id
from portevoix.kernel.unit_of_work import command, emit

NEWS_TIME = timedelta(days=1)


@command
def receive(remote: RemotePost) -> Post | None:
    """Stores a post from elsewhere and returns it; one already here only gains named readers.

    Returns None when its author is not shown here (suspended, deleted).
    """
    known = Post.objects.filter(uri=remote.uri).first()
    if known is not None:
        return _again(known, remote)
    author = Account.objects.filter(id=remote.author_id).first()
    if author is None or author.standing != Standing.ACTIVE:
        return None
    parent = Post.objects.filter(id=remote.in_reply_to_id or 0).first()
    decision = _decision(parent, remote)
    if parent is not None and not (decision.allowed or decision.asks):
        emit(
            ReplyRefused(
                uri=remote.uri, actor_id=remote.author_id, parent_author_id=parent.author_id
            )
        )
        return None
    is_news = not remote.backfilled and clock.now() - remote.created_at < NEWS_TIME
    post_id = new_id() if is_news else _free_id_at(remote.created_at)
    post = Post.objects.create(
        id=post_id,
        author=author,
        uri=remote.uri,
        url=remote.url,
        text=remote.text,
        html=remote.html,
        warning=remote.warning,
        sensitive=remote.sensitive,
        language=remote.language,
        in_reply_to_id=parent.id if parent else None,
        in_reply_to_account_id=parent.author_id if parent else None,
        in_reply_to_uri="" if parent else remote.in_reply_to_uri,
        thread_id=parent.thread_id if parent else post_id,
        created_at=remote.created_at,
        reply_policy=remote.reply_policy,
        quote_policy=remote.quote_policy,
        boost_policy=remote.boost_policy,
    )
    _set_down(post, remote, asks=decision.asks, is_news=is_news)
    return post


def _set_down(post: Post, remote: RemotePost, *, asks: bool, is_news: bool) -> None:
    remember_mentions(post.id, remote.mention_ids)
    remember_tags(post.id, remote.tags)
    if remote.emoji:
        remember_far(host=post.author.host, found=remote.emoji)
    if remote.media:
        receive_media(post_id=post.id, author_id=post.author_id, media=remote.media)
    audience = publish_subject(
        subject_id=post.id,
        author_id=post.author_id,
        grants=remote.grants,
        published_at=remote.created_at,
        named_ids=_admitted(remote),
        parent_id=post.in_reply_to_id,
        direct=remote.direct,
        waiting=asks,
    )
    if remote.poll is not None:
        receive_poll(post, remote.poll, may_change=True)
    if remote.quoted_uri:
        quoted = Post.objects.filter(id=remote.quoted_id or 0, deleted_at=None).first()
        receive_quote(post, uri=remote.quoted_uri, quoted=quoted)
    _adopt_replies(post)
    if asks:
        ask_for(
            Act.REPLY, post_id=post.in_reply_to_id or 0, author_id=post.in_reply_to_account_id or 0,
            asker_id=post.author_id, thing_id=post.id, uri=remote.uri,
        )  # fmt: skip
        return
    counting.count_new(audience, on=post.created_at.date())
    emit(
        PostPublished(post_id=post.id, author_id=post.author_id, here=False, backfilled=not is_news)
    )


def _decision(parent: Post | None, remote: RemotePost) -> Decision:
    """What a post of this house lets be answered; of others their own house decides."""
    if parent is None or parent.uri is not None:
        return Decision(allowed=True)
    about = Target(
        parent.id, parent.author_id, parent.thread_id, parent.reply_policy, parent.quote_policy,
        parent.boost_policy, is_here=True,
    )  # fmt: skip
    return decide(Act.REPLY, about, remote.author_id)


def _free_id_at(moment: datetime) -> int:
    """Many houses give whole seconds only, so posts of one second may draw the same number."""
    post_id = id_at(moment)
    while Post.objects.filter(id=post_id).exists():
        post_id += 1
    return post_id


def _again(post: Post, remote: RemotePost) -> Post | None:
    """A second copy, addressed to somebody else here, adds readers; it changes nothing else."""
    if post.author_id != remote.author_id or post.deleted_at is not None:
        return None
    named = _admitted(remote)
    if named:
        add_named(post_id=post.id, account_ids=named)
    return post


def _admitted(remote: RemotePost) -> set[int]:
    """Whom the post names, but for those with a block between: they get no grant, even later."""
    named = set(remote.named_ids)
    return named - blocked_among(remote.author_id, named)


def _adopt_replies(parent: Post) -> None:
    """Joins replies that came before their parent. They got no ceiling from it, and get none."""
    for reply in Post.objects.filter(in_reply_to_uri=parent.uri, in_reply_to_id=None):
        Post.objects.filter(id=reply.id).update(
            in_reply_to_id=parent.id, in_reply_to_account_id=parent.author_id, in_reply_to_uri=""
        )
        Post.objects.filter(thread_id=reply.thread_id).update(thread_id=parent.thread_id)
        link_parent(subject_id=reply.id, parent_id=parent.id, parent_author_id=parent.author_id)
        audience, above = details(reply.id), details(parent.id)
        if audience is not None and above is not None and counting.contains(audience, above):
            counting.count_reply(parent.id, 1)
