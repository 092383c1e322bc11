"""Finding people by name, handle or display name, without case and accents."""

from typing import Any

from portevoix.domain.accounts.models import Kind, Standing
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.accounts.words import fold, split
from portevoix.kernel import config
from portevoix.kernel.database import is_postgresql, rows

_MOST_WORDS = 6
_LAST_CHARACTER = "\U0010ffff"

# `follow` and `block` belong to relationships, which stands above this room: the
# tables are read by name, as every reading across rooms is, and nothing is imported.
_SQL = """
SELECT a.id FROM account a
LEFT JOIN follow f ON f.follower_id = %(viewer)s AND f.followee_id = a.id AND f.accepted
WHERE a.standing = %(active)s AND a.kind <> %(house)s
  AND (NOT a.limited OR f.id IS NOT NULL OR {exact})
  AND ({named} NOT EXISTS
    (SELECT 1 FROM block b WHERE b.blocker_id = %(viewer)s AND b.blocked_id = a.id))
  AND NOT EXISTS (SELECT 1 FROM block b WHERE b.blocker_id = a.id AND b.blocked_id = %(viewer)s)
  {conditions}
ORDER BY CASE WHEN {exact} THEN 0 ELSE 1 END, {following}
  CASE WHEN a.host = '' THEN 0 ELSE 1 END, a.followers_count DESC, a.id
LIMIT %(limit)s OFFSET %(offset)s
"""
_EXACT = "(lower(a.name) = %(name)s AND a.host = %(host)s)"
_FOLLOWING = "CASE WHEN f.id IS NULL THEN 1 ELSE 0 END,"


def search(
    text: str,
    *,
    viewer: Reader,
    limit: int = 40,
    following_first: bool = True,
    following_only: bool = False,
    blocked_by_name: bool = False,
    offset: int = 0,
) -> list[int]:
    """Returns the ids of accounts whose words begin like those of `text`, the best first.

    The exact handle comes first, then those whom `viewer` follows, then people of
    this house. Accounts that are not there, or blocked either way, are left out;
    limited ones are found by followers and by their exact handle alone. With
    `blocked_by_name` so is whom `viewer` blocks: else nobody could be unblocked by name.
    """
    name, _, host = text.strip().removeprefix("@").partition("@")
    host = "" if host.lower() == config.current().host.lower() else host.lower()
    words = split(name)[:_MOST_WORDS]
    if not words:
        return []
    params: dict[str, Any] = {
        "viewer": viewer.account_id or 0,
        "active": Standing.ACTIVE,
        "house": Kind.HOUSE,
        "name": fold(name),
        "host": host,
        "limit": limit,
        "offset": offset,
    }
    conditions = [_word(f"word{number}", word, params) for number, word in enumerate(words)]
    if host:
        conditions.append(_begins("a.host", "host_begins", host, params))
    if following_only:
        conditions.append("f.id IS NOT NULL")
    sql = _SQL.format(
        exact=_EXACT,
        named=f"{_EXACT} OR" if blocked_by_name else "",
        following=_FOLLOWING if following_first else "",
        conditions="".join(f" AND {condition}" for condition in conditions),
    )
    return [row[0] for row in rows(sql, params)]


def _word(key: str, word: str, params: dict[str, Any]) -> str:
    begins = _begins("word", key, word, params)
    return f"a.id IN (SELECT account_id FROM account_word WHERE {begins})"


def _begins(column: str, key: str, prefix: str, params: dict[str, Any]) -> str:
    """Returns the condition that each engine answers from its index."""
    params[key] = prefix
    if is_postgresql():
        params[key] = prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        return f"{column} LIKE %({key})s"
    params[f"{key}_end"] = prefix + _LAST_CHARACTER
    return f"{column} >= %({key})s AND {column} < %({key}_end)s"
