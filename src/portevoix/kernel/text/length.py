"""How long a text is to apps of Mastodon."""

from portevoix.kernel.text import graphemes
from portevoix.kernel.text.entities import Entity, find

LINK_LENGTH = 23


def mastodon_length(text: str) -> int:
    """Returns the length of `text` as Mastodon counts it, in grapheme clusters.

    Every link counts 23 and `@name@host` counts `@name` (docs.joinmastodon.org/user/posting and
    `characters_reserved_per_url` of the Instance entity; Mastodon's StatusLengthValidator
    counts graphemes). A content warning is added by the caller, who counts both together.
    """
    parts: list[str] = []
    position = 0
    for entity in find(text):
        parts += (text[position : entity.start], _counted(text, entity))
        position = entity.end
    parts.append(text[position:])
    return graphemes.count("".join(parts))


def _counted(text: str, entity: Entity) -> str:
    if entity.kind == "link":
        return "x" * LINK_LENGTH
    if entity.kind == "mention":
        return "@" + entity.value
    return text[entity.start : entity.end]
