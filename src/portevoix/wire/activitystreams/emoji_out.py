"""Emoji of this house as others read them: a tag for each that words hold."""

from portevoix.wire import addresses, emoji
from portevoix.wire.activitystreams.dates import written
from portevoix.wire.activitystreams.vocabulary import Json

_TYPES = {"png": "image/png", "webp": "image/webp", "gif": "image/gif"}


def emoji_tags(*texts: str) -> list[Json]:
    """Returns the Emoji tags of texts written here."""
    tags = []
    for each in emoji.of("", *texts):
        path = emoji.whole_path(each)
        tags.append(
            {
                "type": "Emoji",
                "name": f":{each.shortcode}:",
                "updated": written(each.created_at),
                "icon": {
                    "type": "Image",
                    "mediaType": _TYPES[path.rpartition(".")[2]],
                    "url": addresses.address(path),
                },
            }
        )
    return tags
