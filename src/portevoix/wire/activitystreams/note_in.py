"""Posts of other houses, as the room of posts takes them (wire.md 6, 8; audiences.md, On the wire).

The caller has made sure that the document is its author's own (FEP-fe34).
"""

from dataclasses import dataclass
from typing import Any

from portevoix.domain.accounts.models import Account
from portevoix.domain.audiences.grants import Grant
from portevoix.domain.posts.remote import RemotePost
from portevoix.kernel import clock
from portevoix.kernel.text.clean import clean_line
from portevoix.kernel.text.fold import fold
from portevoix.wire.activitystreams import content_in, media_in, people, quotes_in
from portevoix.wire.activitystreams.dates import clamped
from portevoix.wire.activitystreams.emoji_in import emoji_of
from portevoix.wire.activitystreams.policies import policies_in
from portevoix.wire.activitystreams.polls_in import poll_of
from portevoix.wire.activitystreams.reading import (
    address_of,
    as_list,
    id_of,
    ids_of,
    objects_of,
    type_among,
    types_of,
)
from portevoix.wire.activitystreams.vocabulary import LINKED_TYPES, POST_TYPES, PUBLIC, Json

KINDS = POST_TYPES | LINKED_TYPES
_MOST_TAGS = 100
_MOST_ADDRESSED = 200
_LONGEST_TAG = 100


@dataclass(frozen=True)
class Reached:
    """Whom a post from elsewhere is for."""

    grants: Grant
    named: tuple[Account, ...]
    mentioned: tuple[Account, ...]
    direct: bool


def kind_of(document: Json) -> str:
    """Returns the type under which a document is a post here, or ""."""
    return type_among(document, KINDS)


def is_vote(document: Json) -> bool:
    """Whether a Note is an answer to a poll: a name and no content. It makes no post."""
    return (
        bool(document.get("name")) and not document.get("content") and "Note" in types_of(document)
    )


def remote_post(
    document: Json,
    *,
    author: Account,
    activity: Json | None = None,
    owner: Account | None = None,
    parent_id: int | None = None,
    backfilled: bool = False,
    quoted_id: int | None = None,
) -> RemotePost | None:
    """Returns the post, or None when nobody is addressed or it is of no kind that is shown.

    `activity` carried it here (its `to` and `cc` count when the object has none);
    `owner` is whose personal inbox it came to, who counts as addressed.
    """
    kind = kind_of(document)
    reached = reach(document, author=author, activity=activity, owner=owner)
    if not kind or is_vote(document) or reached is None:
        return None
    policies = policies_in(document, author)
    return RemotePost(
        uri=id_of(document),
        url=address_of(document.get("url"), media_type="text/html"),
        author_id=author.pk,
        html=content_in.html_of(document, kind),
        warning=content_in.warning_of(document, kind),
        sensitive=document.get("sensitive") is True or media_in.has_sensitive(document),
        language=content_in.language_of(document),
        grants=reached.grants,
        named_ids=tuple(one.pk for one in reached.named),
        mention_ids=tuple(one.pk for one in reached.mentioned),
        direct=reached.direct,
        in_reply_to_id=parent_id,
        in_reply_to_uri=id_of(document.get("inReplyTo")),
        tags=_hashtags(document),
        created_at=clamped(document.get("published"), arrival=clock.now()),
        backfilled=backfilled,
        media=media_in.media_of(document),
        emoji=emoji_of(document),
        poll=poll_of(document),
        reply_policy=policies["reply_policy"],
        quote_policy=policies["quote_policy"],
        boost_policy=policies["boost_policy"],
        quoted_uri=quotes_in.quoted_in(document),
        quoted_id=quoted_id,
    )


def reach(
    document: Json, *, author: Account, activity: Json | None = None, owner: Account | None = None
) -> Reached | None:
    """Returns the grants of a post and whom it names, or None when it is for nobody here or there.

    Public in `to` is public, in `cc` quiet; only the author's own followers count
    as followers. Addressed without a Mention is named and private; with Mentions
    and nothing wider it is a conversation.
    """
    to, cc = ids_of(document.get("to")), ids_of(document.get("cc"))
    if not to and not cc and activity is not None:
        to, cc = ids_of(activity.get("to")), ids_of(activity.get("cc"))
    grants = Grant.NONE
    if PUBLIC in to:
        grants = Grant.PUBLIC
    elif PUBLIC in cc:
        grants = Grant.QUIET
    elif author.followers_url and author.followers_url in (*to, *cc):
        grants = Grant.FOLLOWERS
    mentioned = _mentioned(document)
    named = {one.pk: one for one in _accounts([*to, *cc][:_MOST_ADDRESSED])}
    if owner is not None:
        named[owner.pk] = owner
    named.pop(author.pk, None)
    if not grants and not named:
        return None
    chat = "ChatMessage" in types_of(document)
    direct = not grants and (chat or bool(mentioned) or document.get("directMessage") is True)
    if direct:
        mentioned = list({one.pk: one for one in [*mentioned, *named.values()]}.values())
    return Reached(
        grants=grants | (Grant.NAMED if named else Grant.NONE),
        named=tuple(named.values()),
        mentioned=tuple(one for one in mentioned if one.pk != author.pk),
        direct=direct,
    )


def _mentioned(document: Json) -> list[Account]:
    hrefs = [
        id_of({"id": tag.get("href")})
        for tag in list(objects_of(document.get("tag")))[: 2 * _MOST_TAGS]
        if "Mention" in types_of(tag)
    ]
    return _accounts([href for href in dict.fromkeys(hrefs) if href][:_MOST_TAGS])


def _accounts(uris: list[str]) -> list[Account]:
    found = (people.known(uri) for uri in uris if uri != PUBLIC and not uri.endswith("/followers"))
    return [account for account in found if account is not None]


def _hashtags(document: Json) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for tag in objects_of(document.get("tag")):
        if "Hashtag" in types_of(tag) and len(names) < _MOST_TAGS:
            name = _hashtag(tag.get("name"))
            if name:
                names.setdefault(fold(name), name)
    return tuple(names.values())


def _hashtag(value: Any) -> str:
    text = next((one for one in as_list(value) if isinstance(one, str)), "")
    name = clean_line(text.lstrip("#＃"), _LONGEST_TAG)
    return name if name and not any(sign.isspace() for sign in name) else ""
