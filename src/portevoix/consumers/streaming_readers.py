"""Who of those listening now may be shown something, decided when it is sent."""

from collections.abc import Collection
from typing import Any

from portevoix.domain.accounts.models import Standing
from portevoix.domain.audiences.public import Grant, Viewer, listed_to, visible_sql, visible_to
from portevoix.domain.timelines.rules import for_post
from portevoix.kernel.database import among, rows
from portevoix.kernel.database import ids as ids_of

_AS_IT_WAS = """
    SELECT id, author_id, parent_author_id, {carried} AS carried_id, {state} AS state,
           {grants} AS grants, has_ceiling, published_at
      FROM audience_subject WHERE id = %(subject)s
"""
_RECENT = 40


def viewers_of(account_ids: Collection[int]) -> list[Viewer]:
    """Returns the listening members who may be here now, as they may read now."""
    if not account_ids:
        return []
    found = rows(
        f"SELECT id, frozen FROM account WHERE {among('id', 'ids')}"
        f" AND standing = {int(Standing.ACTIVE)}",
        {"ids": ids_of(account_ids)},
    )
    return [Viewer(row[0], is_member=True, frozen=bool(row[1])) for row in found]


def readers(
    subject_id: int,
    viewers: Collection[Viewer],
    *,
    before: bool = False,
    grants: int | None = None,
    alone: bool = False,
) -> set[int]:
    """Returns who may read a subject.

    `before`: as if it were not deleted. `grants`: as if it had these. `alone`: whatever
    it carries left aside.
    """
    inner = _AS_IT_WAS.format(
        carried="NULL" if alone else "carried_id",
        state="0" if before else "state",
        grants="grants" if grants is None else int(grants),
    )
    found: set[int] = set()
    awake = [viewer.account_id for viewer in viewers if viewer.account_id and not viewer.frozen]
    if awake:
        condition = visible_sql("s", viewer="viewer.id", is_member=True)
        sql = (
            f"SELECT viewer.id FROM ({inner}) s, account viewer"
            f" WHERE {among('viewer.id', 'ids')} AND {condition}"
        )
        about = {"subject": subject_id, "ids": ids_of(awake)}
        found |= {row[0] for row in rows(sql, about)}
    for viewer in viewers:
        if viewer.frozen and viewer.account_id:
            one = visible_to(viewer)
            sql = f"SELECT 1 FROM ({inner}) s WHERE {one.sql}"
            if rows(sql, {"subject": subject_id} | one.params):
                found.add(viewer.account_id)
    return found


def listed_among(subject_id: int, account_ids: Collection[int]) -> set[int]:
    """Returns those in whose lists the subject is shown: they muted nobody in it."""
    if not account_ids:
        return set()
    # The condition for one viewer, asked of many: its parameter becomes the joined account.
    one = listed_to(Viewer(0, is_member=True))
    params: dict[str, Any] = {**one.params, "subject": subject_id, "ids": ids_of(account_ids)}
    sql = (
        f"SELECT viewer.id FROM audience_subject s, account viewer WHERE s.id = %(subject)s"
        f" AND {among('viewer.id', 'ids')}"
        f" AND {one.sql.replace('%(viewer)s', 'viewer.id')}"
    )
    return {row[0] for row in rows(sql, params)}


def homes_of(subject_id: int, account_ids: Collection[int]) -> set[int]:
    """Returns those in whose home the subject belongs, by the rule that fills homes."""
    if not account_ids:
        return set()
    sql = (
        f"WITH entered (owner, post, author) AS ({for_post()})"
        f" SELECT DISTINCT owner FROM entered WHERE {among('owner', 'ids')}"
    )
    return {row[0] for row in rows(sql, {"post": subject_id, "ids": ids_of(account_ids)})}


def homes_that_hold(post_id: int, account_ids: Collection[int]) -> set[int]:
    """Returns those in whose home the post or a boost of it stands."""
    if not account_ids:
        return set()
    sql = (
        f"SELECT DISTINCT h.owner_id FROM home_row h WHERE {among('h.owner_id', 'ids')}"
        f" AND (h.post_id = %(post)s OR h.post_id IN"
        f" (SELECT id FROM post WHERE boost_of_id = %(post)s AND deleted_at IS NULL))"
    )
    return {row[0] for row in rows(sql, {"post": post_id, "ids": ids_of(account_ids)})}


def recent_of(author_id: int, grant: Grant, *, circle_id: int | None = None) -> list[int]:
    """Returns an author's latest posts that give `grant`, without narrower ancestors."""
    circle = ""
    if circle_id is not None:
        circle = (
            " AND EXISTS (SELECT 1 FROM audience_circle_grant g"
            " WHERE g.holder_id = s.id AND g.circle_id = %(circle)s)"
        )
    sql = (
        f"SELECT s.id FROM audience_subject s WHERE s.author_id = %(author)s AND s.state = 0"
        f" AND (s.grants & {int(grant)}) <> 0 AND NOT s.has_ceiling{circle}"
        f" ORDER BY s.id DESC LIMIT {_RECENT}"
    )
    return [row[0] for row in rows(sql, {"author": author_id, "circle": circle_id})]


def published_during_membership(
    post_ids: Collection[int], *, circle_id: int, account_id: int
) -> list[int]:
    """Returns those posts that were published while the account was in the circle."""
    if not post_ids:
        return []
    sql = (
        f"SELECT DISTINCT s.id FROM audience_subject s JOIN circle_membership m"
        f" ON m.circle_id = %(circle)s AND m.account_id = %(account)s"
        f" AND m.since <= s.published_at AND (m.until IS NULL OR m.until > s.published_at)"
        f" WHERE {among('s.id', 'ids')}"
    )
    about = {"circle": circle_id, "account": account_id, "ids": ids_of(post_ids)}
    return [row[0] for row in rows(sql, about)]


def tags_of(post_id: int) -> list[str]:
    """Returns the folded tags that a post carries."""
    sql = (
        "SELECT tag.name FROM post_tag JOIN tag ON tag.id = post_tag.tag_id"
        " WHERE post_tag.post_id = %(post)s"
    )
    return [row[0] for row in rows(sql, {"post": post_id})]
