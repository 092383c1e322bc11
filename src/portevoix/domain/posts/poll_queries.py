"""Polls as they are read: figures as far as they may be told, and the viewer's own votes."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portevoix.domain.audiences.public import Viewer
from portevoix.domain.posts.models import Poll
from portevoix.kernel import clock, database


@dataclass(frozen=True)
class PollState:
    """A poll at this moment. ``tallies`` holds None where figures are not told yet."""

    titles: tuple[str, ...]
    tallies: tuple[int | None, ...]
    votes_count: int
    voters_count: int | None
    multiple: bool
    expires_at: datetime | None
    expired: bool


def state(
    titles: str,
    tallies: str,
    multiple: Any,
    hide_totals: Any,
    voters_count: int | None,
    expires_at: Any,
) -> PollState:
    """Returns the state of a poll from its columns, as plain SQL gives them."""
    ends = database.as_moment(expires_at)
    expired = ends is not None and ends <= clock.now()
    counted: list[int] = json.loads(tallies)
    hidden = bool(hide_totals) and not expired
    return PollState(
        titles=tuple(json.loads(titles)),
        tallies=tuple(None if hidden else each for each in counted),
        votes_count=sum(counted),
        voters_count=voters_count,
        multiple=bool(multiple),
        expires_at=ends,
        expired=expired,
    )


def state_of(poll: Poll) -> PollState:
    """Returns the state of a poll."""
    return state(
        poll.titles,
        poll.tallies,
        poll.multiple,
        poll.hide_totals,
        poll.voters_count,
        poll.expires_at,
    )


def poll_of(post_id: int) -> Poll | None:
    """Returns the poll of a post, or None."""
    return Poll.objects.filter(post_id=post_id).first()


def own_votes(viewer: Viewer, post_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Returns the positions that the viewer chose, by post. One query."""
    if viewer.account_id is None or not post_ids:
        return {}
    found = database.rows(
        f"SELECT poll_id, position FROM poll_vote WHERE account_id = %(viewer)s"
        f" AND {database.among('poll_id', 'ids')} ORDER BY position",
        {"viewer": viewer.account_id, "ids": database.ids(post_ids)},
    )
    chosen: dict[int, tuple[int, ...]] = {}
    for post_id, position in found:
        chosen[post_id] = (*chosen.get(post_id, ()), position)
    return chosen


def voters(post_id: int) -> list[int]:
    """Returns the account ids of those who voted, from anywhere."""
    sql = "SELECT DISTINCT account_id FROM poll_vote WHERE poll_id = %s ORDER BY account_id"
    return [row[0] for row in database.rows(sql, [post_id])]
