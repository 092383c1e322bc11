"""What is written into the index about a post: its words, and marks for what it is.

A mark begins with a sign that no word holds, so nobody can type one: what an
operator asks (`from:`, `has:`, `language:`) is looked up like a word.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from html import escape
from typing import Any

from portevoix.kernel import database
from portevoix.kernel.text.sanitise import plain
from portevoix.kernel.text.words import bare, words

EVERY = "＊"
"""The mark that each post carries."""

_GAP = "／"
_MOST_WORDS = 8_000
_MOST_BYTES = 300_000
_LINK = re.compile(r"<a (?![^>]*class=\"[^\"]*\b(?:mention|hashtag)\b)[^>]*href=")


def author_mark(account_id: int) -> str:
    """Returns the mark of posts by an account."""
    return f"＠{account_id}"


def tag_mark(name: str) -> str:
    """Returns the mark of posts that carry a tag."""
    return f"＃{bare(name)}"


def trait_mark(trait: str) -> str:
    """Returns the mark of a trait: `reply`, `sensitive`, `link`, `media`, `image` and so on."""
    return f"；{trait}"


def language_mark(language: str) -> str:
    """Returns the mark of a language, its regions left aside: `fr` for `fr-CA`."""
    return f"：{language.partition('-')[0].lower()}"


def streams(post_ids: Collection[int]) -> dict[int, list[str]]:
    """Returns the stream of each post that is there; boosts and deleted posts have none."""
    if not post_ids:
        return {}
    found = _of(
        post_ids,
        "SELECT id, author_id, warning, html, language, CASE WHEN sensitive THEN 1 ELSE 0 END,"
        " CASE WHEN in_reply_to_account_id IS NULL AND in_reply_to_uri = '' THEN 0 ELSE 1 END"
        " FROM post WHERE {id} AND deleted_at IS NULL AND boost_of_id IS NULL",
    )
    tags, attached = _tags(post_ids), _attached(post_ids)
    return {
        post_id: [
            *_bounded(_words(warning, html, *(told for _, told in attached[post_id]))),
            *tags[post_id],
            EVERY,
            author_mark(author_id),
            language_mark(language or "und"),
            *_traits(html, bool(sensitive), bool(answers)),
            *_kinds({kind for kind, _ in attached[post_id]}),
        ]
        for post_id, author_id, warning, html, language, sensitive, answers in found
    }


def _of(post_ids: Collection[int], sql: str) -> list[tuple[Any, ...]]:
    """Asks about posts: `{id}` and `{post_id}` stand for the condition on the column so called."""
    told = {name: database.among(name, "ids") for name in ("id", "post_id")}
    return database.rows(sql.format(**told), {"ids": database.ids(post_ids)})


def _tags(post_ids: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for post_id, name in _of(
        post_ids,
        "SELECT post_id, name FROM post_tag JOIN tag ON tag.id = post_tag.tag_id"
        " WHERE {post_id} ORDER BY name",
    ):
        found[post_id].append(tag_mark(name))
    return found


def _attached(post_ids: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """Returns kind and words, as plain text, of the media shown with each post, and of its poll."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for post_id, kind, told, _position in _of(
        post_ids,
        "SELECT post_id, kind, description, position FROM medium"
        " WHERE {post_id} AND position IS NOT NULL"
        " UNION ALL SELECT post_id, 'poll', titles, -1 FROM poll WHERE {post_id}"
        " ORDER BY 1, 4",
    ):
        words_told = " / ".join(json.loads(told)) if kind == "poll" else told
        found[post_id].append((kind, escape(words_told)))
    return found


def _words(*texts: str) -> Iterator[str]:
    for text in texts:
        yield from words(plain(text))
        yield _GAP


def _bounded(stream: Iterator[str]) -> Iterator[str]:
    """Ends the words of a text that no index of one row could hold."""
    size = 0
    for number, each in enumerate(stream):
        size += len(each.encode())
        if number >= _MOST_WORDS or size > _MOST_BYTES:
            return
        yield each


def _kinds(kinds: set[str]) -> Iterator[str]:
    if kinds - {"poll"}:
        yield trait_mark("media")
    for kind in sorted(kinds & {"image", "video", "audio", "poll"}):
        yield trait_mark(kind)


def _traits(html: str, sensitive: bool, answers: bool) -> Iterator[str]:
    if sensitive:
        yield trait_mark("sensitive")
    if answers:
        yield trait_mark("reply")
    if _LINK.search(html):
        yield trait_mark("link")
