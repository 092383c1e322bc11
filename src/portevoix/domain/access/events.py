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
    """A member signed in with a browser. `is_new`: one that the member never used before."""

    member_id: int
    sign_in_id: int
    is_new: bool = False


@dataclass(frozen=True, kw_only=True)
class SignInsEnded(Event):
    """Browsers of a member are signed out: these, or all of them when the list is empty."""

    member_id: int
    sign_in_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class CodesTurnedOn(Event):
    """One-time codes are asked of the member from now on."""

    member_id: int


@dataclass(frozen=True, kw_only=True)
class CodesTurnedOff(Event):
    """One-time codes are no longer asked of the member."""

    member_id: int


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(Event):
    """The member came in by a recovery code; so many are left."""

    member_id: int
    left: int


@dataclass(frozen=True, kw_only=True)
class PasskeyAdded(Event):
    """The member can come in by one passkey more."""

    member_id: int
    passkey_id: int


@dataclass(frozen=True, kw_only=True)
class PasskeyRemoved(Event):
    """The member can no longer come in by this passkey."""

    member_id: int
    passkey_id: int
