"""The one filter of visibility, in SQL, from audiences.md.

A subject is readable when it is published, its author is shown, and the viewer
is its author, or is not blocked, has one of the subject's own grants and
satisfies every ceiling above it. A boost needs the same of what it carries.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection

from portevoix.domain.accounts.public import Reader
from portevoix.domain.audiences.grants import OPEN, Grant
from portevoix.kernel import clock

_WAITING = 3
"""A reply that waits for the word of the parent's author, who reads it meanwhile."""
_PASSES = int(OPEN | Grant.AS_PARENT)


@dataclass(frozen=True)
class Condition:
    """A piece of SQL that is true or false, with its named parameters."""

    sql: str
    params: dict[str, Any]


def visible_to(viewer: Reader, subject: str = "s") -> Condition:
    """Returns the condition under which ``viewer`` may read the subject in alias ``subject``.

    The alias is of ``audience_subject``. The parameter is named ``viewer``.
    """
    if viewer.account_id is None:
        return Condition(_for_nobody(subject), {})
    if viewer.frozen:
        return Condition(_for_frozen(subject), {"viewer": viewer.account_id})
    sql = visible_sql(subject, viewer="%(viewer)s", is_member=viewer.is_member)
    return Condition(sql, {"viewer": viewer.account_id})


@cache
def visible_sql(subject: str, *, viewer: str, is_member: bool) -> str:
    """Returns the same condition for a signed-in viewer given as an SQL expression.

    ``is_member`` says whether the viewer, or all viewers of the expression, are
    active members of this house.
    """
    one = _one(subject, viewer, is_member)
    carried = _one("carried", viewer, is_member)
    return f"({one} AND {_carries(subject, carried)})"


def _carries(subject: str, condition: str) -> str:
    return (
        f"({subject}.carried_id IS NULL OR EXISTS (SELECT 1 FROM audience_subject carried"
        f" WHERE carried.id = {subject}.carried_id AND {condition}))"
    )


def _there(subject: str) -> str:
    return f"{subject}.state = 0 AND {_author_is_shown(subject)}"


def _own(subject: str, viewer: str) -> str:
    """One's own, a post held for review too, but not a deleted one."""
    return f"({subject}.author_id = {viewer} AND {subject}.state <> 2)"


def _author_is_shown(subject: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM account shown"
        f" WHERE shown.id = {subject}.author_id AND shown.standing < 10)"
    )


def _open(subject: str) -> str:
    return (
        f"({_there(subject)} AND ({subject}.grants & {int(OPEN)}) <> 0"
        f" AND NOT {subject}.has_ceiling)"
    )


@cache
def _for_nobody(subject: str) -> str:
    return f"({_open(subject)} AND {_carries(subject, _open('carried'))})"


@cache
def _for_frozen(subject: str) -> str:
    def one(alias: str) -> str:
        return (
            f"({_open(alias)} AND {_unblocked(alias, '%(viewer)s')}"
            f" OR {_author_is_shown(alias)} AND {_own(alias, '%(viewer)s')})"
        )

    return f"({one(subject)} AND {_carries(subject, one('carried'))})"


def _one(subject: str, viewer: str, is_member: bool) -> str:
    own = _granted(subject, f"{subject}.id", viewer, is_member)
    ceilings = (
        f"(NOT {subject}.has_ceiling OR NOT EXISTS (SELECT 1 FROM audience_subject_ceiling above"
        f" JOIN audience_ceiling ceiling ON ceiling.id = above.ceiling_id"
        f" WHERE above.subject_id = {subject}.id AND ceiling.author_id <> {viewer}"
        f" AND NOT {_granted('ceiling', 'ceiling.id', viewer, is_member)}))"
    )
    return (
        f"({_author_is_shown(subject)} AND ({_own(subject, viewer)}"
        f" OR ({subject}.state = 0 AND {own} AND {ceilings} AND {_unblocked(subject, viewer)})"
        f" OR ({subject}.state = {_WAITING} AND {subject}.parent_author_id = {viewer}"
        f" AND {_unblocked(subject, viewer)})))"
    )


def _unblocked(subject: str, viewer: str) -> str:
    blocked = _blocked_with(viewer)
    return (
        f"({subject}.author_id NOT IN ({blocked}) AND ({subject}.parent_author_id IS NULL"
        f" OR {subject}.parent_author_id NOT IN ({blocked})))"
    )


def _blocked_with(viewer: str) -> str:
    """Everybody with whom the viewer has a block; for one viewer it is read once a statement."""
    return (
        f"SELECT blocked_id FROM block WHERE blocker_id = {viewer}"
        f" UNION ALL SELECT blocker_id FROM block WHERE blocked_id = {viewer}"
    )


