"""Custom emoji as apps see them: the entity CustomEmoji."""

from msgspec import Struct

from portevoix.domain.house.models import Emoji
from portevoix.wire import emoji as found
from portevoix.wire.mastodon import marks


class CustomEmoji(Struct, kw_only=True):
    """CustomEmoji."""

    shortcode: str
    url: str
    static_url: str
    visible_in_picker: bool
    category: str | None


def custom_emoji(emoji: Emoji) -> CustomEmoji:
    """Returns the entity, its addresses beginning with the mark of stored renderings."""
    return CustomEmoji(
        shortcode=emoji.shortcode,
        url=marks.word() + found.whole_path(emoji),
        static_url=marks.word() + found.still_path(emoji),
        visible_in_picker=emoji.visible,
        category=emoji.category or None,
    )
