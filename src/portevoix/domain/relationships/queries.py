"""Questions about single ties, and about whom a word of somebody must reach."""

from collections.abc import Iterable

from portevoix.domain.accounts.public import Standing
from portevoix.domain.relationships.lists import (
    Tie,
    blocks,
    connections,
    endorsements,
    follow_requests,
    followers,
    following,
    mutes,
)
from portevoix.domain.relationships.models import Block, Connection, Follow
from portevoix.domain.relationships.relations import Relation, relations
from portevoix.kernel.database import among, rows
from portevoix.kernel.database import ids as ids_of

__all__ = [
    "Relation",
    "Tie",
    "block_with_uri",
    "blocked_among",
    "blocked_between",
    "blocks",
    "connected",
    "connections",
    "endorsements",
    "find_follow",
    "follow_requests",
    "follow_with_uri",
    "follower_ids",
    "follower_inboxes",
    "followers",
    "following",
    "is_following",
    "mutes",
    "relations",
]


def blocked_between(a_id: int, b_id: int) -> bool:
    """Whether one of the two blocks the other."""
    either = Block.objects.filter(blocker_id=a_id, blocked_id=b_id)
    return (either | Block.objects.filter(blocker_id=b_id, blocked_id=a_id)).exists()


def is_following(follower_id: int, followee_id: int) -> bool:
    """Whether an accepted follow leads from one to the other."""
    found = Follow.objects.filter(follower_id=follower_id, followee_id=followee_id)
    return found.filter(accepted=True).exists()


def connected(a_id: int, b_id: int) -> bool:
    """Whether the two are connected."""
    return Connection.objects.filter(member_id=a_id, other_id=b_id).exists()


def find_follow(follower_id: int, followee_id: int) -> Follow | None:
    """Returns the follow or the request between the two, or None."""
    return Follow.objects.filter(follower_id=follower_id, followee_id=followee_id).first()


def follow_with_uri(uri: str, *, follower_id: int) -> Follow | None:
    """Returns what the follower's house calls `uri`, or None."""
    return Follow.objects.filter(follower_id=follower_id, uri=uri).first() if uri else None


def block_with_uri(uri: str, *, blocker_id: int) -> Block | None:
    """Returns what the blocker's house calls `uri`, or None."""
    return Block.objects.filter(blocker_id=blocker_id, uri=uri).first() if uri else None


def follower_ids(account_id: int, *, here: bool) -> list[int]:
    """Returns the accepted followers who are there: of this house, or all elsewhere."""
    sql = f"""
        SELECT f.follower_id FROM follow f JOIN account a ON a.id = f.follower_id
        WHERE f.followee_id = %(account)s AND f.accepted AND a.standing = %(active)s
          AND a.host {"=" if here else "<>"} ''
    """
    return [row[0] for row in rows(sql, {"account": account_id, "active": int(Standing.ACTIVE)})]


def follower_inboxes(account_id: int) -> list[str]:
    """Returns where a word to the followers elsewhere must be brought, each place once."""
    sql = """
        SELECT DISTINCT CASE WHEN a.shared_inbox_url <> '' THEN a.shared_inbox_url
                             ELSE a.inbox_url END AS place
        FROM follow f JOIN account a ON a.id = f.follower_id
        WHERE f.followee_id = %(account)s AND f.accepted AND a.standing = %(active)s
          AND a.host <> '' ORDER BY place
    """
    return [row[0] for row in rows(sql, {"account": account_id, "active": int(Standing.ACTIVE)})]


def blocked_among(account_id: int, account_ids: Iterable[int]) -> set[int]:
    """Returns those of `account_ids` with whom there is a block, in either direction."""
    others = list(account_ids)
    if not others:
        return set()
    sql = f"""
        SELECT blocked_id FROM block
         WHERE blocker_id = %(account)s AND {among("blocked_id", "others")}
        UNION
        SELECT blocker_id FROM block
         WHERE blocked_id = %(account)s AND {among("blocker_id", "others")}
    """
    return {row[0] for row in rows(sql, {"account": account_id, "others": ids_of(others)})}
