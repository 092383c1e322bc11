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


@dataclass(frozen=True, kw_only=True)
class EmojiAdded(Event):
    """The house has another emoji."""

    emoji_id: int


@dataclass(frozen=True, kw_only=True)
class EmojiRemoved(Event):
    """An emoji of the house is gone; its files, in `folder`, are of no use."""

    folder: str


@dataclass(frozen=True, kw_only=True)
class FarEmojiSeen(Event):
    """Emoji of another house came with a post or a profile; they lie at `urls`."""

    urls: list[str]
