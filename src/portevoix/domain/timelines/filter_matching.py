"""Which of a member's filters catch a post: Mastodon's rule.

Text is what a reader would read: warning, words, poll answers, descriptions of
pictures, each a paragraph. A keyword is found without regard to case; a whole
word must not stand inside a longer one, at those of its ends that are letters,
figures or the underscore. What a filter tells of is its first find.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from portevoix.kernel.text.sanitise import plain


@dataclass(frozen=True)
class Rule:
    """One filter, ready to be applied."""

    id: int
    title: str
    contexts: tuple[str, ...]
    action: str
    expires_at: datetime | None
    pattern: "re.Pattern[str] | None"
    post_ids: frozenset[int]


@dataclass(frozen=True)
class Caught:
    """That a filter caught a post: by a word, or as one of its posts."""

    rule: Rule
    word: str | None
    post_ids: tuple[int, ...]


def caught(
    rules: Iterable[Rule], text: str, post_ids: Collection[int], now: datetime
) -> list[Caught]:
    """Returns which of `rules`, not over at `now`, catch a post.

    `post_ids` are its own id and, for a boost, that of what it carries.
    """
    found = []
    for rule in rules:
        if rule.expires_at is not None and rule.expires_at <= now:
            continue
        match = rule.pattern.search(text) if rule.pattern is not None else None
        ids = tuple(each for each in post_ids if each in rule.post_ids)
        if match or ids:
            found.append(Caught(rule, match[0] if match else None, ids))
    return found


def searchable(
    warning: str, html: str, answers: Sequence[str] = (), descriptions: Sequence[str] = ()
) -> str:
    """Returns the text of a post that filters look at."""
    parts = (warning, plain(html), *answers, *descriptions)
    return "\n\n".join(part for part in parts if part)


def pattern(keywords: Iterable[tuple[str, bool]]) -> "re.Pattern[str] | None":
    """Returns what finds any of the (keyword, whole word); None for none."""
    ways = [_one(keyword, whole) for keyword, whole in keywords]
    return re.compile("|".join(ways), re.IGNORECASE) if ways else None


def _one(keyword: str, whole: bool) -> str:
    found = re.escape(keyword)
    if not whole:
        return found
    before = r"\b" if re.match(r"\w", keyword) else ""
    after = r"\b" if re.search(r"\w\Z", keyword) else ""
    return f"{before}{found}{after}"
