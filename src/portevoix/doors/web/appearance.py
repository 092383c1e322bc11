"""How a member wishes pages to be drawn; kept in `Member.settings`."""

from dataclasses import dataclass

from portevoix.domain.accounts.models import Member

THEMES = ("system", "light", "dark")
MEDIA = ("usual", "show", "cover", "light")
NUMBERS = ("none", "post", "everywhere")
UNDO_SECONDS = (0, 5, 10, 20, 30)


def undo_seconds(value: object) -> int:
    """Returns how long a post waits so that it can be undone; 0 for whatever is no choice."""
    text = str(value)
    return int(text) if text in {str(each) for each in UNDO_SECONDS} else 0


@dataclass(frozen=True)
class Appearance:
    """The choices of Settings › Appearance, with their defaults."""

    theme: str = "system"
    numbers: str = "none"
    roomier: bool = False
    still: bool = False
    single_keys: bool = True
    open_warnings: bool = False
    undo_seconds: int = 0
    home_boosts: bool = True
    home_replies: bool = True
    starts_at_place: bool = True
    joins_pages: bool = False
    media: str = "usual"
    asks_descriptions: bool = True

    @classmethod
    def of(cls, member: Member | None) -> "Appearance":
        """Returns the member's choices, a visitor's defaults; unknown values are not believed."""
        found = member.settings if member is not None else {}
        media = str(found.get("media", ""))
        theme, numbers = str(found.get("theme", "")), str(found.get("numbers", ""))
        return cls(
            theme=theme if theme in THEMES else "system",
            numbers=numbers if numbers in NUMBERS else "none",
            roomier=found.get("roomier") is True,
            still=found.get("still") is True,
            single_keys=found.get("single_keys") is not False,
            open_warnings=found.get("open_warnings") is True,
            home_boosts=found.get("home_boosts") is not False,
            home_replies=found.get("home_replies") is not False,
            starts_at_place=found.get("starts_at_place") is not False,
            joins_pages=found.get("joins_pages") is True,
            undo_seconds=undo_seconds(found.get("undo_seconds")),
            asks_descriptions=found.get("asks_descriptions") is not False,
            media=media if media in MEDIA else "usual",
        )
