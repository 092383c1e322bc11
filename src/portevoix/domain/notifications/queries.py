"""Questions about notifications. Every row passes the filter of audiences when it is read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portevoix.domain.audiences.public import Viewer, listed_actor, listed_to, visible_to
from portevoix.domain.notifications.models import Kind, ReadMarker
from portevoix.kernel import clock, database
from portevoix.kernel.ids import moment_of
from portevoix.kernel.pagination import Page

UNREAD_LIMIT = 1_000


@dataclass(frozen=True)
class NotificationRow:
    """One notification; ``post_id`` is None when it is about no post."""

    id: int
    kind: str
    actor_id: int
    post_id: int | None
    created_at: datetime
    unread: bool


def page(
    viewer: Viewer,
    page: Page,
    *,
    kinds: Collection[str] = (),
    without: Collection[str] = (),
    account_id: int | None = None,
    held_too: bool = False,
) -> list[NotificationRow]:
    """Returns a page of the viewer's notifications, newest first. One query.

    ``kinds`` and ``without`` choose by kind, ``account_id`` by who did it; what is held
    apart is left out unless it is wanted too.
    """
    chosen = [kind for kind in Kind.values if (not kinds or kind in kinds) and kind not in without]
    if not chosen:
        return []
    extra = f" AND n.kind IN ({_quoted(chosen)})"
    params: dict[str, Any] = page.params()
    if account_id is not None:
        extra += " AND n.actor_id = %(account)s"
        params["account"] = account_id
    if not held_too:
        extra += " AND NOT n.held"
    rows = _select(viewer, f"{extra}{page.where('n.id')}{page.order('n.id')}", params)
    return page.arrange(rows)


def one(viewer: Viewer, notification_id: int) -> NotificationRow | None:
    """Returns one of the viewer's notifications, or None when it is not there."""
    rows = _select(viewer, " AND n.id = %(id)s", {"id": notification_id})
    return rows[0] if rows else None


def unread_count(viewer: Viewer, *, limit: int = 100) -> int:
    """Returns how many notifications are unread, counted up to ``limit`` (at most 1,000)."""
    limit = max(1, min(limit, UNREAD_LIMIT))
    rows = _select(viewer, f" AND NOT n.held AND n.id > {_READ} LIMIT {limit}", {})
    return len(rows)


def last_read_id(owner_id: int) -> int:
    """Returns how far the owner has read, 0 at first."""
    found = database.rows(f"SELECT {_READ}", {"viewer": owner_id})
    return int(found[0][0])


def read_marker(owner_id: int) -> ReadMarker | None:
    """Returns how far the owner has read, or None when that was never told."""
    found = ReadMarker.objects.filter(owner_id=owner_id, version__gt=0).first()
    if found is not None and found.updated_at is None:
        found.updated_at = moment_of(found.last_read_id)
    return found


def touched_by(post_id: int, *, author_id: int) -> list[tuple[int, str]]:
    """Returns (member, kind) for those whom a new post touches, each once. One query.

    The people it mentions or names and the one it answers are mentioned; others
    who follow its author with the bell are told of a post.
    """
    told = database.rows(
        f"SELECT member.account_id, MIN(touched.kind) FROM"
        f" (SELECT account_id AS id, '{Kind.MENTION}' AS kind FROM post_mention"
        f" WHERE post_id = %(post)s"
        f" UNION ALL SELECT account_id, '{Kind.MENTION}' FROM audience_named"
        f" WHERE holder_id = %(post)s"
        f" UNION ALL SELECT parent_author_id, '{Kind.MENTION}' FROM audience_subject"
        f" WHERE id = %(post)s"
        f" UNION ALL SELECT follower_id, '{Kind.STATUS}' FROM follow"
        f" WHERE followee_id = %(author)s AND accepted AND notifies) touched"
        f" JOIN member ON member.account_id = touched.id"
        f" WHERE EXISTS (SELECT 1 FROM audience_subject WHERE id = %(post)s AND state <> 2)"
        f" GROUP BY member.account_id ORDER BY member.account_id",
        {"post": post_id, "author": author_id},
    )
    return [(row[0], row[1]) for row in told]


_READ = (
    "COALESCE((SELECT last_read_id FROM notification_read_marker WHERE owner_id = %(viewer)s), 0)"
)


def _select(viewer: Viewer, tail: str, params: dict[str, Any]) -> list[NotificationRow]:
    visible, listed, actor = (
        visible_to(viewer),
        listed_to(viewer),
        listed_actor(viewer, "n.actor_id"),
    )
    found = database.rows(
        f"SELECT n.id, n.kind, n.actor_id, n.post_id, n.created_at, n.id > {_READ}"
        f" FROM notification n LEFT JOIN audience_subject s ON s.id = n.post_id"
        f" WHERE n.owner_id = %(viewer)s AND NOT n.dismissed"
        f" AND (n.kind = '{Kind.SIGN_UP}' OR ({actor.sql}))"
        f" AND (n.post_id IS NULL OR ({visible.sql} AND {listed.sql})){tail}",
        visible.params | listed.params | actor.params | params,
    )
    return [
        NotificationRow(row[0], row[1], row[2], row[3], clock.aware(row[4]), unread=bool(row[5]))
        for row in found
    ]


def _quoted(kinds: list[str]) -> str:
    return ",".join(f"'{kind}'" for kind in kinds)
