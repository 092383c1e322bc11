"""Whom a member may like to follow, and people who wish to be found.

Nobody is ranked by how much they are liked: suggestions go by how many of those
whom the member follows follow them too; the directory by time.
"""

from typing import Literal, NamedTuple

from portevoix.domain.accounts.public import Kind, Reader, Standing
from portevoix.domain.relationships.models import SetAside
from portevoix.kernel import clock, database, ids
from portevoix.kernel.unit_of_work import command

Order = Literal["active", "new"]

_KNOWN_THERE = """
  AND a.standing = %(active)s AND a.discoverable AND NOT a.limited AND a.kind <> %(house)s
  AND a.moved_to_uri = ''
  AND NOT EXISTS (SELECT 1 FROM block WHERE blocker_id = %(viewer)s AND blocked_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM block WHERE blocker_id = a.id AND blocked_id = %(viewer)s)
  AND NOT EXISTS (SELECT 1 FROM mute WHERE muter_id = %(viewer)s AND muted_id = a.id
                  AND (expires_at IS NULL OR expires_at > %(now)s))
  AND a.host NOT IN (SELECT host FROM house_block WHERE owner_id = %(viewer)s)
"""
_SUGGESTED = f"""
SELECT a.id, COUNT(*) AS friends FROM follow mine
JOIN follow theirs ON theirs.follower_id = mine.followee_id AND theirs.accepted
JOIN account a ON a.id = theirs.followee_id
JOIN account friend ON friend.id = mine.followee_id AND NOT friend.hides_collections
WHERE mine.follower_id = %(viewer)s AND mine.accepted AND a.id <> %(viewer)s
  AND NOT EXISTS (SELECT 1 FROM follow WHERE follower_id = %(viewer)s AND followee_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM suggestion_set_aside
                  WHERE owner_id = %(viewer)s AND suggested_id = a.id){_KNOWN_THERE}
GROUP BY a.id ORDER BY friends DESC, a.id DESC LIMIT %(limit)s
"""
_ORDERS = {
    "active": "CASE WHEN a.last_post_on IS NULL THEN 1 ELSE 0 END, a.last_post_on DESC, a.id DESC",
    "new": "a.id DESC",
}


class Suggested(NamedTuple):
    """Somebody who may be liked, and how many of those one follows follow them."""

    account_id: int
    friends: int


def suggestions(viewer_id: int, *, limit: int) -> list[Suggested]:
    """Returns friends of friends who wish to be suggested, best known first. One query.

    Whoever keeps to themselves whom they follow suggests nobody.
    """
    found = database.rows(_SUGGESTED, _params(viewer_id) | {"limit": limit})
    return [Suggested(*row) for row in found]


@command
def set_aside(*, owner_id: int, suggested_id: int) -> None:
    """Suggests somebody no more; again, or of nobody, is no change."""
    known = database.rows("SELECT 1 FROM account WHERE id = %s", [suggested_id])
    if known:
        SetAside.objects.get_or_create(
            owner_id=owner_id, suggested_id=suggested_id, defaults={"id": ids.new_id()}
        )


def directory(
    viewer: Reader, *, order: Order, here_only: bool, limit: int, offset: int
) -> list[int]:
    """Returns those who wish to be found: who spoke last, or came last, first. One query."""
    where = " AND a.host = ''" if here_only else ""
    found = database.rows(
        f"SELECT a.id FROM account a WHERE TRUE{where}{_KNOWN_THERE}"
        f" ORDER BY {_ORDERS[order]} LIMIT %(limit)s OFFSET %(offset)s",
        _params(viewer.account_id or 0) | {"limit": limit, "offset": offset},
    )
    return [row[0] for row in found]


def _params(viewer_id: int) -> dict[str, object]:
    return {
        "viewer": viewer_id,
        "active": int(Standing.ACTIVE),
        "house": Kind.HOUSE,
        "now": database.as_stored(clock.now()),
    }
