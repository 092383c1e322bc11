"""Everything that ties one viewer to some accounts, in one query."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portevoix.kernel import clock
from portevoix.kernel.database import among, as_moment, as_stored, rows
from portevoix.kernel.database import ids as ids_of

_SQL = """
SELECT a.id, f.accepted, f.shows_boosts, f.notifies, f.languages, back.accepted,
       blocks.id, blocked_by.id, mute.id, mute.hides_notifications, mute.expires_at, tie.id,
       note.text, endorsement.id, house_block.id
FROM account a
LEFT JOIN follow f ON f.follower_id = %(viewer)s AND f.followee_id = a.id
LEFT JOIN follow back ON back.follower_id = a.id AND back.followee_id = %(viewer)s
LEFT JOIN block blocks ON blocks.blocker_id = %(viewer)s AND blocks.blocked_id = a.id
LEFT JOIN block blocked_by ON blocked_by.blocker_id = a.id AND blocked_by.blocked_id = %(viewer)s
LEFT JOIN mute ON mute.muter_id = %(viewer)s AND mute.muted_id = a.id
      AND (mute.expires_at IS NULL OR mute.expires_at > %(now)s)
LEFT JOIN connection tie ON tie.member_id = %(viewer)s AND tie.other_id = a.id
LEFT JOIN account_note note ON note.owner_id = %(viewer)s AND note.about_id = a.id
LEFT JOIN endorsement ON endorsement.owner_id = %(viewer)s AND endorsement.endorsed_id = a.id
LEFT JOIN house_block ON house_block.owner_id = %(viewer)s AND house_block.host = a.host
WHERE {those}
"""


@dataclass(frozen=True, kw_only=True)
class Relation:
    """How a viewer and an account stand to one another. `languages` empty: all of them."""

    account_id: int
    following: bool = False
    requested: bool = False
    shows_boosts: bool = False
    notifies: bool = False
    languages: tuple[str, ...] = ()
    followed_by: bool = False
    requested_by: bool = False
    blocking: bool = False
    blocked_by: bool = False
    muting: bool = False
    muting_notifications: bool = False
    muting_until: datetime | None = None
    connected: bool = False
    note: str = ""
    endorsed: bool = False
    house_blocked: bool = False


def relations(viewer_id: int, account_ids: Iterable[int]) -> dict[int, Relation]:
    """Returns how `viewer_id` stands to each of the accounts that exist, in the order asked."""
    wanted = list(dict.fromkeys(int(account_id) for account_id in account_ids))
    if not wanted:
        return {}
    sql = _SQL.format(those=among("a.id", "ids"))
    about = {"viewer": viewer_id, "now": as_stored(clock.now()), "ids": ids_of(wanted)}
    answer = rows(sql, about)
    found = {row[0]: _relation(row) for row in answer}
    return {account_id: found[account_id] for account_id in wanted if account_id in found}


def _relation(row: tuple[Any, ...]) -> Relation:
    (account_id, accepted, boosts, notifies, languages, back) = row[:6]
    (blocks, blocked_by, mute, hides, until, tie) = row[6:12]
    return Relation(
        account_id=account_id,
        following=bool(accepted),
        requested=accepted is not None and not accepted,
        shows_boosts=bool(boosts),
        notifies=bool(notifies),
        languages=tuple(json.loads(languages)) if languages else (),
        followed_by=bool(back),
        requested_by=back is not None and not back,
        blocking=blocks is not None,
        blocked_by=blocked_by is not None,
        muting=mute is not None,
        muting_notifications=bool(hides),
        muting_until=as_moment(until),
        connected=tie is not None,
        note=row[12] or "",
        endorsed=row[13] is not None,
        house_blocked=row[14] is not None,
    )
