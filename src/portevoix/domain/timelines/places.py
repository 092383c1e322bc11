"""Where a member stopped reading at home, as pages show it."""

from datetime import datetime
from typing import NamedTuple

from portevoix.kernel import clock, database


class Place(NamedTuple):
    """The last post read, when that was, and whether more than a page has come since."""

    last_read_id: int
    at: datetime
    far_behind: bool


def place(owner_id: int, *, page: int) -> Place | None:
    """Returns the owner's reading place, or None when it was never told. One query.

    Rows are counted before the filter of audiences: it decides where a page begins, no more.
    """
    found = database.rows(
        "SELECT m.last_read_id, m.updated_at, (SELECT h.post_id FROM home_row h"
        " WHERE h.owner_id = m.owner_id AND h.post_id > m.last_read_id"
        " ORDER BY h.post_id LIMIT 1 OFFSET %(page)s) FROM home_marker m"
        " WHERE m.owner_id = %(owner)s",
        {"owner": owner_id, "page": page},
    )
    if not found:
        return None
    last_read_id, at, beyond = found[0]
    return Place(last_read_id, database.as_moment(at) or clock.now(), beyond is not None)
