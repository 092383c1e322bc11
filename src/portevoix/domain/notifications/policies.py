"""What becomes of a notification: told, held apart until its owner accepts the actor, or dropped.

Mastodon's rule (entity NotificationPolicy). Whoever has chosen nothing is told
everything. What limited accounts do is hidden when it is read, unless they are
followed (audiences.md), so a policy about them can only hold it apart or drop it.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from portevoix.domain.notifications.models import Kind, Policy, Verdict
from portevoix.kernel import clock, database

CHOICES = (
    "for_not_following",
    "for_not_followers",
    "for_new_accounts",
    "for_private_mentions",
    "for_limited_accounts",
)
NEW = timedelta(days=30)
_BARELY_FOLLOWS = timedelta(days=3)
_ABOUT_PEOPLE = frozenset(
    {Kind.MENTION, Kind.REBLOG, Kind.FAVOURITE, Kind.FOLLOW, Kind.FOLLOW_REQUEST, Kind.QUOTE}
)
"""The kinds that depend on who did it; the others were asked for, or are the house's."""

_ORDER = {Verdict.ACCEPT: 0, Verdict.FILTER: 1, Verdict.DROP: 2}
_HINDERED = """
SELECT EXISTS (SELECT 1 FROM muted_thread m JOIN post p ON p.thread_id = m.thread_id
               WHERE m.owner_id = %(owner)s AND p.id = %(post)s),
       EXISTS (SELECT 1 FROM notification_policy WHERE owner_id = %(owner)s)
"""
_BETWEEN = """
SELECT a.created_at, CASE WHEN a.limited THEN 1 ELSE 0 END,
       EXISTS (SELECT 1 FROM notification_permission
               WHERE owner_id = %(owner)s AND actor_id = a.id),
       EXISTS (SELECT 1 FROM follow
               WHERE follower_id = %(owner)s AND followee_id = a.id AND accepted),
       EXISTS (SELECT 1 FROM follow WHERE follower_id = a.id AND followee_id = %(owner)s
               AND accepted AND created_at < %(three_days)s),
       EXISTS (SELECT 1 FROM audience_subject s WHERE s.id = %(post)s AND s.direct
               AND (s.parent_author_id IS NULL OR s.parent_author_id <> %(owner)s))
FROM account a WHERE a.id = %(actor)s
"""


def verdict_on(*, owner_id: int, kind: str, actor_id: int, post_id: int | None) -> str:
    """Returns what becomes of what the actor did, by what the owner muted and chose.

    One query; three for who has a policy.
    """
    muted, has_policy = database.rows(_HINDERED, {"owner": owner_id, "post": post_id or 0})[0]
    if muted:
        return Verdict.DROP
    if not has_policy:
        return Verdict.ACCEPT
    policy = Policy.objects.get(owner_id=owner_id)
    if kind in policy.kinds_off:
        return Verdict.DROP
    if kind not in _ABOUT_PEOPLE:
        return Verdict.ACCEPT
    now = clock.now()
    found = database.rows(
        _BETWEEN,
        {
            "owner": owner_id,
            "actor": actor_id,
            "post": post_id or 0,
            "three_days": database.as_stored(now - _BARELY_FOLLOWS),
        },
    )
    if not found:
        return Verdict.ACCEPT
    return judged(policy, _conditions(kind, found[0]))


def judged(policy: Policy, conditions: Mapping[str, bool]) -> str:
    """Returns the strictest of what the policy says for the conditions that hold."""
    said = [getattr(policy, name) for name, holds in conditions.items() if holds]
    return max(said, key=lambda word: _ORDER[Verdict(word)], default=Verdict.ACCEPT)


def _conditions(kind: str, row: tuple[Any, ...]) -> dict[str, bool]:
    came, limited, permitted, followed, follows, private = row
    if permitted:
        return {}
    is_new = (database.as_moment(came) or clock.now()) > clock.now() - NEW
    return {
        "for_not_following": not followed,
        "for_not_followers": not follows and kind not in (Kind.FOLLOW, Kind.FOLLOW_REQUEST),
        "for_new_accounts": is_new and not followed,
        "for_private_mentions": kind == Kind.MENTION and bool(private) and not followed,
        "for_limited_accounts": bool(limited) and not followed,
    }
