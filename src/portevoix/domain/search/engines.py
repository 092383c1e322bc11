"""The two databases' own search, spoken to in one way.

Words and marks hold letters, digits and our signs alone, so neither language of
queries can be broken out of; they are quoted all the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portevoix.kernel import database

_NEAR = 2_000
_FAR = 20_000


@dataclass(frozen=True)
class Term:
    """Words that stand next to each other. With `begins` the last may go on."""

    words: tuple[str, ...]
    begins: bool = False


def stored(stream: Sequence[str]) -> str:
    """Returns a stream as the column `words` takes it."""
    if database.is_postgresql():
        return " ".join(f"{_quoted(word)}:{place}" for place, word in enumerate(stream, 1))
    return " ".join(stream)


def question(wanted: Sequence[Term], unwanted: Sequence[Term]) -> str:
    """Returns what the index is asked: all of `wanted`, at least one, and none of `unwanted`."""
    if database.is_postgresql():
        parts = [_in_postgresql(term) for term in wanted]
        parts += [f"!{_in_postgresql(term)}" for term in unwanted]
        return " & ".join(parts)
    positive = " AND ".join(_in_sqlite(term) for term in wanted)
    if not unwanted:
        return positive
    return f"({positive}) NOT ({' OR '.join(_in_sqlite(term) for term in unwanted)})"


def parts(bounds: str, params: Mapping[str, Any], *, ascends: bool) -> Iterator[list[int]]:
    """Yields the ids that PostgreSQL's index has for `%(words)s`, part by part, in their order.

    `bounds` are conditions on `post_id`. The index knows no order: of a common word enough is found
    among the nearest posts, which are read one by one; of a rare one it tells all at once.
    Who may read them is asked about few ids, by a question that takes long to plan.
    """
    order, beyond = ("ASC", ">") if ascends else ("DESC", "<")
    matches = "words @@ CAST(%(words)s AS tsquery)"
    near = database.rows(
        f"SELECT post_id, {matches} FROM (SELECT post_id, words FROM search_post WHERE TRUE{bounds}"
        f" ORDER BY post_id {order} LIMIT {_NEAR}) f",
        params,
    )
    yield [row[0] for row in near if row[1]]
    part = [row[0] for row in near]
    size = _NEAR
    while len(part) == size:
        size = _FAR
        rows = database.rows(
            f"SELECT post_id FROM (SELECT post_id FROM search_post WHERE {matches}{bounds}"
            f" AND post_id {beyond} %(last)s OFFSET 0) f ORDER BY post_id {order} LIMIT {_FAR}",
            {**params, "last": part[-1]},
        )
        part = [row[0] for row in rows]
        yield part


def mend() -> None:
    """Makes SQLite's index anew from the table beside it; PostgreSQL keeps its own true."""
    if not database.is_postgresql():
        database.run("INSERT INTO search_words (search_words) VALUES ('rebuild')")


def _in_postgresql(term: Term) -> str:
    last = len(term.words) - 1
    words = [
        _quoted(word) + (":*" if term.begins and number == last else "")
        for number, word in enumerate(term.words)
    ]
    return f"({' <-> '.join(words)})"


def _in_sqlite(term: Term) -> str:
    return '"' + _joined(term.words).replace('"', '""') + '"' + (" *" if term.begins else "")


def _joined(words: Iterable[str]) -> str:
    return " ".join(words)


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
