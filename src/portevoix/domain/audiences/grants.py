"""The grants of an audience and the choices a person is offered, as audiences.md has them."""

from dataclasses import dataclass
from enum import IntFlag, StrEnum


class Grant(IntFlag):
    """One reason why somebody may read. The author may always; that needs no bit."""

    NONE = 0
    NAMED = 1
    CIRCLE = 2
    CONNECTIONS = 4
    FOLLOWERS = 8
    HOUSE = 16
    ROOM = 32
    QUIET = 64
    PUBLIC = 128
    AS_PARENT = 256


OPEN = Grant.QUIET | Grant.PUBLIC
"""Both public grants: everyone may read, signed in or not."""

WIDE = OPEN | Grant.FOLLOWERS
"""Posts in which a mention names a reader (audiences.md, Mentions)."""

STAYS_HERE = Grant.HOUSE | Grant.CONNECTIONS | Grant.ROOM
"""Grants that never leave this house."""


class Rung(StrEnum):
    """What the picker offers; not an order."""

    ONLY_ME = "only_me"
    CIRCLE = "circle"
    CONNECTIONS = "connections"
    FOLLOWERS = "followers"
    HOUSE = "house"
    QUIET = "quiet"
    PUBLIC = "public"
    DIRECT = "direct"
    AS_PARENT = "as_parent"
    AUTHOR_ONLY = "author_only"


_GRANTS = {
    Rung.ONLY_ME: Grant.NONE,
    Rung.CIRCLE: Grant.CIRCLE,
    Rung.CONNECTIONS: Grant.CONNECTIONS,
    Rung.FOLLOWERS: Grant.FOLLOWERS,
    Rung.HOUSE: Grant.HOUSE,
    Rung.QUIET: Grant.QUIET,
    Rung.PUBLIC: Grant.PUBLIC,
    Rung.DIRECT: Grant.NAMED,
    Rung.AS_PARENT: Grant.AS_PARENT,
    Rung.AUTHOR_ONLY: Grant.NAMED,
}


@dataclass(frozen=True)
class Audience:
    """A rung, with its circle where the rung is one. ``circle_id`` is None otherwise."""

    rung: Rung
    circle_id: int | None = None

    @property
    def grants(self) -> Grant:
        """The grants that this choice gives, mentions left aside."""
        return _GRANTS[self.rung]

    @property
    def direct(self) -> bool:
        """Whether the post opens or goes on a conversation."""
        return self.rung in (Rung.DIRECT, Rung.AUTHOR_ONLY)


def word_for_apps(grants: int, *, direct: bool, has_ceiling: bool = False) -> tuple[str, bool]:
    """Returns the visibility that Mastodon's apps know, and whether it is of this house only.

    A post with several grants takes the widest word; house beside followers is
    ``private``, and so is whatever stands under a narrower ancestor.
    """
    if has_ceiling:
        return ("direct" if direct else "private"), False
    if grants & Grant.PUBLIC:
        return "public", False
    if grants & Grant.QUIET:
        return "unlisted", False
    if direct or not grants:
        return "direct", False
    if grants & ~Grant.NAMED == Grant.HOUSE:
        return "public", True
    return "private", False


def names_of(grants: int) -> list[str]:
    """Returns every grant's name in lower case, narrowest first, for ``portevoix.audience``."""
    return [str(grant.name).lower() for grant in Grant if grant and grants & grant] or ["only_me"]
