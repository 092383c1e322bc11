"""Notifications as apps see them, one by one and in groups.

A group holds what was done to one post, or the new followers, within twelve
hours; its key is made from the row alone, so it is the same in every page.
"""

from collections.abc import Collection, Sequence

from portevoix.domain.audiences.public import Viewer
from portevoix.domain.notifications.queries import NotificationRow
from portevoix.kernel.ids import moment_of
from portevoix.wire.mastodon.accounts import accounts
from portevoix.wire.mastodon.parts import posts
from portevoix.wire.mastodon.times import told_from_column

GROUPED = ("favourite", "reblog", "follow")
HOURS = 12


def notifications(viewer: Viewer, found: Sequence[NotificationRow]) -> list[str]:
    """Returns the JSON of each notification; one whose post or actor is gone is left out."""
    people = accounts(row.actor_id for row in found)
    about = posts(viewer, sorted({row.post_id for row in found if row.post_id is not None}))
    told = []
    for row in found:
        if row.actor_id not in people or (row.post_id is not None and row.post_id not in about):
            continue
        status = f',"status":{about[row.post_id]}' if row.post_id is not None else ""
        told.append(
            f'{{"id":"{row.id}","type":"{row.kind}","group_key":"{group_key(row)}",'
            f'"created_at":"{told_from_column(row.created_at)}",'
            f'"account":{people[row.actor_id]}{status}}}'
        )
    return told


def group_key(row: NotificationRow, kinds: Collection[str] = GROUPED) -> str:
    """Returns the key of the row's group; its own, if its kind is not in `kinds`."""
    if row.kind not in kinds or row.kind not in GROUPED:
        return f"ungrouped-{row.id}"
    half_day = int(moment_of(row.id).timestamp()) // (HOURS * 3600)
    return f"{row.kind}-{row.post_id or 0}-{half_day}"
