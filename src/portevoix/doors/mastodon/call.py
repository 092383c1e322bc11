"""One call of the API, as its handler sees it."""

from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest

from portevoix.domain.access.queries import Bearer
from portevoix.domain.audiences.public import NOBODY, Viewer
from portevoix.doors.mastodon import parameters
from portevoix.kernel.errors import NotFound
from portevoix.kernel.pagination import Page

_S = TypeVar("_S", bound=msgspec.Struct)
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class Call:
    """Who asks, and what was said."""

    request: HttpRequest
    bearer: Bearer | None
    said: dict[str, Any]
    address: str

    @property
    def viewer(self) -> Viewer:
        """Returns the member behind the token; apps and strangers are nobody."""
        bearer = self.bearer
        if bearer is None or bearer.account_id is None or not bearer.is_active_member:
            return NOBODY
        return Viewer(bearer.account_id, is_member=True, frozen=bearer.frozen)

    @property
    def account_id(self) -> int:
        """Returns the member's account; only for routes that want a member."""
        if self.bearer is None or self.bearer.account_id is None:
            raise RuntimeError("this route lets in callers without an account")
        return self.bearer.account_id

    @property
    def app_name(self) -> str:
        """Returns the name of the app that asks, "" for none."""
        return self.bearer.app_name if self.bearer else ""

    @property
    def app_website(self) -> str:
        """Returns the web site of the app that asks, "" for none."""
        return self.bearer.app_website if self.bearer else ""

    def read(self, kind: type[_S]) -> _S:
        """Returns what was said as `kind`. Raises Invalid."""
        return parameters.convert(self.said, kind)

    def page(self, *, default: int = 20, maximum: int = 40) -> Page:
        """Returns the page asked for."""
        return Page.from_params(self.said, default=default, maximum=maximum)


def identifier(text: str) -> int:
    """Returns the id in `text`. Raises NotFound: what is no id is the id of nothing."""
    if not (text.isascii() and text.isdigit() and len(text) <= 19):
        raise NotFound
    number = int(text)
    if number > _LARGEST_ID:
        raise NotFound
    return number


def identifiers(texts: list[str], *, most: int) -> list[int]:
    """Returns those of `texts` that are ids, each once, at most `most`."""
    found: dict[int, None] = {}
    for text in texts:
        if len(found) < most and text.isascii() and text.isdigit() and len(text) <= 19:
            found[int(text)] = None
    return [number for number in found if number <= _LARGEST_ID]
