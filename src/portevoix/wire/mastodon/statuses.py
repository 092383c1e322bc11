"""Posts as apps see them, the part that is the same for whoever asks."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import UNSET

from portevoix.domain.accounts.models import Account
from portevoix.domain.posts.models import Mention as MentionRow
from portevoix.domain.posts.models import Post, PostTag
from portevoix.kernel.text.render import absolute
from portevoix.wire import addresses
from portevoix.wire.mastodon import marks
from portevoix.wire.mastodon.accounts import acct_of, url_of
from portevoix.wire.mastodon.entities import Application, Mention, StatusBody, StatusTag
from portevoix.wire.mastodon.times import told, told_or_none


def rendered(ids: Iterable[int]) -> dict[int, str]:
    """Returns the JSON to keep of posts by their ids. Three queries for all of them."""
    wanted = list(ids)
    if not wanted:
        return {}
    posts = Post.objects.filter(id__in=wanted).select_related("author")
    mentions, tags = _mentions(wanted), _tags(wanted)
    return {post.id: _one(post, mentions[post.id], tags[post.id]) for post in posts}


def _one(post: Post, mentions: list[Mention], tags: list[StatusTag]) -> str:
    uri, url = uris_of(post)
    named = post.application_name
    body = StatusBody(
        id=str(post.id), uri=uri, url=url, created_at=told(post.created_at),
        edited_at=told_or_none(post.edited_at), content=absolute(post.html, marks.word()),
        spoiler_text=post.warning, sensitive=post.sensitive, language=post.language or None,
        in_reply_to_id=_text(post.in_reply_to_id),
        in_reply_to_account_id=_text(post.in_reply_to_account_id),
        application=Application(name=named, website=post.application_website or None)
        if named else UNSET,
        mentions=mentions, tags=tags,
    )  # fmt: skip
    return marks.stored(body)


def uris_of(post: Post) -> tuple[str, str]:
    """Returns the id and the page of a post; a boost written here has its activity's for both."""
    author: Account = post.author
    if post.uri is not None:
        return post.uri, post.url or post.uri
    uri = marks.own(addresses.post_uri(author.name, post.id))
    if post.boost_of_id is not None:
        return f"{uri}/activity", f"{uri}/activity"
    return uri, marks.own(addresses.post_url(author.name, post.id))


def _mentions(post_ids: list[int]) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    rows = MentionRow.objects.filter(post_id__in=post_ids).select_related("account").order_by("id")
    for row in rows:
        account = row.account
        found[row.post_id].append(
            Mention(
                id=str(account.id), username=account.name, url=url_of(account),
                acct=acct_of(account),
            )
        )  # fmt: skip
    return found


def _tags(post_ids: list[int]) -> dict[int, list[StatusTag]]:
    found: dict[int, list[StatusTag]] = defaultdict(list)
    for row in PostTag.objects.filter(post_id__in=post_ids).select_related("tag").order_by("id"):
        url = marks.own(addresses.tag_url(row.tag.name))
        found[row.post_id].append(StatusTag(name=row.tag.name, url=url))
    return found


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)
