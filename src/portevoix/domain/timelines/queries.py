"""Questions about homes."""

from portevoix.domain.audiences.public import Viewer, listed_to, visible_to
from portevoix.domain.timelines.list_queries import EXCLUDED
from portevoix.kernel.database import rows
from portevoix.kernel.pagination import Page


def home(viewer: Viewer, page: Page, *, boosts: bool = True, replies: bool = True) -> list[int]:
    """Returns the ids of a page of the viewer's home, newest first. One query.

    Every row passes the filter of audiences as it is read, so nothing is left in
    it that was narrowed, deleted, blocked or muted since. Whom the viewer reads in an
    exclusive list is left out; without `boosts` or `replies`, those are.
    """
    visible, listed = visible_to(viewer), listed_to(viewer)
    kinds = "" if boosts else " AND s.carried_id IS NULL"
    kinds += "" if replies else " AND s.parent_id IS NULL"
    found = rows(
        f"SELECT h.post_id FROM home_row h JOIN audience_subject s ON s.id = h.post_id"
        f" WHERE h.owner_id = %(viewer)s AND {visible.sql} AND {listed.sql}"
        f" AND h.author_id NOT IN ({EXCLUDED})"
        f"{kinds}{page.where('h.post_id')} {page.order('h.post_id')}",
        visible.params | listed.params | page.params(),
    )
    return page.arrange([row[0] for row in found])


def is_empty(owner_id: int) -> bool:
    """Returns whether the home of ``owner_id`` has no row at all."""
    return not rows(
        "SELECT 1 FROM home_row WHERE owner_id = %(owner)s LIMIT 1", {"owner": owner_id}
    )
