"""A post in its talk: what came before it, and what was answered."""

from dataclasses import dataclass
from typing import Any

from portevoix.domain.audiences.public import Viewer, listed_to, visible_to
from portevoix.kernel import database

ANCESTORS_LIMIT = 40
DESCENDANTS_LIMIT = 500
DEPTH_LIMIT = 40


@dataclass(frozen=True)
class Reply:
    """A reply's place in the tree: ``depth`` 1 answers the post itself.

    ``folded`` says that its author is muted by the viewer, or limited here.
    """

    id: int
    parent_id: int
    author_id: int
    depth: int
    folded: bool


def ancestors(viewer: Viewer, post_id: int) -> list[int]:
    """Returns the ids of the posts that the viewer may read above ``post_id``, the root first.

    An ancestor that is not there is left out; those above it are not.
    """
    visible = visible_to(viewer)
    found = database.rows(
        f"WITH RECURSIVE above (id, parent_id, depth) AS ("
        f" SELECT id, in_reply_to_id, 0 FROM post WHERE id = %(post)s"
        f" UNION ALL SELECT post.id, post.in_reply_to_id, above.depth + 1 FROM post"
        f" JOIN above ON post.id = above.parent_id WHERE above.depth < {ANCESTORS_LIMIT})"
        f" SELECT above.id FROM above JOIN audience_subject s ON s.id = above.id"
        f" WHERE above.depth > 0 AND {visible.sql} ORDER BY above.depth DESC",
        {"post": post_id} | visible.params,
    )
    return [row[0] for row in found]


def descendants(viewer: Viewer, post_id: int) -> list[Reply]:
    """Returns the replies below ``post_id`` that the viewer may read, each after what it answers.

    Among answers to one post those by the author of ``post_id`` come first, then by time.
    """
    visible, listed = visible_to(viewer), listed_to(viewer)
    found = database.rows(
        f"WITH RECURSIVE below (id, parent_id, author_id, depth) AS ("
        f" SELECT id, in_reply_to_id, author_id, 0 FROM post WHERE id = %(post)s"
        f" UNION ALL SELECT post.id, post.in_reply_to_id, post.author_id, below.depth + 1"
        f" FROM post JOIN below ON post.in_reply_to_id = below.id"
        f" WHERE below.depth < {DEPTH_LIMIT})"
        f" SELECT below.id, below.parent_id, below.author_id, below.depth,"
        f" CASE WHEN {listed.sql} THEN 0 ELSE 1 END"
        f" FROM below JOIN audience_subject s ON s.id = below.id"
        f" WHERE below.depth > 0 AND {visible.sql}"
        f" ORDER BY below.id LIMIT {DESCENDANTS_LIMIT}",
        {"post": post_id} | visible.params | listed.params,
    )
    replies = [Reply(row[0], row[1], row[2], row[3], bool(row[4])) for row in found]
    author = database.rows("SELECT author_id FROM post WHERE id = %(post)s", {"post": post_id})
    return _in_tree_order(replies, post_id, author[0][0] if author else 0)


def _in_tree_order(replies: list[Reply], root_id: int, author_id: int) -> list[Reply]:
    """Orders replies as one reads a tree; below a reply that is not there they follow the root."""
    here = {reply.id for reply in replies} | {root_id}
    below: dict[int, list[Reply]] = {}
    for reply in replies:
        below.setdefault(reply.parent_id if reply.parent_id in here else root_id, []).append(reply)

    def order(reply: Reply) -> tuple[Any, ...]:
        return (reply.author_id != author_id, reply.id)

    ordered: list[Reply] = []
    waiting = sorted(below.get(root_id, []), key=order, reverse=True)
    while waiting:
        reply = waiting.pop()
        ordered.append(reply)
        waiting.extend(sorted(below.get(reply.id, []), key=order, reverse=True))
    return ordered
