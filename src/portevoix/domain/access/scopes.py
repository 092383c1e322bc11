"""What an app may be let do, in the words that Mastodon's apps use.

A scope covers itself and its children (`read` covers `read:statuses`). `follow`
is the old word for the six scopes about follows, blocks and mutes.
"""

import functools
from collections.abc import Iterable

from portevoix.kernel.errors import Invalid

_READ = (
    "accounts", "blocks", "bookmarks", "collections", "favourites", "filters", "follows",
    "lists", "mutes", "notifications", "search", "statuses",
)  # fmt: skip
_WRITE = (
    "accounts", "blocks", "bookmarks", "collections", "conversations", "favourites", "filters",
    "follows", "lists", "media", "mutes", "notifications", "reports", "statuses",
)  # fmt: skip
_ADMIN = (
    "accounts", "reports", "domain_allows", "domain_blocks", "ip_blocks", "email_domain_blocks",
    "canonical_email_blocks",
)  # fmt: skip
_TIES = ("follows", "blocks", "mutes")

FOLLOW = frozenset(f"{verb}:{thing}" for verb in ("read", "write") for thing in _TIES)
KNOWN = frozenset(
    {"read", "write", "follow", "push", "profile", "admin:read", "admin:write"}
    | {f"read:{thing}" for thing in _READ}
    | {f"write:{thing}" for thing in _WRITE}
    | {f"admin:{verb}:{thing}" for verb in ("read", "write") for thing in _ADMIN}
)


def parse(text: str | Iterable[str]) -> tuple[str, ...]:
    """Returns the scopes in `text` (separated by spaces, or a list), each once, in their order.

    Raises Invalid with code `invalid_scope` when one is unknown.
    """
    words = text.split() if isinstance(text, str) else [str(word) for word in text]
    unknown = [word for word in words if word not in KNOWN]
    if unknown:
        raise Invalid(f"unknown scope: {unknown[0][:80]}", code="invalid_scope")
    return tuple(dict.fromkeys(words))


def allows(granted: Iterable[str], wanted: str) -> bool:
    """Returns whether someone who was granted `granted` may do what `wanted` asks.

    `wanted` may name alternatives: `profile / read:accounts`.
    """
    return _allows(frozenset(granted), wanted)


@functools.lru_cache(4096)
def _allows(held: frozenset[str], wanted: str) -> bool:
    return any(_covers(held, choice.strip()) for choice in wanted.split("/"))


def within(granted: Iterable[str], asked: Iterable[str]) -> bool:
    """Returns whether everything in `asked` is covered by `granted`."""
    held = frozenset(granted)
    return all(_covers(held, scope) for scope in asked)


def is_administrative(scope: str) -> bool:
    """Returns whether `scope` belongs to the keeping of the house."""
    return scope.startswith("admin:")


def _covers(held: frozenset[str], wanted: str) -> bool:
    if wanted in held or ("follow" in held and wanted in FOLLOW):
        return True
    parts = wanted.split(":")
    return any(":".join(parts[:depth]) in held for depth in range(1, len(parts)))
