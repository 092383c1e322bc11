"""Paging: `?after=ID` goes to older items, `?before=ID` to newer ones, never by number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest

from portevoix.doors.web.numbers import number_in
from portevoix.kernel.pagination import Page

PER_PAGE = 20


@dataclass(frozen=True)
class Asked:
    """Which part of a list is asked for; one item too many tells whether there are others."""

    page: Page
    after: int | None
    before: int | None
    path: str
    kept: tuple[tuple[str, str], ...]

    @property
    def is_first(self) -> bool:
        """Whether nothing but the beginning of the list is asked for."""
        return self.after is None and self.before is None

    def from_(self, last_id: int) -> "Asked":
        """Returns the same list as far as it is next above `last_id`."""
        page = Page(limit=PER_PAGE + 1, min_id=last_id)
        return replace(self, page=page, before=last_id)

    def cut(self, ids: Sequence[int]) -> tuple[list[int], str, str]:
        """Returns the ids to show, the addresses of the newer and the older page ("": none)."""
        more = len(ids) > PER_PAGE
        if self.before is not None:
            shown = list(ids[-PER_PAGE:])
            newer = self._address(before=shown[0]) if more and shown else ""
            older = self._address(after=shown[-1]) if shown else ""
            return shown, newer, older
        shown = list(ids[:PER_PAGE])
        newer = self._address(before=shown[0]) if self.after is not None and shown else ""
        older = self._address(after=shown[-1]) if more else ""
        return shown, newer, older

    def _address(self, **at: int) -> str:
        return f"{self.path}?{urlencode([*self.kept, *at.items()])}"


def asked(request: HttpRequest, *keeping: str) -> Asked:
    """Returns what a request asks of a list; `keeping` names query fields to keep in the links."""
    after = _id(request, "after")
    before = _id(request, "before") if after is None else None
    page = Page(limit=PER_PAGE + 1, max_id=after, min_id=before)
    kept = tuple((name, request.GET[name]) for name in keeping if request.GET.get(name))
    return Asked(page, after, before, request.path, kept)


def since(request: HttpRequest) -> int | None:
    """Returns the id after which new items are asked for, or None."""
    return _id(request, "since")


def _id(request: HttpRequest, name: str) -> int | None:
    return number_in(request.GET.get(name, ""))
