"""Custom emoji drawn into words: they stand still, and are read by their word."""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from portevoix.domain.house.models import Emoji
from portevoix.wire import emoji as found

# A tag passes as it is: an address may hold the same signs.
_PARTS = re.compile(r"(<[^>]*>)|(?<![\w:]):([A-Za-z0-9_.+-]{1,128}):(?![\w:])")
Known = Mapping[tuple[str, str], Emoji]


def in_html(html: str, host: str, known: Known) -> Markup:
    """Returns clean HTML with the emoji of `host` drawn."""
    if not known or ":" not in html:
        return Markup(html)  # noqa: S704 (it came through kernel.text)

    def draw(match: re.Match[str]) -> str:
        emoji = None if match[1] else known.get((host, match[2]))
        return match[0] if emoji is None else _drawn(emoji)

    return Markup(_PARTS.sub(draw, html))  # noqa: S704 (as above; what is drawn is escaped)


def in_text(text: str, host: str, known: Known) -> Markup:
    """Returns a text, as HTML, with the emoji of `host` drawn."""
    return in_html(str(escape(text)), host, known)


def _drawn(emoji: Emoji) -> str:
    word = f":{emoji.shortcode}:"
    return Markup(
        '<img class="emoji" src="{}" width="20" height="20" loading="lazy" alt="{}" title="{}">'
    ).format(found.still_path(emoji), word, word)
