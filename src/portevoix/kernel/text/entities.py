"""Finds links, mentions and hashtags in a text, in one pass and linear time.

What counts is what people of Mastodon are used to: links with http or https,
`@name` and `@name@host`, hashtags of letters, marks and digits in any script.
The quantifiers are bounded or possessive, so no text makes the pass slow (D8).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import regex

_LABEL = r"[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,62})"
# A name in Latin letters ends where another script begins: "https://example.orgです".
_TOP = (
    r"(?:xn--[A-Za-z0-9-]{1,59}|[A-Za-z]{2,63}(?![A-Za-z0-9-])|(?![A-Za-z0-9_])[\p{L}\p{M}]{2,63})"
)
_ADDRESS = r"(?:\d{1,3}\.){3}\d{1,3}(?!\d)"
_LINK_HOST = rf"(?:(?:{_LABEL}\.){{1,12}}{_TOP}|{_ADDRESS}|localhost(?![\w.-]))"
_IN_LINK = r"[^\s()<>\"“”«»「」]"
_BRACKETS = rf"\((?:{_IN_LINK}++|\({_IN_LINK}*+\))*+\)"
_LINK = (
    rf"(?<![\p{{L}}\p{{N}}@$#_/])(?P<link>[Hh][Tt][Tt][Pp][Ss]?://{_LINK_HOST}(?::\d{{1,5}}(?!\d))?"
    rf"(?:[/?#](?:{_IN_LINK}++|{_BRACKETS})*+)?)"
)
_NAME = r"[A-Za-z0-9_]{1,64}+(?:[.-]{1,8}+[A-Za-z0-9_]{1,64}+){0,8}+"
_HOST = r"[\p{L}\p{N}_]{1,63}+(?:[.-]{1,4}+[\p{L}\p{M}\p{N}_]{1,63}+){0,24}+"
_MENTION = (
    rf"(?<![=/@\p{{L}}\p{{N}}_])@(?P<name>{_NAME})(?![A-Za-z0-9_])"
    rf"(?:@(?P<host>{_HOST}(?::\d{{1,5}}(?![\d]))?))?"
)
_TAG = r"(?<![=/)&#\p{L}\p{M}\p{N}_])[#＃](?P<tag>[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}_·・\u200c]*+)"
_ENTITY = regex.compile(f"{_LINK}|{_MENTION}|{_TAG}")
_AFTER_A_LINK = "?!*'’‘;:,.$%[]~&|@…、。，．！？：；"
_SEPARATORS = "·・\u200c"
_LONGEST_TAG = 100
# A post of 5,000 characters cannot hold more; a megabyte of "@a" is not worth seconds.
_MOST_ENTITIES = 2_000


@dataclass(frozen=True)
class Entity:
    """Something found at text[start:end]: kind "link", "mention" or "tag", and its words.

    `value` is the link, the tag without its sign, or the name; `host` is for mentions.
    """

    kind: str
    start: int
    end: int
    value: str
    host: str = ""


def find(text: str) -> Iterator[Entity]:
    """Yields the first 2,000 entities of `text` in order; they do not overlap."""
    for match in islice(_ENTITY.finditer(text), _MOST_ENTITIES):
        entity = _ENTITY_OF[match.lastgroup or ""](match)
        if entity is not None:
            yield entity


def _link(match: "regex.Match[str]") -> Entity:
    url = match["link"].rstrip(_AFTER_A_LINK)
    return Entity("link", match.start(), match.start() + len(url), url)


def _mention(match: "regex.Match[str]") -> Entity:
    return Entity("mention", match.start(), match.end(), match["name"], match["host"] or "")


def _tag(match: "regex.Match[str]") -> Entity | None:
    name = match["tag"].rstrip(_SEPARATORS)
    has_letter = any(character.isalpha() for character in name)
    joined_digits = "_" in name and any(character.isdigit() for character in name)
    if len(name) > _LONGEST_TAG or not (has_letter or joined_digits):
        return None
    return Entity("tag", match.start(), match.start() + 1 + len(name), name)


_ENTITY_OF = {"link": _link, "name": _mention, "host": _mention, "tag": _tag}
