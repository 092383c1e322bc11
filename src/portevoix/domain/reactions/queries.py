"""Questions about favourites, and what a viewer did with the posts of a list."""

from collections.abc import Collection
from dataclasses import dataclass

from portevoix.domain.audiences.public import Viewer, details, may_read, visible_to
from portevoix.domain.posts.public import favourites_are_shown
from portevoix.kernel import database
from portevoix.kernel.errors import NotFound
from portevoix.kernel.pagination import Page


@dataclass(frozen=True)
class Flags:
    """What the viewer did with a post."""

    favourited: bool = False
    boosted: bool = False
    bookmarked: bool = False
    pinned: bool = False


def flags(viewer: Viewer, post_ids: Collection[int]) -> dict[int, Flags]:
    """Returns the viewer's flags for those posts with which she did something. One query."""
    if viewer.account_id is None or not post_ids:
        return {}
    found = database.rows(
        f"SELECT post_id, 1 FROM favourite"
        f" WHERE account_id = %(viewer)s AND {database.among('post_id', 'ids')}"
        f" UNION ALL SELECT boost_of_id, 2 FROM post WHERE author_id = %(viewer)s"
        f" AND {database.among('boost_of_id', 'ids')} AND deleted_at IS NULL"
        f" UNION ALL SELECT post_id, 4 FROM bookmark"
        f" WHERE account_id = %(viewer)s AND {database.among('post_id', 'ids')}"
        f" UNION ALL SELECT post_id, 8 FROM post_pin"
        f" WHERE account_id = %(viewer)s AND {database.among('post_id', 'ids')}",
        {"viewer": viewer.account_id, "ids": database.ids(post_ids)},
    )
    done: dict[int, int] = {}
    for post_id, bit in found:
        done[post_id] = done.get(post_id, 0) | bit
    return {
        each: Flags(bool(bits & 1), bool(bits & 2), bool(bits & 4), bool(bits & 8))
        for each, bits in done.items()
    }


def favourited_by(viewer: Viewer, post_id: int, page: Page) -> list[tuple[int, int]]:
    """Returns (favourite id, account id) of those who like a post, newest first.

    Of a post that is not public only the author learns who does. People blocked
    either way are left out. Raises NotFound when the viewer may not read the post.
    """
    about = details(post_id)
    if about is None or not may_read(viewer, post_id):
        raise NotFound
    shown = favourites_are_shown(about.grants, has_ceiling=about.has_ceiling)
    if not shown and viewer.account_id != about.author_id:
        return []
    unblocked = (
        ""
        if viewer.account_id is None
        else " AND NOT EXISTS (SELECT 1 FROM block WHERE blocker_id = %(viewer)s"
        " AND blocked_id = f.account_id) AND NOT EXISTS (SELECT 1 FROM block"
        " WHERE blocker_id = f.account_id AND blocked_id = %(viewer)s)"
    )
    found = database.rows(
        f"SELECT f.id, f.account_id FROM favourite f JOIN account a ON a.id = f.account_id"
        f" WHERE f.post_id = %(post)s AND a.standing < 10{unblocked}"
        f"{page.where('f.id')}{page.order('f.id')}",
        {"post": post_id, "viewer": viewer.account_id or 0} | page.params(),
    )
    return page.arrange([(row[0], row[1]) for row in found])


def favourites_of(viewer: Viewer, page: Page) -> list[tuple[int, int]]:
    """Returns (favourite id, post id) of what the viewer likes and may still read, newest first."""
    visible = visible_to(viewer)
    found = database.rows(
        f"SELECT f.id, f.post_id FROM favourite f JOIN audience_subject s ON s.id = f.post_id"
        f" WHERE f.account_id = %(viewer)s AND {visible.sql}"
        f"{page.where('f.id')}{page.order('f.id')}",
        visible.params | page.params(),
    )
    return page.arrange([(row[0], row[1]) for row in found])
