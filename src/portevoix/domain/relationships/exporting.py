"""The whole lists of a member's ties, for taking them out: newest first, a page at a time."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from portevoix.domain.accounts.public import Standing
from portevoix.kernel import clock
from portevoix.kernel.database import as_stored, rows

_PAGE = 500
_LAST = 2**63 - 1


class Followed(NamedTuple):
    """Somebody followed, and how."""

    name: str
    host: str
    shows_boosts: bool
    notifies: bool
    languages: list[str]


class Kept(NamedTuple):
    """Somebody blocked or muted; `hides_notifications` means something for mutes alone."""

    name: str
    host: str
    hides_notifications: bool = True


def all_followed(account_id: int) -> Iterator[Followed]:
    """Yields everybody whom the account follows."""
    columns = "t.shows_boosts, t.notifies, t.languages"
    for row in _pages("follow", "follower_id", "followee_id", account_id, columns, "t.accepted"):
        languages = json.loads(row[4]) if isinstance(row[4], str) else row[4]
        yield Followed(row[0], row[1], bool(row[2]), bool(row[3]), languages or [])


def all_blocked(account_id: int) -> Iterator[Kept]:
    """Yields everybody whom the account blocks."""
    for row in _pages("block", "blocker_id", "blocked_id", account_id, "1", "1 = 1"):
        yield Kept(row[0], row[1])


def all_muted(account_id: int) -> Iterator[Kept]:
    """Yields everybody whom the account mutes now."""
    still = "(t.expires_at IS NULL OR t.expires_at > %(now)s)"
    found = _pages("mute", "muter_id", "muted_id", account_id, "t.hides_notifications", still)
    for row in found:
        yield Kept(row[0], row[1], bool(row[2]))


def _pages(
    table: str, owner: str, other: str, account_id: int, columns: str, condition: str
) -> Iterator[tuple[Any, ...]]:
    sql = (
        f"SELECT a.name, a.host, {columns}, t.id FROM {table} t JOIN account a ON a.id = t.{other}"
        f" WHERE t.{owner} = %(owner)s AND a.standing = %(active)s AND {condition}"
        f" AND t.id < %(before)s ORDER BY t.id DESC LIMIT {_PAGE}"
    )
    before = _LAST
    while True:
        given = {
            "owner": account_id,
            "active": int(Standing.ACTIVE),
            "now": as_stored(clock.now()),
            "before": before,
        }
        found = rows(sql, given)
        yield from (row[:-1] for row in found)
        if len(found) < _PAGE:
            return
        before = found[-1][-1]
