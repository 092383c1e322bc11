"""Media as apps see them: the entity MediaAttachment."""

from typing import Any

from msgspec import Struct

from portevoix.domain.media.public import Kind, Medium
from portevoix.kernel.files import FULL, MOVING
from portevoix.wire import addresses
from portevoix.wire.mastodon import marks

_PREVIEWS = ("w640", "still", FULL)


class MediaAttachment(Struct, kw_only=True):
    """MediaAttachment."""

    id: str
    type: str
    url: str | None
    preview_url: str | None
    remote_url: str | None
    preview_remote_url: str | None = None
    text_url: str | None = None
    meta: dict[str, Any]
    description: str | None
    blurhash: str | None


def attachment(medium: Medium) -> MediaAttachment:
    """Returns the entity, its addresses beginning with the mark of stored renderings."""
    url, preview = _addresses(medium)
    return MediaAttachment(
        id=str(medium.id),
        type=_type(medium),
        url=marks.own(url) if url else None,
        preview_url=marks.own(preview) if preview else None,
        remote_url=medium.remote_url or None,
        meta=_meta(medium),
        description=medium.description or None,
        blurhash=medium.blurhash or None,
    )


def _type(medium: Medium) -> str:
    """Films and sounds of other houses are only linked, which apps know as `unknown`."""
    return medium.kind if medium.is_here or medium.kind == Kind.IMAGE else Kind.UNKNOWN


def told(medium: Medium) -> str:
    """Returns the JSON of one medium, for its owner."""
    return marks.shown(marks.stored(attachment(medium)))


def _addresses(medium: Medium) -> tuple[str | None, str | None]:
    if not medium.is_here:
        if medium.kind != Kind.IMAGE:
            return medium.remote_url, None
        return (
            addresses.far_file(medium.folder, "whole"),
            addresses.far_file(medium.folder, "w640"),
        )
    whole = medium.rendition(MOVING) or medium.rendition(FULL)
    small = _preview(medium)
    return (
        addresses.own_file(medium.folder, whole["file"]) if whole else None,
        addresses.own_file(medium.folder, small["file"]) if small else None,
    )


def _preview(medium: Medium) -> dict[str, Any] | None:
    """What is shown before the whole; a sound may have none."""
    found = (medium.rendition(name) for name in _PREVIEWS)
    chosen = next((each for each in found if each is not None), None)
    if chosen is None or not str(chosen["media_type"]).startswith("image/"):
        return None
    return chosen


def _meta(medium: Medium) -> dict[str, Any]:
    meta: dict[str, Any] = {}
    if medium.kind in (Kind.IMAGE, Kind.VIDEO):
        meta["focus"] = {"x": medium.focus_x, "y": medium.focus_y}
    original: dict[str, Any] = {}
    if medium.width and medium.height:
        original = _measures(medium.width, medium.height)
    if medium.kind in (Kind.VIDEO, Kind.AUDIO) and medium.is_here:
        original = {**original, "duration": medium.seconds, "bitrate": medium.bitrate}
        if medium.frame_rate:
            original["frame_rate"] = medium.frame_rate
    if original:
        meta["original"] = original
    small = _preview(medium) if medium.is_here else None
    if small is not None and small["width"]:
        meta["small"] = _measures(small["width"], small["height"])
    return meta


def _measures(width: int, height: int) -> dict[str, Any]:
    return {
        "width": width,
        "height": height,
        "size": f"{width}x{height}",
        "aspect": round(width / height, 6),
    }
