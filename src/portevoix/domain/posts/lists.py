"""Lists of posts: the house, the world, a tag, an account's page. One query each, giving ids."""

from typing import Any, Literal

from portevoix.domain.audiences.public import Grant, Viewer, listed_to, visible_to
from portevoix.kernel import database
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
    names = {f"any{number}": fold(each) for number, each in enumerate((name, *any_of))}
    extra = ""
    for prefix, joint, others in (("all", "IN", all_of), ("none", "NOT IN", none_of)):
        for number, each in enumerate(others):
            names[f"{prefix}{number}"] = fold(each)
            extra += f" AND s.id {joint} ({_CARRYING.format(f'= %({prefix}{number})s')})"
    wanted = ", ".join(f"%(any{number})s" for number in range(1 + len(any_of)))
    if any_of:
        source = f"(SELECT DISTINCT post_id FROM ({_CARRYING.format(f'IN ({wanted})')}) each_once)"
        condition = ""
    else:
        source = "post_tag"
        condition = " AND t.tag_id = (SELECT id FROM tag WHERE name = %(any0)s)"
    return _public(
        viewer,
        page,
        scope=scope,
        grants=_with_house(viewer),
        source=f"{source} t CROSS JOIN audience_subject s",
        extra=f" AND s.id = t.post_id{condition}{extra}",
        column="t.post_id",
        params=names,
    )


_CARRYING = "SELECT post_id FROM post_tag JOIN tag ON tag.id = post_tag.tag_id WHERE tag.name {}"


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


def pinned(viewer: Viewer, account_id: int, limit: int = 20) -> list[int]:
    """Returns ids of what an account pinned and the viewer may read, the last pinned first."""
    visible = visible_to(viewer)
    found = database.rows(
        f"SELECT s.id FROM post_pin pin JOIN audience_subject s ON s.id = pin.post_id"
        f" WHERE pin.account_id = %(author)s AND {visible.sql}"
        f" ORDER BY pin.id DESC LIMIT {int(limit)}",
        {"author": account_id} | visible.params,
    )
    return [row[0] for row in found]


def _with_house(viewer: Viewer) -> Grant:
    reads_house = viewer.is_member and not viewer.frozen
    return Grant.PUBLIC | (Grant.HOUSE if reads_house else Grant.NONE)


def _public(
    viewer: Viewer,
    page: Page,
    *,
    scope: Scope,
    grants: Grant,
    source: str = "audience_subject s",
    extra: str = "",
    column: str = "s.id",
    params: dict[str, Any] | None = None,
) -> list[int]:
    """Walks ``source`` in the order of ``column``: CROSS JOIN keeps SQLite from sorting instead."""
    visible, listed = visible_to(viewer), listed_to(viewer)
    return _ids(
        f"SELECT s.id FROM {source} CROSS JOIN account author"
        f" WHERE author.id = s.author_id AND (s.grants & {int(grants)}) <> 0"
        f" AND NOT s.has_ceiling AND s.carried_id IS NULL"
        f"{_LOCAL[scope]} AND {visible.sql} AND {listed.sql}{extra}",
        visible.params | listed.params | (params or {}),
        page,
        column=column,
    )


def _ids(sql: str, params: dict[str, Any], page: Page, *, column: str = "s.id") -> list[int]:
    found = database.rows(
        f"{sql}{page.where(column)}{page.order(column)}",
        params | page.params(),
    )
    return page.arrange([row[0] for row in found])
