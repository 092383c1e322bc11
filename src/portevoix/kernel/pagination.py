"""Keyset pages over identifiers, in the words of Mastodon's API.

`max_id`, `since_id` and `min_id` mean what docs.joinmastodon.org/api/guidelines
(Pagination) says: older than; newer than, the newest first; newer than, those
next to it first. All exclude the identifier they name. Answers are newest first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeVar

_T = TypeVar("_T")
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class Page:
    """Which part of a list is asked for."""

    limit: int = 20
    max_id: int | None = None
    since_id: int | None = None
    min_id: int | None = None

    @classmethod
    def from_params(
        cls, params: Mapping[str, Any], *, default: int = 20, maximum: int = 40
    ) -> Self:
        """Returns the page that a query asks for; never raises.

        A limit is clamped between 1 and `maximum`; what is no number counts as not given.
        """
        limit = _number(params.get("limit"))
        return cls(
            limit=default if limit is None else max(1, min(limit, maximum)),
            max_id=_number(params.get("max_id")),
            since_id=_number(params.get("since_id")),
            min_id=_number(params.get("min_id")),
        )

    @property
    def ascends(self) -> bool:
        """Whether rows are to be read from the oldest on."""
        return self.min_id is not None

    def where(self, column: str) -> str:
        """Returns conditions on `column` that begin with " AND ", or an empty string."""
        conditions = ""
        if self.max_id is not None:
            conditions += f" AND {column} < %(max_id)s"
        if self.since_id is not None:
            conditions += f" AND {column} > %(since_id)s"
        if self.min_id is not None:
            conditions += f" AND {column} > %(min_id)s"
        return conditions

    def params(self) -> dict[str, int]:
        """Returns the named parameters that `where` speaks of."""
        given = {"max_id": self.max_id, "since_id": self.since_id, "min_id": self.min_id}
        return {name: value for name, value in given.items() if value is not None}

    def order(self, column: str) -> str:
        """Returns the ORDER BY and LIMIT to put last in the query."""
        return f" ORDER BY {column} {'ASC' if self.ascends else 'DESC'} LIMIT {int(self.limit)}"

    def arrange(self, rows: list[_T]) -> list[_T]:
        """Returns `rows`, as the query gave them, newest first."""
        return rows[::-1] if self.ascends else rows


def _number(value: object) -> int | None:
    text = str(value).strip() if value is not None else ""
    if not (text.isascii() and text.isdigit()):
        return None
    return min(int(text[:20]), _LARGEST_ID)
