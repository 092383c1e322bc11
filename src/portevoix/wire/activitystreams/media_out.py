"""Media of this house as others read them (wire.md 8.4)."""

from portevoix.domain.media.public import Kind, Medium
from portevoix.kernel.files import FULL, MOVING
from portevoix.wire import addresses
from portevoix.wire.activitystreams.vocabulary import Json


def document(medium: Medium) -> Json:
    """Returns the Document. The alternative text stands in both places where it is looked for."""
    whole = medium.rendition(MOVING) or medium.rendition(FULL) or {"file": "", "media_type": ""}
    made: Json = {
        "type": "Document",
        "mediaType": whole["media_type"],
        "url": addresses.own_file(medium.folder, whole["file"]),
        "name": medium.description or None,
        "summary": medium.description or None,
    }
    if medium.kind != Kind.AUDIO:
        made["width"], made["height"] = medium.width, medium.height
        made["focalPoint"] = [medium.focus_x, medium.focus_y]
    if medium.blurhash:
        made["blurhash"] = medium.blurhash
    if medium.kind != Kind.IMAGE:
        made["duration"] = f"PT{medium.seconds:.3f}S"
        made |= _still(medium)
    return made


def _still(medium: Medium) -> Json:
    still = medium.rendition("still")
    if still is None:
        return {}
    return {
        "icon": {
            "type": "Image",
            "mediaType": still["media_type"],
            "url": addresses.own_file(medium.folder, still["file"]),
        }
    }
