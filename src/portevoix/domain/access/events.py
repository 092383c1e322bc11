"""What happens to the ways in."""

from dataclasses import dataclass

from portevoix.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class AppRegistered(Event):
    """A program introduced itself."""

    app_id: int


@dataclass(frozen=True, kw_only=True)
class AppLetIn(Event):
    """A member let an app in; `token_id` is the token it received."""

    app_id: int | None
    member_id: int
    token_id: int


@dataclass(frozen=True, kw_only=True)
class TokensRevoked(Event):
    """Tokens of a member are no longer good: these, or all of them when the list is empty."""

    member_id: int
    token_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """A member signed in with a browser."""

    member_id: int
    sign_in_id: int


@dataclass(frozen=True, kw_only=True)
class SignInsEnded(Event):
    """Browsers of a member are signed out: these, or all of them when the list is empty."""

    member_id: int
    sign_in_ids: list[int]
