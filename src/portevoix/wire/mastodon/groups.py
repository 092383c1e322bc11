"""GroupedNotificationsResults: groups, with the people and posts they speak of beside them."""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from portevoix.domain.audiences.public import Viewer
from portevoix.domain.notifications.queries import NotificationRow
from portevoix.wire.mastodon.accounts import accounts
from portevoix.wire.mastodon.notifications import group_key
from portevoix.wire.mastodon.parts import listed, posts
from portevoix.wire.mastodon.times import told_from_column

_SAMPLE = 8
_PARTIAL = ("id", "acct", "url", "avatar", "avatar_static", "avatar_description", "locked", "bot")


def taken(
    rows: Sequence[NotificationRow], *, limit: int, kinds: Collection[str], newest_first: bool
) -> list[NotificationRow]:
    """Returns the rows of the first `limit` groups, counted from where the page begins."""
    keys: dict[str, None] = {}
    kept = []
    for row in rows if newest_first else list(rows)[::-1]:
        key = group_key(row, kinds)
        if key not in keys and len(keys) >= limit:
            break
        keys[key] = None
        kept.append(row)
    return kept if newest_first else kept[::-1]


def results(
    viewer: Viewer, rows: Sequence[NotificationRow], *, kinds: Collection[str], partial: bool
) -> str:
    """Returns the JSON of the groups that `rows` (newest first) make.

    `partial` tells of everybody but the first of each group only what a face needs.
    """
    about = posts(viewer, sorted({row.post_id for row in rows if row.post_id is not None}))
    groups: dict[str, list[NotificationRow]] = {}
    for row in rows:
        if row.post_id is None or row.post_id in about:
            groups.setdefault(group_key(row, kinds), []).append(row)
    first = {group[0].actor_id for group in groups.values()}
    sampled = {row.actor_id for group in groups.values() for row in group[:_SAMPLE]}
    people = accounts(sampled)
    whole = [people[each] for each in sorted(sampled) if not partial or each in first]
    faces = [_face(people[each]) for each in sorted(sampled - first)] if partial else []
    told = [_group(key, group) for key, group in groups.items()]
    extra = f',"partial_accounts":{listed(faces)}' if partial else ""
    return (
        f'{{"accounts":{listed(whole)}{extra},"statuses":{listed(about.values())},'
        f'"notification_groups":{msgspec.json.encode(told).decode()}}}'
    )


def _group(key: str, group: list[NotificationRow]) -> dict[str, Any]:
    newest = group[0]
    told: dict[str, Any] = {
        "group_key": key,
        "notifications_count": len(group),
        "type": newest.kind,
        "most_recent_notification_id": str(newest.id),
        "page_min_id": str(group[-1].id),
        "page_max_id": str(newest.id),
        "latest_page_notification_at": told_from_column(newest.created_at),
        "sample_account_ids": [str(row.actor_id) for row in group[:_SAMPLE]],
    }
    if newest.post_id is not None:
        told["status_id"] = str(newest.post_id)
    return told


def _face(account: str) -> str:
    whole = msgspec.json.decode(account)
    return msgspec.json.encode({name: whole[name] for name in _PARTIAL}).decode()
