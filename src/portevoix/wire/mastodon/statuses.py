"""Posts as apps see them, the part that is the same for whoever asks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from msgspec import UNSET

from portevoix.domain.house.emoji import codes_in
from portevoix.domain.media.link_cards import cards_of
from portevoix.domain.media.public import of_posts
from portevoix.kernel.database import among, rows
from portevoix.kernel.database import ids as ids_of
from portevoix.kernel.text.render import absolute
from portevoix.wire import addresses, emoji
from portevoix.wire.mastodon import marks
from portevoix.wire.mastodon.emoji import CustomEmoji, custom_emoji
from portevoix.wire.mastodon.entities import Application, Mention, StatusBody, StatusTag
from portevoix.wire.mastodon.link_cards import PreviewCard, preview_card
from portevoix.wire.mastodon.media import MediaAttachment, attachment
from portevoix.wire.mastodon.times import told_from_column

_POSTS = (
    "SELECT p.id, p.version, p.uri, p.url, p.created_at, p.edited_at, p.html, p.warning,"
    " CASE WHEN p.sensitive THEN 1 ELSE 0 END, p.language, p.in_reply_to_id,"
    " p.in_reply_to_account_id, p.application_name, p.application_website, a.name, a.host"
    " FROM post p JOIN account a ON a.id = p.author_id"
    " WHERE {ids} AND p.deleted_at IS NULL AND p.boost_of_id IS NULL"
)
_MENTIONS = (
    "SELECT m.post_id, a.id, a.name, a.host, a.url, a.uri FROM post_mention m"
    " JOIN account a ON a.id = m.account_id WHERE {ids} ORDER BY m.id"
)
_TAGS = (
    "SELECT t.post_id, tag.name FROM post_tag t JOIN tag ON tag.id = t.tag_id"
    " WHERE {ids} ORDER BY t.id"
)


SHAPE = 4
"""Counts the shapes that kept renderings have had; add one when `StatusBody` changes."""
VERSIONS = 1_000_000


def kept_version(version: int) -> int:
    """Returns the number under which a post's version is kept in the shape of today."""
    return SHAPE * VERSIONS + version


class Rendered(NamedTuple):
    """The JSON to keep of a post, and the number (`kept_version`) of what it shows."""

    version: int
    body: str


def rendered(ids: Iterable[int]) -> dict[int, Rendered]:
    """Returns posts' renderings by their ids; deleted posts and boosts have none.

    Six queries at most.
    """
    wanted = list(ids)
    found = _of(_POSTS, "p.id", wanted) if wanted else []
    if not found:
        return {}
    mentions, tags = _mentions(wanted), _tags(wanted)
    media = of_posts([row[0] for row in found])
    cards = cards_of([row[0] for row in found])
    known = emoji.among((row[15], (row[6], row[7])) for row in found)
    made = {}
    for row in found:
        beside = _Beside(
            mentions=mentions[row[0]],
            tags=tags[row[0]],
            media=[attachment(each) for each in media.get(row[0], ())],
            emojis=[
                custom_emoji(known[row[15], code])
                for code in sorted(codes_in(row[6], row[7]))
                if (row[15], code) in known
            ],
            card=preview_card(cards[row[0]]) if row[0] in cards else None,
        )
        made[row[0]] = Rendered(kept_version(row[1]), _one(row, beside))
    return made


@dataclass(frozen=True)
class _Beside:
    """What belongs to a post and lies in other tables."""

    mentions: list[Mention]
    tags: list[StatusTag]
    media: list[MediaAttachment]
    emojis: list[CustomEmoji]
    card: PreviewCard | None


def _one(row: tuple[Any, ...], beside: _Beside) -> str:
    number, _, uri, url, created, edited, html, warning, sensitive, language = row[:10]
    parent, parent_author, app, website, author = row[10:15]
    if uri is None:
        uri = marks.own(addresses.post_uri(author, number))
        url = marks.own(addresses.post_url(author, number))
    body = StatusBody(
        id=str(number), uri=uri, url=url or uri, created_at=told_from_column(created),
        edited_at=told_from_column(edited) or None, content=absolute(html, marks.word()),
        spoiler_text=warning, sensitive=bool(sensitive), language=language or None,
        in_reply_to_id=_text(parent), in_reply_to_account_id=_text(parent_author),
        application=Application(name=app, website=website or None) if app else UNSET,
        mentions=beside.mentions, tags=beside.tags, media_attachments=beside.media,
        emojis=beside.emojis, card=beside.card,
    )  # fmt: skip
    return marks.stored(body)


def _mentions(wanted: list[int]) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    for post_id, number, name, host, url, uri in _of(_MENTIONS, "m.post_id", wanted):
        page = url or uri or "" if host else marks.own(addresses.profile_url(name))
        acct = f"{name}@{host}" if host else name
        found[post_id].append(Mention(id=str(number), username=name, url=page, acct=acct))
    return found


def _tags(wanted: list[int]) -> dict[int, list[StatusTag]]:
    found: dict[int, list[StatusTag]] = defaultdict(list)
    for post_id, name in _of(_TAGS, "t.post_id", wanted):
        found[post_id].append(StatusTag(name=name, url=marks.own(addresses.tag_url(name))))
    return found


def _of(sql: str, column: str, wanted: list[int]) -> list[tuple[Any, ...]]:
    return rows(sql.format(ids=among(column, "ids")), {"ids": ids_of(wanted)})


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)
