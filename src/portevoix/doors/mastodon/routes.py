"""The table of routes: method, path, scope and kind of token, each declared beside its handler.

A path's variable part is written `:id`. The table is what tests sweep, so that no
route can forget whom it lets in.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from portevoix.doors.mastodon.answers import Answer

Handler = Callable[..., "Answer"]


class Auth(Enum):
    """Which token a route wants."""

    PUBLIC = "public"
    """None, or any; with one, its scope counts."""
    APP = "app"
    """An app's or a member's."""
    USER = "user"
    """A member's."""


@dataclass(frozen=True, kw_only=True)
class Route:
    """One method on one path. `scope` is empty where any token will do."""

    method: str
    path: str
    scope: str
    auth: Auth
    handler: Handler
    family: str = ""
    """The limit that its calls count into besides the general one."""
    gives: Any
    """The type of its answer; with `asks` and `pages` what /api/openapi.json tells of it."""
    asks: tuple[type[msgspec.Struct], ...] = ()
    pages: bool = False
    counted: bool = True
    """Whether calls count into the limits."""
    unconfirmed: bool = False
    """Whether it is for members whose address is still to be confirmed, too."""


@dataclass
class _Node:
    fixed: dict[str, "_Node"] = field(default_factory=dict)
    variable: "_Node | None" = None
    routes: dict[str, Route] = field(default_factory=dict)


_root = _Node()
_all: list[Route] = []


def route(
    method: str,
    path: str,
    *,
    scope: str,
    auth: Auth,
    gives: Any,
    asks: tuple[type[msgspec.Struct], ...] = (),
    pages: bool = False,
    family: str = "",
    counted: bool = True,
    unconfirmed: bool = False,
) -> Callable[[Handler], Handler]:
    """Declares that the decorated function answers `method` on `path`.

    `gives` is the type of its answer, `asks` are the Structs that it reads, and
    `pages` says that it takes the words for pages. What is not `counted` may be
    called as often as one likes; `unconfirmed` lets in who has to confirm their address.
    """

    def declare(handler: Handler) -> Handler:
        made = Route(
            method=method, path=path, scope=scope, auth=auth, handler=handler, family=family,
            gives=gives, asks=asks, pages=pages, counted=counted, unconfirmed=unconfirmed,
        )  # fmt: skip
        node = _root
        for part in path.strip("/").split("/"):
            if part.startswith(":"):
                node.variable = node.variable or _Node()
                node = node.variable
            else:
                node = node.fixed.setdefault(part, _Node())
        if method in node.routes:
            raise RuntimeError(f"{method} {path} is declared twice")
        node.routes[method] = made
        _all.append(made)
        return handler

    return declare


def find(path: str) -> tuple[dict[str, Route], list[str]]:
    """Returns the routes of a path by method (none: no such path) and its variable parts."""
    parts = path.strip("/").split("/")
    for node, values in _walk(_root, parts, 0, []):
        if node.routes:
            return node.routes, values
    return {}, []


def _walk(
    node: _Node, parts: list[str], depth: int, values: list[str]
) -> Iterator[tuple[_Node, list[str]]]:
    if depth == len(parts):
        yield node, values
        return
    fixed = node.fixed.get(parts[depth])
    if fixed is not None:
        yield from _walk(fixed, parts, depth + 1, values)
    if node.variable is not None and parts[depth]:
        yield from _walk(node.variable, parts, depth + 1, [*values, parts[depth]])


def all_routes() -> list[Route]:
    """Returns every declared route, in the order of declaration."""
    return list(_all)
