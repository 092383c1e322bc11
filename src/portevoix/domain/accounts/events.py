"""What happens to accounts."""

from dataclasses import dataclass

from portevoix.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Event):
    """Somebody joined, or asked to: `waits` until somebody approves."""

    account_id: int
    handle: str
    waits: bool


@dataclass(frozen=True, kw_only=True)
class MemberApproved(Event):
    """A member who waited may come in."""

    account_id: int
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class MemberRejected(Event):
    """Somebody who asked to join was refused; nothing of the request is kept."""

    account_id: int
    handle: str
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class MemberReturned(Event):
    """A member is here again after a long time away."""

    account_id: int
    last_seen_on: str


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Event):
    """A member may do more or less in the house than before."""

    account_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """What was opened with the old password ends: sign-ins and, unless kept, apps."""

    account_id: int
    keeps_apps: bool = False


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Event):
    """A member changed what their page says. `profile_version` grows with each."""

    account_id: int
    profile_version: int


@dataclass(frozen=True, kw_only=True)
class AccountSuspended(Event):
    """An account and its words are not there until it is restored."""

    account_id: int
    here: bool


@dataclass(frozen=True, kw_only=True)
class AccountRestored(Event):
    """A suspended account is there again."""

    account_id: int
    here: bool


@dataclass(frozen=True, kw_only=True)
class AccountFrozen(Event):
    """A member lets the account rest: it stays, but does nothing new and is not found."""

    account_id: int


@dataclass(frozen=True, kw_only=True)
class AccountThawed(Event):
    """A member who let the account rest is back."""

    account_id: int


@dataclass(frozen=True, kw_only=True)
class AccountLeaving(Event):
    """A member leaves: page and posts are gone for everyone, and erased after 30 days."""

    account_id: int


@dataclass(frozen=True, kw_only=True)
class AccountCameBack(Event):
    """A member who was leaving signed in within the 30 days; all is there as before."""

    account_id: int


@dataclass(frozen=True, kw_only=True)
class AccountDeleted(Event):
    """An account is gone for good. Its row stays, so that its name never returns.

    `handle` is `bob` here, `bob@host` elsewhere.
    """

    account_id: int
    here: bool
    handle: str


@dataclass(frozen=True, kw_only=True)
class RemoteAccountStored(Event):
    """What is known of an account elsewhere is new or changed."""

    account_id: int
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class PicturesDropped(Event):
    """Pictures of a member are theirs no longer; the files in `folders` are of no use."""

    account_id: int
    folders: list[str]


@dataclass(frozen=True, kw_only=True)
class ConfirmationAsked(Event):
    """A letter is wanted, by which a member shows that their address is theirs."""

    account_id: int


@dataclass(frozen=True, kw_only=True)
class NewAddressAsked(Event):
    """A member gave another address, which counts once a letter to it was answered."""

    account_id: int


@dataclass(frozen=True, kw_only=True)
class AddressConfirmed(Event):
    """A member's address is theirs. `was_sealed`: the one before, when there was one."""

    account_id: int
    was_sealed: str = ""


@dataclass(frozen=True, kw_only=True)
class ResetAsked(Event):
    """Somebody forgot the password of whoever has this address, if anybody has."""

    to_sealed: str
