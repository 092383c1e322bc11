"""Verbs on the index. Everything in it can be made anew from the posts."""

from collections.abc import Collection

from portevoix.domain.search import engines
from portevoix.domain.search.streams import streams
from portevoix.kernel import database
from portevoix.kernel.unit_of_work import command

_PART = 500
_AT_ONCE = 100


@command
def index(*, post_ids: Collection[int]) -> None:
    """Writes what posts say now into the index; those that are not there are taken out."""
    found = streams(post_ids)
    rows = [(post_id, engines.stored(stream)) for post_id, stream in found.items()]
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        database.run(
            f"INSERT INTO search_post (post_id, words) VALUES {', '.join(['(%s, %s)'] * len(part))}"
            " ON CONFLICT (post_id) DO UPDATE SET words = excluded.words"
            " WHERE search_post.words <> excluded.words",
            [value for row in part for value in row],
        )
    forget(post_ids=[each for each in post_ids if each not in found])


@command
def forget(*, post_ids: Collection[int]) -> None:
    """Takes posts out of the index."""
    if post_ids:
        where = database.among("post_id", "ids")
        database.run(f"DELETE FROM search_post WHERE {where}", {"ids": database.ids(post_ids)})


@command
def index_missing(*, limit: int = _PART) -> int:
    """Indexes posts that are there and are not in the index yet; returns how many."""
    missing = database.rows(
        "SELECT p.id FROM post p LEFT JOIN search_post f ON f.post_id = p.id"
        " WHERE f.post_id IS NULL AND p.deleted_at IS NULL AND p.boost_of_id IS NULL"
        f" LIMIT {int(limit)}"
    )
    index(post_ids=[row[0] for row in missing])
    return len(missing)


@command
def rebuild_after(post_id: int) -> int:
    """Indexes anew the next part of posts above an id; returns the last one's id, 0 at the end."""
    part = database.rows(f"SELECT id FROM post WHERE id > %s ORDER BY id LIMIT {_PART}", [post_id])
    index(post_ids=[row[0] for row in part])
    if part:
        return int(part[-1][0])
    database.run("DELETE FROM search_post WHERE post_id NOT IN (SELECT id FROM post)")
    engines.mend()
    return 0
