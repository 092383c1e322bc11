"""What a handler answers: bytes of JSON, a status, headers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from portevoix.kernel.pagination import Page
from portevoix.wire import addresses

JSON = "application/json; charset=utf-8"
_encoder = msgspec.json.Encoder()


@dataclass
class Answer:
    """The outcome of a handler."""

    body: bytes
    status: int = 200
    content_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)


def answer(value: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Returns `value` (a Struct, dict, list) as JSON."""
    return Answer(_encoder.encode(value), status, headers=dict(headers or {}))


def raw(text: str, *, headers: Mapping[str, str] | None = None) -> Answer:
    """Returns JSON that is already text, put together from stored parts."""
    return Answer(text.encode(), headers=dict(headers or {}))


def empty() -> Answer:
    """Returns the empty object that many verbs answer with."""
    return Answer(b"{}")


def paged(
    text: str, *, path: str, page: Page, cursors: list[int], params: Mapping[str, Any] | None = None
) -> Answer:
    """Returns a page of a list, with a Link header to the next and the one before.

    `cursors` are the ids that the page goes by, newest first; `params` are the
    other parameters of the question. Addresses are absolute (RFC 8288).
    """
    found = raw(text)
    if cursors:
        kept = _kept(params or {}) + [("limit", page.limit)]
        links = [("prev", [*kept, ("min_id", max(cursors))])]
        if len(cursors) >= page.limit:
            links.insert(0, ("next", [*kept, ("max_id", min(cursors))]))
        where = addresses.address(quote(path))
        found.headers["Link"] = ", ".join(
            f'<{where}?{urlencode(query)}>; rel="{rel}"' for rel, query in links
        )
    return found


def _kept(params: Mapping[str, Any]) -> list[tuple[str, Any]]:
    kept: list[tuple[str, Any]] = []
    for name, value in params.items():
        if isinstance(value, list):
            kept += [(f"{name}[]", item) for item in value]
        elif value not in (None, False, ""):
            kept.append((name, "true" if value is True else value))
    return kept