def _granted(holder: str, holder_id: str, viewer: str, is_member: bool) -> str:
    """The union of the grants of ``holder`` (alias of a subject or a ceiling)."""

    def grant(bits: int, condition: str) -> str:
        return f"({holder}.grants & {bits}) <> 0 AND {condition}"

    ways = [
        f"({holder}.grants & {_PASSES}) <> 0",
        grant(
            Grant.FOLLOWERS,
            f"EXISTS (SELECT 1 FROM follow WHERE follower_id = {viewer}"
            f" AND followee_id = {holder}.author_id AND accepted)",
        ),
        grant(
            Grant.NAMED,
            f"EXISTS (SELECT 1 FROM audience_named WHERE holder_id = {holder_id}"
            f" AND account_id = {viewer})",
        ),
        grant(
            Grant.CIRCLE,
            f"EXISTS (SELECT 1 FROM audience_circle_grant granted"
            f" JOIN circle_membership inside ON inside.circle_id = granted.circle_id"
            f" WHERE granted.holder_id = {holder_id} AND inside.account_id = {viewer}"
            f" AND inside.until IS NULL AND inside.since <= {holder}.published_at)",
        ),
    ]
    if is_member:
        ways.append(f"({holder}.grants & {int(Grant.HOUSE)}) <> 0")
        ways.append(
            grant(
                Grant.CONNECTIONS,
                f"EXISTS (SELECT 1 FROM connection WHERE member_id = {viewer}"
                f" AND other_id = {holder}.author_id)",
            )
        )
    return "(" + " OR ".join(ways) + ")"


_MUTED = (
    "SELECT muted_id FROM mute WHERE muter_id = %(viewer)s"
    " AND (expires_at IS NULL OR expires_at > %(now)s)"
)


def listed_to(viewer: Reader, subject: str = "s") -> Condition:
    """Returns the condition under which a readable subject is shown in lists to ``viewer``.

    The viewer has not muted its author nor blocked their house, and they are not
    limited or are followed; a boost needs the same of what it carries. Parameters:
    ``viewer`` and ``now``.
    """
    if viewer.account_id is None:
        return Condition(_listed_to_nobody(subject), {})
    return Condition(_listed_to_somebody(subject), {"viewer": viewer.account_id, "now": _now()})


@cache
def _listed_to_nobody(subject: str) -> str:
    return f"({_unlimited(subject)} AND {_carries(subject, _unlimited('carried'))})"


@cache
def _listed_to_somebody(subject: str) -> str:
    return f"({_listed(subject)} AND {_carries(subject, _listed('carried'))})"


def _unlimited(subject: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM account quiet"
        f" WHERE quiet.id = {subject}.author_id AND quiet.limited)"
    )


def _listed(subject: str) -> str:
    return (
        f"({subject}.author_id = %(viewer)s OR ({subject}.author_id NOT IN ({_MUTED})"
        f" AND NOT {_away(f'{subject}.author_id')}"
        f" AND ({_unlimited(subject)} OR EXISTS (SELECT 1 FROM follow"
        f" WHERE follower_id = %(viewer)s AND followee_id = {subject}.author_id AND accepted))))"
    )


def _away(account: str) -> str:
    """Whether an account is of a house that the viewer blocks."""
    return (
        f"EXISTS (SELECT 1 FROM account far WHERE far.id = {account} AND far.host IN"
        f" (SELECT host FROM house_block WHERE owner_id = %(viewer)s))"
    )


def _now() -> Any:
    return connection.ops.adapt_datetimefield_value(clock.now())


def listed_actor(viewer: Reader, actor: str) -> Condition:
    """Returns the condition under which what the account ``actor`` (an SQL expression) did is told.

    It is shown, no block stands between them, the viewer has not muted its
    notifications, and it is not limited, or is followed. Parameters: ``viewer``, ``now``.
    """
    sql = (
        f"EXISTS (SELECT 1 FROM account doer WHERE doer.id = {actor} AND doer.standing < 10"
        f" AND (NOT doer.limited OR EXISTS (SELECT 1 FROM follow"
        f" WHERE follower_id = %(viewer)s AND followee_id = {actor} AND accepted)))"
        f" AND {actor} NOT IN ({_blocked_with('%(viewer)s')})"
        f" AND {actor} NOT IN ({_MUTED} AND hides_notifications)"
        f" AND NOT {_away(actor)}"
    )
    return Condition(sql, {"viewer": viewer.account_id, "now": _now()})
