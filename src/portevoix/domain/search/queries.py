"""Finding posts among those that one may read and may find."""

from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any

from portevoix.domain.accounts.public import by_handle
from portevoix.domain.audiences.public import Viewer, listed_to, visible_to
from portevoix.domain.search import engines, rules
from portevoix.domain.search.asking import Asked, asked
from portevoix.domain.search.engines import Term
from portevoix.domain.search.streams import EVERY, author_mark
from portevoix.kernel import config, database
from portevoix.kernel.pagination import Page

__all__ = ["Asked", "Found", "asked", "indexed", "posts"]

_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Found:
    """Ids of posts, newest first. `too_short` says that nothing was looked for."""

    ids: list[int]
    too_short: bool = False


def posts(
    text: str,
    viewer: Viewer,
    page: Page,
    *,
    offset: int = 0,
    author_id: int | None = None,
    zone: tzinfo = UTC,
) -> Found:
    """Returns a page of the posts that `text` finds, whatever it holds.

    With `author_id` only posts by that account. Days in `text` are those of `zone`.
    """
    question = asked(text, zone=zone)
    if question.is_empty:
        return Found([], too_short=True)
    marks = _authors(question.authors, viewer)
    excluded = _authors(question.not_authors, viewer)
    if None in marks:
        return Found([])
    wanted = question.wanted + [Term((mark,)) for mark in marks if mark]
    if "mine" in question.scopes and viewer.account_id is not None:
        wanted.append(Term((author_mark(viewer.account_id),)))
    if author_id is not None:
        wanted.append(Term((author_mark(author_id),)))
    unwanted = question.unwanted + [Term((mark,)) for mark in excluded if mark]
    words = engines.question(wanted or [Term((EVERY,))], unwanted)
    return Found(_ids(words, question, viewer, page, offset))


def _authors(named: list[tuple[str, str]], viewer: Viewer) -> list[str | None]:
    """Returns the marks of people, None for those whom nobody here knows."""
    marks: list[str | None] = []
    for name, host in named:
        if name.lower() == "me" and not host and viewer.account_id is not None:
            marks.append(author_mark(viewer.account_id))
            continue
        account = by_handle(name, "" if host == config.current().host.lower() else host)
        marks.append(None if account is None else author_mark(account.pk))
    return marks


def _ids(words: str, question: Asked, viewer: Viewer, page: Page, offset: int) -> list[int]:
    visible, listed = visible_to(viewer), listed_to(viewer)
    conditions = [visible.sql, listed.sql, rules.findable_by(viewer)]
    conditions += [rules.within(scope, viewer) for scope in sorted(question.scopes)]
    params = {"words": words, "above": question.above, "below": question.below}
    params |= visible.params | listed.params | page.params()
    read = _in_parts if database.is_postgresql() else _at_once
    bounds = _bounds(question) + page.where("{column}")
    return page.arrange(read(" AND ".join(conditions), bounds, params, page, offset))


def _at_once(
    condition: str, bounds: str, params: dict[str, Any], page: Page, offset: int
) -> list[int]:
    """SQLite walks its index in the order of ids; CROSS JOIN keeps it to that."""
    column = "search_words.rowid"
    found = database.rows(
        f"SELECT s.id FROM search_words CROSS JOIN audience_subject s CROSS JOIN account author"
        f" WHERE search_words MATCH %(words)s{bounds.format(column=column)} AND s.id = {column}"
        f" AND author.id = s.author_id AND {condition}{page.order(column)} OFFSET {int(offset)}",
        params,
    )
    return [row[0] for row in found]


def _in_parts(
    condition: str, bounds: str, params: dict[str, Any], page: Page, offset: int
) -> list[int]:
    found: list[int] = []
    wanted = offset + page.limit
    inside = bounds.format(column="post_id")
    for ids in engines.parts(inside, params, ascends=page.ascends):
        if ids:
            rows = database.rows(
                "SELECT s.id FROM audience_subject s JOIN account author ON author.id = s.author_id"
                f" WHERE s.id = ANY(%(ids)s) AND {condition}"
                f" ORDER BY s.id {'ASC' if page.ascends else 'DESC'} LIMIT {wanted - len(found)}",
                {**params, "ids": ids},
            )
            found += [row[0] for row in rows]
        if len(found) >= wanted:
            break
    return found[offset:wanted]


def _bounds(question: Asked) -> str:
    above = " AND {column} > %(above)s" if question.above >= 0 else ""
    return above + (" AND {column} < %(below)s" if question.below < _LARGEST_ID else "")


def indexed() -> int:
    """Returns how many posts the index holds."""
    return int(database.rows("SELECT COUNT(*) FROM search_post")[0][0])
