"""From what somebody typed to what is looked for. Nothing that can be typed is an error.

Words are found by their beginnings, when they are long enough to mean something;
words in quotation marks are found as they stand, next to each other. A word with
a minus before it must not be there. What looks like an operator and is none, or
has a value that makes no sense, is looked for like any other words.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

import regex

from portevoix.domain.search.engines import Term
from portevoix.domain.search.streams import language_mark, tag_mark, trait_mark
from portevoix.kernel.ids import first_id_at
from portevoix.kernel.text.words import sought

LONGEST = 500
"""So much of what was typed is read."""

SCOPES = ("home", "house", "mine", "library", "public")
TRAITS = {
    "media": "media",
    "picture": "image",
    "image": "image",
    "video": "video",
    "audio": "audio",
    "poll": "poll",
    "link": "link",
    "reply": "reply",
    "sensitive": "sensitive",
}
_MOST_TERMS = 16
_MOST_IN_ONE = 32
_LARGEST_ID = 2**63 - 1
_ASKED = regex.compile(
    r"(?P<minus>[-\u2212]?)(?:(?P<key>[A-Za-z]{2,8}):(?=\S))?"
    r"(?P<value>\"[^\"]*\"?|“[^”]*”?|«[^»]*»?|\S+)"
)
_QUOTES = '"“”«»'
_DATE = regex.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_LANGUAGE = regex.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_TAG = regex.compile(r"#[\p{L}\p{M}\p{N}_·]+")
_NAME = regex.compile(r"@?(?P<name>[A-Za-z0-9_.-]+)(?:@(?P<host>[^@/\s]+))?")
# Three letters begin nearly everything; in Korean two make a word with an ending to follow.
_LONG_ENOUGH = regex.compile(r"(?!\p{N}+$)(?:.{4,}|\p{Hangul}{2,})")


@dataclass
class Asked:
    """What is looked for. Identifiers lie between `above` and `below`, both left out."""

    wanted: list[Term] = field(default_factory=list)
    unwanted: list[Term] = field(default_factory=list)
    authors: list[tuple[str, str]] = field(default_factory=list)
    """By (name, host): posts by each of these."""
    not_authors: list[tuple[str, str]] = field(default_factory=list)
    scopes: set[str] = field(default_factory=set)
    above: int = -1
    below: int = _LARGEST_ID

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for: words too short to be words, or none."""
        narrowed = self.wanted or self.authors or self.scopes or self.above >= 0
        return not narrowed and self.below == _LARGEST_ID


def asked(text: str, *, zone: tzinfo = UTC) -> Asked:
    """Returns what `text` asks for; days are those of `zone`. Never raises."""
    made = Asked()
    for number, part in enumerate(_ASKED.finditer(text[:LONGEST])):
        if number >= _MOST_TERMS:
            break
        minus, value = bool(part["minus"]), part["value"]
        key = (part["key"] or "").lower()
        if key and _operator(made, key, value.strip(_QUOTES), minus, zone):
            continue
        typed = f"{part['key']}:{value}" if key else value
        term = _term(typed)
        if term is not None:
            (made.unwanted if minus else made.wanted).append(term)
    return made


def _term(value: str) -> Term | None:
    if _TAG.fullmatch(value):
        return Term((tag_mark(value[1:]),))
    words, alone = sought(value)
    words = words[:_MOST_IN_ONE]
    if not words:
        return None
    quoted = value[0] in _QUOTES
    begins = alone or (not quoted and bool(_LONG_ENOUGH.match(words[-1])))
    return Term(tuple(words), begins)


def _operator(made: Asked, key: str, value: str, minus: bool, zone: tzinfo) -> bool:
    """Takes in an operator; returns whether it was one."""
    if key == "from":
        return _from(made, value, minus)
    if key == "in":
        return not minus and _in(made, value.lower())
    mark = _mark(key, value)
    if mark is not None:
        (made.unwanted if minus else made.wanted).append(Term((mark,)))
        return True
    if minus:
        key = _OPPOSITE.get(key, "")
    return _between(made, key, value, zone)


_OPPOSITE = {"before": "since", "since": "before", "after": "until", "until": "after"}


def _mark(key: str, value: str) -> str | None:
    value = value.lower()
    if key in ("has", "is") and value in TRAITS:
        return trait_mark(TRAITS[value])
    if key in ("language", "lang") and _LANGUAGE.fullmatch(value):
        return language_mark(value)
    return None


def _from(made: Asked, value: str, minus: bool) -> bool:
    named = _NAME.fullmatch(value)
    if named is None:
        return False
    author = (named["name"], (named["host"] or "").lower())
    (made.not_authors if minus else made.authors).append(author)
    return True


def _in(made: Asked, value: str) -> bool:
    if value == "all":
        return True
    if value in SCOPES:
        made.scopes.add(value)
    return value in SCOPES


def _between(made: Asked, key: str, value: str, zone: tzinfo) -> bool:
    span = _span(value, zone)
    if span is None:
        return False
    first, next_one = span
    match key:
        case "before":
            made.below = min(made.below, first)
        case "until":
            made.below = min(made.below, next_one)
        case "since":
            made.above = max(made.above, first - 1)
        case "after":
            made.above = max(made.above, next_one - 1)
        case "during":
            made.above, made.below = max(made.above, first - 1), min(made.below, next_one)
        case _:
            return False
    return True


def _span(value: str, zone: tzinfo) -> tuple[int, int] | None:
    """Returns the first id of a year, a month or a day, and the first after it."""
    found = _DATE.fullmatch(value)
    if found is None or not 1970 <= int(found[1]) <= 5000:
        return None
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    try:
        first = datetime(year, month, day, tzinfo=zone)
        if found[3]:
            following = (first + timedelta(days=1)).replace(hour=0)
        elif found[2]:
            following = first.replace(year=year + month // 12, month=month % 12 + 1)
        else:
            following = first.replace(year=year + 1)
    except ValueError:
        return None
    return max(0, first_id_at(first)), max(0, first_id_at(following))
