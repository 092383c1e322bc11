"""Emoji that come with posts and actors of other houses (wire.md 8.3)."""

from portevoix.wire.activitystreams.reading import address_of, objects_of, types_of
from portevoix.wire.activitystreams.vocabulary import Json

_MOST = 100


def emoji_of(document: Json) -> dict[str, str]:
    """Returns where each emoji lies by its word; `name` comes with colons or without."""
    found: dict[str, str] = {}
    for tag in list(objects_of(document.get("tag")))[: 2 * _MOST]:
        name, icon = tag.get("name"), tag.get("icon")
        if "Emoji" not in types_of(tag) or not isinstance(name, str) or len(found) >= _MOST:
            continue
        url = address_of(icon.get("url") if isinstance(icon, dict) else icon)
        if url:
            found.setdefault(name.strip().strip(":"), url)
    return found
