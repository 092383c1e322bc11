"""Questions about lists.

A list shows rows of its owner's home whose authors are in it: it can only hold
people whom the owner follows, so nothing else could belong there, and the rule
for replies only narrows. So a list costs no rows of its own.
"""

from collections.abc import Collection

from portevoix.domain.audiences.public import Viewer, listed_to, visible_to
from portevoix.domain.timelines.models import ListMember, MemberList
from portevoix.kernel.database import among, rows
from portevoix.kernel.database import ids as ids_of
from portevoix.kernel.pagination import Page

_REPLIES = """(post.in_reply_to_account_id IS NULL OR l.replies_policy = 'followed'
    OR post.in_reply_to_account_id = m.account_id OR post.in_reply_to_account_id = l.owner_id
    OR (l.replies_policy = 'list' AND EXISTS (SELECT 1 FROM list_member answered
        WHERE answered.list_id = l.id AND answered.account_id = post.in_reply_to_account_id)))"""

_PEOPLE = "FROM member_list l JOIN list_member m ON m.list_id = l.id"

EXCLUDED = """SELECT m.account_id FROM list_member m JOIN member_list l ON l.id = m.list_id
    WHERE l.owner_id = %(viewer)s AND l.exclusive"""
"""SQL for those whom `%(viewer)s` reads in exclusive lists instead of at home."""


def timeline(viewer: Viewer, list_id: int, page: Page) -> list[int]:
    """Returns the ids of a page of one of the viewer's lists, newest first. One query.

    Of another's list, and of one that there is not, it is empty.
    """
    visible, listed = visible_to(viewer), listed_to(viewer)
    found = rows(
        f"SELECT h.post_id {_PEOPLE}"
        f" JOIN home_row h ON h.owner_id = l.owner_id AND h.author_id = m.account_id"
        f" JOIN audience_subject s ON s.id = h.post_id"
        f" JOIN post ON post.id = h.post_id AND {_REPLIES}"
        f" WHERE l.id = %(list)s AND l.owner_id = %(viewer)s AND {visible.sql} AND {listed.sql}"
        f"{page.where('h.post_id')} {page.order('h.post_id')}",
        visible.params | listed.params | page.params() | {"list": list_id},
    )
    return page.arrange([row[0] for row in found])


def lists_of(owner_id: int) -> list[MemberList]:
    """Returns the owner's lists by title."""
    return list(MemberList.objects.filter(owner_id=owner_id).order_by("title", "id"))


def lists_with(owner_id: int, account_id: int) -> list[MemberList]:
    """Returns those of the owner's lists that somebody is in."""
    inside = ListMember.objects.filter(account_id=account_id).values("list_id")
    return list(MemberList.objects.filter(owner_id=owner_id, id__in=inside).order_by("title", "id"))


def members_of(list_id: int, page: Page) -> list[tuple[int, int]]:
    """Returns (row id, account id) of those in a list who are there, the last added first."""
    found = rows(
        f"SELECT m.id, m.account_id FROM list_member m JOIN account a ON a.id = m.account_id"
        f" WHERE m.list_id = %(list)s AND a.standing = 0{page.where('m.id')}{page.order('m.id')}",
        {"list": list_id} | page.params(),
    )
    return page.arrange([(row[0], row[1]) for row in found])


def holding(post_id: int, list_ids: Collection[int]) -> set[int]:
    """Returns those of the lists to whose people and rule a post belongs. One query.

    Whether it belongs in the owner's home, as it must, is for the caller to ask.
    """
    if not list_ids:
        return set()
    found = rows(
        f"SELECT l.id {_PEOPLE} JOIN audience_subject s ON s.author_id = m.account_id"
        f" JOIN post ON post.id = s.id AND {_REPLIES}"
        f" WHERE {among('l.id', 'ids')} AND s.id = %(post)s",
        {"post": post_id, "ids": ids_of(list_ids)},
    )
    return {row[0] for row in found}


def not_at_home(post_id: int, owner_ids: Collection[int]) -> set[int]:
    """Returns those owners who read the author of a post in an exclusive list instead."""
    if not owner_ids:
        return set()
    found = rows(
        f"SELECT DISTINCT l.owner_id FROM member_list l JOIN list_member m ON m.list_id = l.id"
        f" JOIN audience_subject s ON s.author_id = m.account_id"
        f" WHERE l.exclusive AND s.id = %(post)s AND {among('l.owner_id', 'ids')}",
        {"post": post_id, "ids": ids_of(owner_ids)},
    )
    return {row[0] for row in found}
