"""Posts of an archive, Mastodon's or this house's own, as rows to be reviewed.

Only Creates of the archive's own actor are posts; boosts and what others wrote
are counted and left out. An audience that means something only in the house of
origin (a circle, named people, a narrower parent) becomes the author's own eyes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from portevoix.domain.archives.importing import NewRow
from portevoix.domain.audiences.grants import Grant
from portevoix.domain.posts.importing import MAY_HAVE
from portevoix.kernel import clock
from portevoix.kernel.text.clean import clean_line, clean_text
from portevoix.kernel.text.sanitise import plain
from portevoix.wire.activitystreams.content_in import language_of, warning_of
from portevoix.wire.activitystreams.dates import read_moment
from portevoix.wire.activitystreams.reading import as_list, id_of, ids_of, objects_of, text_of
from portevoix.wire.activitystreams.vocabulary import PUBLIC_NAMES, Json
from portevoix.wire.archives.posts_out import AUDIENCE

_POSTS = frozenset({"Note", "Question"})
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_TEXT = 100_000
_LONGEST_WARNING = 5_000
_LONGEST_URI = 2048
_LONGEST_SHOWN = 200
_MOST_MEDIA = 4
_MENTION = re.compile(r'<a\b[^>]*\bhref="([^"]+)"[^>]*>\s*@(?:<span>)?[^<]*(?:</span>)?\s*</a>')


@dataclass
class Source:
    """Whose archive it is, and what it holds besides posts; filled while it is read."""

    actor: str = ""
    followers: str = ""
    left_out: Counter[str] = field(default_factory=Counter)


def about(document: Any) -> dict[str, str]:
    """Returns what an `actor.json` says of itself: id, name, handle, followers."""
    actor = document if isinstance(document, dict) else {}
    name = actor.get("preferredUsername")
    host = id_of(actor).partition("://")[2].partition("/")[0]
    return {
        "actor": id_of(actor)[:_LONGEST_URI],
        "name": clean_line(text_of(actor, "name"), 100),
        "handle": f"{clean_line(name, 100)}@{host}" if isinstance(name, str) and host else "",
        "followers": str(id_of(actor.get("followers")))[:_LONGEST_URI],
    }


def rows(items: Iterable[Any], source: Source) -> Iterator[NewRow]:
    """Yields a row for each post, numbered by its place; bad ones with their fault.

    Faults: unreadable, not_yours, no_date, no_text, twice.
    """
    seen: set[str] = set()
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            yield NewRow(number, {"raw": ""}, "unreadable")
            continue
        kind = item.get("type")
        if kind != "Create":
            source.left_out["boosts" if kind == "Announce" else "others"] += 1
            continue
        made = item.get("object")
        if not isinstance(made, dict) or made.get("type") not in _POSTS:
            yield NewRow(number, {"raw": _shown(str(id_of(made)))}, "unreadable")
            continue
        yield _row(number, item, made, source, seen)


def _row(number: int, item: Json, made: Json, source: Source, seen: set[str]) -> NewRow:
    actor, author = id_of(item.get("actor")), id_of(made.get("attributedTo"))
    source.actor = source.actor or actor
    text, origin = _text(made), id_of(made)[:_LONGEST_URI]
    moment = read_moment(made.get("published")) or read_moment(item.get("published"))
    media = list(_media(made))
    grants = _grants(item, made, source)
    data = {
        "raw": _shown(text or origin),
        "origin": origin,
        "text": text,
        "warning": warning_of(made, "Note")[:_LONGEST_WARNING],
        "sensitive": made.get("sensitive") is True,
        "language": language_of(made),
        "grants": int(grants),
        "at": moment.isoformat() if moment else "",
        "parent": id_of(made.get("inReplyTo"))[:_LONGEST_URI],
        "media": media,
    }
    fault = ""
    if not source.actor or {actor, author} != {source.actor}:
        fault = "not_yours"
    elif moment is None or not _EARLIEST <= moment <= clock.now():
        fault = "no_date"
    elif not text and not media:
        fault = "no_text"
    elif not origin or origin in seen:
        fault = "twice"
    seen.add(origin)
    millis = int(moment.timestamp() * 1000) if moment else 0
    return NewRow(number, data, fault, millis)


def _text(made: Json) -> str:
    """The text as written where the archive has it, else the words of the HTML."""
    source = made.get("source")
    if AUDIENCE in made and isinstance(source, dict) and isinstance(source.get("content"), str):
        return clean_text(source["content"][:_LONGEST_TEXT])
    names = {
        id_of(tag.get("href")): text_of(tag, "name")
        for tag in objects_of(as_list(made.get("tag"))[:200])
        if tag.get("type") == "Mention"
    }
    html = _MENTION.sub(
        lambda found: names.get(found[1]) or found[0], text_of(made, "content")[:_LONGEST_TEXT]
    )
    options = [
        text_of(each, "name")
        for name in ("oneOf", "anyOf")
        for each in objects_of(as_list(made.get(name))[:20])
    ]
    return clean_text("\n".join([plain(html), *(f"– {each}" for each in options if each)]))


def _grants(item: Json, made: Json, source: Source) -> Grant:
    told = made.get(AUDIENCE)
    if isinstance(told, list):
        known = {str(grant.name).lower(): grant for grant in Grant if grant}
        found = Grant.NONE
        for name in told:
            found |= known.get(name, Grant.NONE) if isinstance(name, str) else Grant.NONE
        return Grant.NONE if found & Grant.AS_PARENT else found & MAY_HAVE
    to = {*ids_of(made.get("to")), *ids_of(item.get("to"))}
    cc = {*ids_of(made.get("cc")), *ids_of(item.get("cc"))}
    if to & PUBLIC_NAMES:
        return Grant.PUBLIC
    if cc & PUBLIC_NAMES:
        return Grant.QUIET
    followers = source.followers or f"{source.actor}/followers"
    return Grant.FOLLOWERS if followers in to | cc else Grant.NONE


def _media(made: Json) -> Iterator[dict[str, Any]]:
    for each in list(objects_of(as_list(made.get("attachment"))))[:_MOST_MEDIA]:
        url = each.get("url")
        if isinstance(url, str) and 0 < len(url) <= _LONGEST_URI:
            focus = each.get("focalPoint")
            yield {
                "file": url.lstrip("/"),
                "description": clean_text(text_of(each, "name"))[:1500],
                "focus": focus if _is_focus(focus) else [0.0, 0.0],
            }


def _is_focus(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(each, int | float) and -1 <= each <= 1 for each in value)
    )


def _shown(text: str) -> str:
    return clean_line(text[:1000], _LONGEST_SHOWN)
