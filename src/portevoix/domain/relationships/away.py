"""How many a member keeps away, and whom by name."""

from dataclasses import dataclass

from portevoix.kernel import clock, database

_COUNTS = """
SELECT (SELECT COUNT(*) FROM block WHERE blocker_id = %(owner)s),
       (SELECT COUNT(*) FROM mute WHERE muter_id = %(owner)s
        AND (expires_at IS NULL OR expires_at > %(now)s)),
       (SELECT COUNT(*) FROM house_block WHERE owner_id = %(owner)s)
"""
_NAMED = """
SELECT a.id, kept.kind FROM
    (SELECT blocked_id AS id, 'blocks' AS kind FROM block WHERE blocker_id = %(owner)s
     UNION ALL SELECT muted_id, 'mutes' FROM mute WHERE muter_id = %(owner)s
        AND (expires_at IS NULL OR expires_at > %(now)s)) kept
JOIN account a ON a.id = kept.id
WHERE LOWER(a.name) LIKE %(words)s ESCAPE '!' OR LOWER(a.display_name) LIKE %(words)s ESCAPE '!'
ORDER BY a.name, a.id LIMIT 50
"""
_HOUSES = """
SELECT host FROM house_block WHERE owner_id = %(owner)s AND host LIKE %(words)s ESCAPE '!'
ORDER BY host LIMIT 50
"""


@dataclass(frozen=True)
class Away:
    """How many somebody blocks, mutes, and how many houses they block."""

    blocked: int
    muted: int
    houses: int


def counts(owner_id: int) -> Away:
    """Returns how many the owner keeps away. One query."""
    return Away(*database.rows(_COUNTS, _params(owner_id))[0])


def people_named(owner_id: int, text: str) -> list[tuple[int, str]]:
    """Returns (account id, blocks or mutes) of those kept away whose name holds `text`."""
    found = database.rows(_NAMED, _params(owner_id) | {"words": _within(text)})
    return [(row[0], row[1]) for row in found]


def houses_named(owner_id: int, text: str) -> list[str]:
    """Returns the blocked houses whose host holds `text`."""
    found = database.rows(_HOUSES, _params(owner_id) | {"words": _within(text)})
    return [row[0] for row in found]


def _params(owner_id: int) -> dict[str, object]:
    return {"owner": owner_id, "now": database.as_stored(clock.now())}


def _within(text: str) -> str:
    literal = text.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{literal}%"
