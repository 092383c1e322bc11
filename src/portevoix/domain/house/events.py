"""What happens to the house itself."""

from dataclasses import dataclass

from portevoix.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class HouseOpened(Event):
    """The house has its keeper; the first key is spent."""


@dataclass(frozen=True, kw_only=True)
class HouseDescribed(Event):
    """The keeper changed what the house says of itself. `fields` names what."""

    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class RulesChanged(Event):
    """A rule was added, changed, moved, withdrawn or put back."""

    rule_id: int


@dataclass(frozen=True, kw_only=True)
class InvitationMade(Event):
    """Somebody may bring others in."""

    invitation_id: int
    invited_by_id: int | None


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(Event):
    """An invitation no longer lets anybody in."""

    invitation_id: int
