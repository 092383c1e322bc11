"""Lists of posts: the house, the world, a tag, an account's page. One query each, giving ids."""

from typing import Any, Literal

from django.db import connection

from portevoix.domain.audiences.public import Grant, Viewer, listed_to, visible_to
from portevoix.kernel.pagination import Page
from portevoix.kernel.text.fold import fold

Scope = Literal["all", "local", "remote"]

_LOCAL = {
    "all": "",
    "local": " AND author.host = ''",
    "remote": " AND author.host <> ''",
}


def house_page(viewer: Viewer, page: Page) -> list[int]:
    """Returns ids of this house's public listed posts, for members also those to the house."""
    return _public(viewer, page, scope="local", grants=_with_house(viewer))


def world(viewer: Viewer, page: Page, *, scope: Scope = "all") -> list[int]:
    """Returns ids of public listed posts from here and elsewhere, without boosts."""
    return _public(viewer, page, scope=scope, grants=Grant.PUBLIC)


def tag(
    viewer: Viewer,
    name: str,
    page: Page,
    *,
    scope: Scope = "all",
    any_of: tuple[str, ...] = (),
    all_of: tuple[str, ...] = (),
    none_of: tuple[str, ...] = (),
) -> list[int]:
    """Returns ids of listed posts that carry the tag.

    Or one of ``any_of``; and all of ``all_of``, and none of ``none_of``.
    """
    carries = (
        "EXISTS (SELECT 1 FROM post_tag JOIN tag ON tag.id = post_tag.tag_id"
        " WHERE post_tag.post_id = s.id AND tag.name = %({})s)"
    )
    params: dict[str, Any] = {}

    def condition(names: tuple[str, ...], prefix: str, joint: str, negated: str = "") -> str:
        keys = [f"{prefix}{number}" for number in range(len(names))]
        params.update(zip(keys, map(fold, names), strict=True))
        return joint.join(negated + carries.format(key) for key in keys)

    clauses = [f"({condition((name, *any_of), 'any', ' OR ')})"]
    if all_of:
        clauses.append(condition(all_of, "all", " AND "))
    if none_of:
        clauses.append(condition(none_of, "none", " AND ", negated="NOT "))
    return _public(
        viewer,
        page,
        scope=scope,
        grants=_with_house(viewer),
        extra=" AND " + " AND ".join(clauses),
        params=params,
    )


def by_account(
    viewer: Viewer,
    account_id: int,
    page: Page,
    *,
    replies: bool = True,
    boosts: bool = True,
    tagged: str = "",
) -> list[int]:
    """Returns ids of an account's posts that the viewer may read, conversations left out."""
    extra, params = "", {"author": account_id}
    if not replies:
        extra += (
            " AND (post.in_reply_to_account_id IS NULL AND post.in_reply_to_uri = ''"
            " OR post.in_reply_to_account_id = post.author_id)"
        )
    if not boosts:
        extra += " AND s.carried_id IS NULL"
    if tagged:
        extra += (
            " AND EXISTS (SELECT 1 FROM post_tag JOIN tag ON tag.id = post_tag.tag_id"
            " WHERE post_tag.post_id = s.id AND tag.name = %(tagged)s)"
        )
    visible = visible_to(viewer)
    return _ids(
        f"SELECT s.id FROM audience_subject s JOIN post ON post.id = s.id"
        f" WHERE s.author_id = %(author)s AND NOT s.direct AND {visible.sql}{extra}",
        params | visible.params | ({"tagged": fold(tagged)} if tagged else {}),
        page,
    )


def _with_house(viewer: Viewer) -> Grant:
    reads_house = viewer.is_member and not viewer.frozen
    return Grant.PUBLIC | (Grant.HOUSE if reads_house else Grant.NONE)


def _public(
    viewer: Viewer,
    page: Page,
    *,
    scope: Scope,
    grants: Grant,
    extra: str = "",
    params: dict[str, Any] | None = None,
) -> list[int]:
    visible, listed = visible_to(viewer), listed_to(viewer)
    return _ids(
        f"SELECT s.id FROM audience_subject s JOIN account author ON author.id = s.author_id"
        f" WHERE (s.grants & {int(grants)}) <> 0 AND NOT s.has_ceiling AND s.carried_id IS NULL"
        f"{_LOCAL[scope]} AND {visible.sql} AND {listed.sql}{extra}",
        visible.params | listed.params | (params or {}),
        page,
    )


def _ids(sql: str, params: dict[str, Any], page: Page) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"{sql}{page.where('s.id')}{page.order('s.id')}",
            params | page.params(),
        )
        return page.arrange([row[0] for row in cursor.fetchall()])
