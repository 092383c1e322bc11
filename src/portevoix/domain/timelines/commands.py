"""Verbs on homes: rows are added as posts come, and a whole home can be built anew."""

from datetime import timedelta

from portevoix.domain.timelines import rules
from portevoix.domain.timelines.models import (
    Filter,
    FilterState,
    FollowedTag,
    HomeMarker,
    HomeRow,
    ListMember,
    MemberList,
)
from portevoix.kernel import clock, database
from portevoix.kernel.unit_of_work import command

KEPT = 800
AWAY = timedelta(days=14)

_ACTIVE = """SELECT account_id FROM member
    JOIN account ON account.id = member.account_id
    WHERE account.standing = 0 AND (seen_on IS NULL OR seen_on >= %(since)s)"""


@command
def add_own(*, owner_id: int, post_id: int) -> None:
    """Puts a member's own new post or boost into her home at once: she reads what she wrote."""
    database.insert("home_row", once=True, owner_id=owner_id, post_id=post_id, author_id=owner_id)


@command
def distribute(*, post_id: int) -> None:
    """Puts a post into every home it belongs in, of members seen in the last two weeks."""
    database.run(
        f"INSERT INTO home_row (owner_id, post_id, author_id)"
        f" WITH entering (owner_id, post_id, author_id) AS ({rules.for_post()})"
        f" SELECT * FROM entering WHERE owner_id IN ({_ACTIVE}) ON CONFLICT DO NOTHING",
        {"post": post_id, "since": (clock.now() - AWAY).date()},
    )


@command
def remove(*, post_ids: list[int]) -> None:
    """Takes posts out of every home."""
    HomeRow.objects.filter(post_id__in=post_ids).delete()


@command
def forget_account(*, account_id: int) -> None:
    """Removes what somebody who is gone chose to read, and them from the lists of others."""
    mine = {"owner_id": account_id}
    HomeRow.objects.filter(**mine).delete()
    MemberList.objects.filter(**mine).delete()
    FollowedTag.objects.filter(**mine).delete()
    HomeMarker.objects.filter(**mine).delete()
    Filter.objects.filter(**mine).delete()
    FilterState.objects.filter(**mine).delete()
    ListMember.objects.filter(account_id=account_id).delete()


@command
def rebuild(*, owner_id: int) -> None:
    """Builds one home anew from follows, names, circles, connections, tags: its newest 800."""
    HomeRow.objects.filter(owner_id=owner_id).delete()
    database.run(
        f"INSERT INTO home_row (owner_id, post_id, author_id)"
        f" WITH entering (owner_id, post_id, author_id) AS ({rules.for_owner()})"
        f" SELECT * FROM entering ORDER BY post_id DESC LIMIT {KEPT}",
        {"owner": owner_id},
    )


@command
def trim() -> None:
    """Keeps the newest 800 rows of each home, and none for members away for two weeks."""
    since = (clock.now() - AWAY).date()
    database.run(f"DELETE FROM home_row WHERE owner_id NOT IN ({_ACTIVE})", {"since": since})
    found = database.rows(
        f"SELECT owner_id FROM home_row GROUP BY owner_id HAVING COUNT(*) > {KEPT * 5 // 4}"
    )
    for (owner_id,) in found:
        database.run(
            f"DELETE FROM home_row WHERE owner_id = %(owner)s AND post_id <"
            f" (SELECT post_id FROM home_row WHERE owner_id = %(owner)s"
            f" ORDER BY post_id DESC LIMIT 1 OFFSET {KEPT - 1})",
            {"owner": owner_id},
        )
