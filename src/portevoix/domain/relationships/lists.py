"""Lists of ties, a page at a time, newest tie first.

What is listed is the account on the other side; the page's cursor is the tie's
own id. Accounts that are not there are left out.
"""

from typing import NamedTuple

from portevoix.domain.accounts.public import NOBODY, Reader, Standing
from portevoix.kernel import clock
from portevoix.kernel.database import as_stored, rows
from portevoix.kernel.pagination import Page

_SQL = """
SELECT t.id, t.{other} FROM {table} t JOIN account a ON a.id = t.{other}
WHERE t.{owner} = %(owner)s AND a.standing = %(active)s {extra}{page}
"""
# A member may hide whom they follow and who follows them; and nobody meets, in
# the lists of others, those with whom there is a block.
_UNBLOCKED = """
  AND NOT EXISTS (SELECT 1 FROM block WHERE blocker_id = %(viewer)s AND blocked_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM block WHERE blocker_id = a.id AND blocked_id = %(viewer)s)
"""
_SHOWN = (
    """
  AND (t.{owner} = %(viewer)s
       OR NOT (SELECT hides_collections FROM account WHERE id = t.{owner}))
"""
    + _UNBLOCKED
)


class Tie(NamedTuple):
    """One entry: the cursor and the account."""

    id: int
    account_id: int


def followers(account_id: int, page: Page, viewer: Reader = NOBODY) -> list[Tie]:
    """Returns those who follow `account_id`, as `viewer` may see them."""
    return _shown("followee_id", "follower_id", account_id, page, viewer)


def following(account_id: int, page: Page, viewer: Reader = NOBODY) -> list[Tie]:
    """Returns those whom `account_id` follows, as `viewer` may see them."""
    return _shown("follower_id", "followee_id", account_id, page, viewer)


def follow_requests(account_id: int, page: Page) -> list[Tie]:
    """Returns those who ask to follow `account_id`."""
    return _list(
        "follow", "followee_id", "follower_id", account_id, page, extra="AND NOT t.accepted"
    )


def blocks(account_id: int, page: Page) -> list[Tie]:
    """Returns those whom `account_id` blocks."""
    return _list("block", "blocker_id", "blocked_id", account_id, page)


def mutes(account_id: int, page: Page) -> list[Tie]:
    """Returns those whom `account_id` mutes now; what ran out is over."""
    return _list(
        "mute",
        "muter_id",
        "muted_id",
        account_id,
        page,
        extra="AND (t.expires_at IS NULL OR t.expires_at > %(now)s)",
    )


def endorsements(account_id: int, page: Page, viewer: Reader) -> list[Tie]:
    """Returns those whom `account_id` shows on their page."""
    return _list(
        "endorsement",
        "owner_id",
        "endorsed_id",
        account_id,
        page,
        extra=_UNBLOCKED,
        viewer=viewer,
    )


def connections(account_id: int, page: Page) -> list[Tie]:
    """Returns those with whom `account_id` is connected."""
    return _list("connection", "member_id", "other_id", account_id, page)


def _shown(owner: str, other: str, account_id: int, page: Page, viewer: Reader) -> list[Tie]:
    extra = "AND t.accepted" + _SHOWN.format(owner=owner)
    return _list("follow", owner, other, account_id, page, extra=extra, viewer=viewer)


def _list(
    table: str,
    owner: str,
    other: str,
    account_id: int,
    page: Page,
    *,
    extra: str = "",
    viewer: Reader = NOBODY,
) -> list[Tie]:
    sql = _SQL.format(
        table=table, owner=owner, other=other, extra=extra, page=page.where("t.id")
    ) + page.order("t.id")
    params = {
        "owner": account_id,
        "active": int(Standing.ACTIVE),
        "viewer": viewer.account_id or 0,
        "now": as_stored(clock.now()),
        **page.params(),
    }
    return page.arrange([Tie(*row) for row in rows(sql, params)])
