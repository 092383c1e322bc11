"""What posts quote and who may quote them, as apps see it (Mastodon 4.5's Quote, QuoteApproval).

A quote tells the quoted post only to who may read it, and while its author agrees.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from portevoix.domain.audiences.public import Viewer, readable
from portevoix.domain.posts.models import Policy, QuoteState
from portevoix.kernel.database import among, rows
from portevoix.kernel.database import ids as ids_of

Row = Sequence[Any]
"""quotes_count, quote_policy, state, quoted_id, whether the quoted post is deleted."""
_COUNT, _POLICY, _STATE, _QUOTED, _DELETED = range(5)
_APPROVAL = {
    Policy.EVERYONE: (["public"], []),
    Policy.FOLLOWERS: (["followers"], []),
    Policy.MENTIONED: (["unsupported_policy"], []),
    Policy.ASK: ([], ["public"]),
    Policy.NOBODY: ([], []),
}
_CURRENT = {
    Policy.EVERYONE: "automatic",
    Policy.FOLLOWERS: "denied",
    Policy.MENTIONED: "unknown",
    Policy.ASK: "manual",
    Policy.NOBODY: "denied",
}


class Page:
    """The quotes of one page of posts, for one viewer."""

    def __init__(
        self, viewer: Viewer, there: set[int], whole: dict[int, str] | None, followed: set[int]
    ) -> None:
        self._viewer, self._there, self._whole = viewer, there, whole
        self._followed = followed

    def beside(self, row: Row, is_open: bool, author_id: int) -> str:
        """Returns the members `quote`, `quotes_count` and `quote_approval` of one post."""
        count = row[_COUNT] if is_open or author_id == self._viewer.account_id else 0
        approval = self._approval(Policy(row[_POLICY]), is_open, author_id)
        return f'"quote":{self._quote(row)},"quotes_count":{count},"quote_approval":{approval}'

    def _quote(self, row: Row) -> str:
        if row[_STATE] is None:
            return "null"
        state, number = row[_STATE], row[_QUOTED]
        if state == QuoteState.ACCEPTED and row[_DELETED]:
            state = "deleted"
        elif state == QuoteState.ACCEPTED and number not in self._there:
            state = "unauthorized"
        is_told = state == QuoteState.ACCEPTED
        if self._whole is None:
            told = f'"{number}"' if is_told else "null"
            return f'{{"state":"{state}","quoted_status_id":{told}}}'
        told = self._whole.get(number, "null") if is_told else "null"
        return f'{{"state":"{state}","quoted_status":{told}}}'

    def _approval(self, policy: Policy, is_open: bool, author_id: int) -> str:
        automatic, manual = _APPROVAL[policy] if is_open else ([], [])
        current = _CURRENT[policy] if is_open and self._viewer.account_id else "denied"
        if policy is Policy.FOLLOWERS and author_id in self._followed:
            current = "automatic"
        if author_id == self._viewer.account_id:
            current = "automatic"
        return (
            f'{{"automatic":{_listed(automatic)},"manual":{_listed(manual)},'
            f'"current_user":"{current}"}}'
        )


def of_page(
    viewer: Viewer,
    found: Sequence[Row],
    authors: Collection[int],
    render: Callable[..., dict[int, str]] | None,
) -> Page:
    """Returns the quotes of a page of rows; `render` makes the quoted posts, if they are told."""
    agreed = {
        row[_QUOTED] for row in found if row[_STATE] == QuoteState.ACCEPTED and not row[_DELETED]
    }
    there = readable(viewer, agreed) if agreed else set()
    whole = render(viewer, sorted(there), within=True) if render and there else {}
    return Page(viewer, there, whole if render else None, _followed(viewer, found, authors))


def _followed(viewer: Viewer, found: Sequence[Row], authors: Collection[int]) -> set[int]:
    """Authors whom the viewer follows, asked only where it makes a difference."""
    if viewer.account_id is None or all(row[_POLICY] != Policy.FOLLOWERS for row in found):
        return set()
    sql = (
        "SELECT followee_id FROM follow WHERE follower_id = %(viewer)s AND accepted"
        f" AND {among('followee_id', 'ids')}"
    )
    return {row[0] for row in rows(sql, {"viewer": viewer.account_id, "ids": ids_of(authors)})}


def _listed(words: list[str]) -> str:
    return "[" + ",".join(f'"{word}"' for word in words) + "]"
