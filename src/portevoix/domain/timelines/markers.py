"""How far a member has read at home, the same on every device."""

from datetime import datetime
from typing import NamedTuple

from portevoix.kernel import clock, database
from portevoix.kernel.errors import Conflict, Invalid
from portevoix.kernel.ids import LARGEST_ID
from portevoix.kernel.unit_of_work import command


class Marker(NamedTuple):
    """A reading place; `version` counts how often it was set."""

    last_read_id: int
    version: int
    updated_at: datetime


def home_marker(owner_id: int) -> Marker | None:
    """Returns how far the owner has read at home, or None when that was never told. One query."""
    found = database.rows(
        "SELECT last_read_id, version, updated_at FROM home_marker WHERE owner_id = %s", [owner_id]
    )
    if not found:
        return None
    at = database.as_moment(found[0][2])
    return Marker(found[0][0], found[0][1], at or clock.now())


@command
def mark_home(*, owner_id: int, last_read_id: int) -> Marker:
    """Remembers how far the owner has read at home, further on or further back; returns it.

    Raises Invalid (last_read_id), and Conflict when another device did so at the same instant.
    """
    if not 0 <= last_read_id <= LARGEST_ID:
        raise Invalid(fields={"last_read_id": ["invalid"]})
    before, now = home_marker(owner_id), clock.now()
    version = 1 if before is None else before.version + 1
    if before is None:
        done = database.insert(
            "home_marker", once=True, owner_id=owner_id, last_read_id=last_read_id,
            version=version, updated_at=now,
        )  # fmt: skip
    else:
        done = bool(
            database.run(
                "UPDATE home_marker SET last_read_id = %s, version = %s, updated_at = %s"
                " WHERE owner_id = %s AND version = %s",
                [last_read_id, version, database.as_stored(now), owner_id, before.version],
            )
        )
    if not done:
        raise Conflict
    return Marker(last_read_id, version, now)


@command
def read_on(*, owner_id: int, last_read_id: int) -> Marker | None:
    """As `mark_home`, but never back: for pages, which tell what was seen. Returns the place."""
    before = home_marker(owner_id)
    if before is not None and last_read_id <= before.last_read_id:
        return before
    return mark_home(owner_id=owner_id, last_read_id=last_read_id)
