"""Paging: `?after=ID` goes to older items, `?before=ID` to newer ones, never by number."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from portevoix.kernel.pagination import Page

PER_PAGE = 20


@dataclass(frozen=True)
class Asked:
    """Which part of a list is asked for; one item too many tells whether there are others."""

    page: Page
    after: str
    before: str
    path: str
    kept: tuple[tuple[str, str], ...]

    def cut(self, ids: Sequence[int]) -> tuple[list[int], str, str]:
        """Returns the ids to show, the addresses of the newer and the older page ("": none)."""
        more = len(ids) > PER_PAGE
        if self.before:
            shown = list(ids[-PER_PAGE:])
            newer = self._address(before=shown[0]) if more and shown else ""
            older = self._address(after=shown[-1]) if shown else ""
            return shown, newer, older
        shown = list(ids[:PER_PAGE])
        newer = self._address(before=shown[0]) if self.after and shown else ""
        older = self._address(after=shown[-1]) if more else ""
        return shown, newer, older

    def _address(self, **at: int) -> str:
        return f"{self.path}?{urlencode([*self.kept, *at.items()])}"


def asked(request: HttpRequest, *keeping: str) -> Asked:
    """Returns what a request asks of a list; `keeping` names query fields to keep in the links."""
    after, before = _id(request, "after"), _id(request, "before")
    page = Page(
        limit=PER_PAGE + 1,
        max_id=int(after) if after else None,
        min_id=int(before) if before and not after else None,
    )
    kept = tuple((name, request.GET[name]) for name in keeping if request.GET.get(name))
    return Asked(page, after, "" if after else before, request.path, kept)


def since(request: HttpRequest) -> int | None:
    """Returns the id after which new items are asked for, or None."""
    found = _id(request, "since")
    return int(found) if found else None


def _id(request: HttpRequest, name: str) -> str:
    value = request.GET.get(name, "")
    return value if value.isascii() and value.isdigit() and len(value) < 19 else ""
