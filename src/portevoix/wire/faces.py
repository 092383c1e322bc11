"""Where faces and covers are found here, whatever house they are of.

An account of this house holds FOLDER/FILE, one of another the picture's own
address, which this house shows a copy of.
"""

from portevoix.domain.media.public import folder_of
from portevoix.wire import addresses

FACE, COVER = "face", "cover"


def path_of(url: str, purpose: str, size: str = "full") -> str:
    """Returns the path of a picture in a size (full, w96, w48; of covers full, w640), or ""."""
    if not url:
        return ""
    if "://" in url:
        return addresses.far_path(folder_of(url, purpose), size)
    folder, _, file = url.partition("/")
    return addresses.own_path(folder, file if size == "full" else f"{size}.webp")


def media_type_of(url: str) -> str:
    """Returns the media type of a picture of this house."""
    return "image/png" if url.endswith(".png") else "image/jpeg"
