"""The hour at which a post leaves, when it is not to leave now."""

from datetime import datetime, tzinfo
from typing import Any

from portevoix.doors.web.forms.composer_pieces.piece import Piece
from portevoix.doors.web.words import later
from portevoix.kernel.errors import Invalid

_FIRST, _LAST = 1900, 9000


class Hour(Piece):
    """A day and an hour in the writer's time zone."""

    order = 75
    template = "parts/composer/hour.html"
    labels = {"leaves_at": later("When it leaves")}

    def fields(self) -> dict[str, Any]:
        """Now, at first."""
        return {"leaves_at": ""}


def moment(written: str, zone: tzinfo) -> datetime | None:
    """Returns the moment that a field for day and hour holds, None for an empty one.

    Raises Invalid.
    """
    if not written:
        return None
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise Invalid(fields={"leaves_at": ["invalid"]}) from None
    if not _FIRST <= found.year <= _LAST:
        raise Invalid(fields={"leaves_at": ["invalid"]})
    return found if found.tzinfo else found.replace(tzinfo=zone)


PIECE = Hour
