"""What posts of other houses show beside their words (wire.md 8.4).

Types and media types may lie or lack; nothing is fetched here. What is no
picture is kept as a link: this house shows films and sounds of its own only.
"""

import math
import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from portevoix.domain.media.public import Kind, RemoteMedium
from portevoix.kernel.text.clean import clean_text
from portevoix.kernel.text.sanitise import plain
from portevoix.wire.activitystreams.reading import (
    address_of,
    as_list,
    count_of,
    is_address,
    objects_of,
    text_of,
    types_of,
)
from portevoix.wire.activitystreams.vocabulary import LINKED_TYPES, Json

_TYPES = {"Image": Kind.IMAGE, "Video": Kind.VIDEO, "Audio": Kind.AUDIO, "Document": Kind.UNKNOWN}
_EXTENSIONS = {
    Kind.IMAGE: ("jpg", "jpeg", "png", "gif", "webp", "avif"),
    Kind.VIDEO: ("mp4", "webm", "mov", "m4v"),
    Kind.AUDIO: ("mp3", "ogg", "oga", "opus", "flac", "wav", "m4a"),
}
_MOST = 16
_LONGEST_DESCRIPTION = 10_000
_LARGEST_SIDE = 100_000
_BLURHASH = re.compile(r"[0-9A-Za-z#$%*+,\-.:;=?@\[\]^_{|}~]{6,100}")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"


def media_of(document: Json) -> tuple[RemoteMedium, ...]:
    """Returns the media of a post, sixteen at most, each address once; odd ones are left out."""
    given = list(objects_of(as_list(document.get("attachment"))[:_MOST]))
    if set(types_of(document)) & LINKED_TYPES:
        given += [
            {"type": "Image", **one} if isinstance(one, dict) else {"type": "Image", "url": one}
            for one in as_list(document.get("image"))[:1]
        ]
    found: dict[str, RemoteMedium] = {}
    for one in given:
        medium = _medium(one)
        if medium is not None:
            found.setdefault(medium.url, medium)
    return tuple(found.values())[:_MOST]


def has_sensitive(document: Json) -> bool:
    """Whether any of the media says that it is sensitive (Misskey says it of each)."""
    return any(
        one.get("sensitive") is True
        for one in objects_of(as_list(document.get("attachment"))[:_MOST])
    )


def _medium(one: Json) -> RemoteMedium | None:
    known = [_TYPES[name] for name in types_of(one) if name in _TYPES]
    url, media_type = _address(one)
    if not known or not url:
        return None
    return RemoteMedium(
        url=url,
        kind=_kind(known[0], media_type, url),
        media_type=media_type,
        description=_description(one),
        width=_side(one.get("width")),
        height=_side(one.get("height")),
        blurhash=_blurhash(one.get("blurhash")),
        focus=_focus(one.get("focalPoint")),
    )


def _description(one: Json) -> str:
    text = text_of(one, "summary") or text_of(one, "name")
    return clean_text(plain(text) if "<" in text else text)[:_LONGEST_DESCRIPTION]


def _address(one: Json) -> tuple[str, str]:
    """Returns the address and media type; of several Links the first picture, else the first."""
    links = as_list(one.get("url"))
    pictures = [
        link
        for link in links
        if isinstance(link, dict) and str(link.get("mediaType", "")).startswith("image/")
    ]
    for link in [*pictures, *links]:
        url = unescape(address_of(link))
        if is_address(url):
            inner = link.get("mediaType") if isinstance(link, dict) else None
            media_type = inner or one.get("mediaType")
            return url, media_type[:255] if isinstance(media_type, str) else ""
    return "", ""


def _kind(typed: Kind, media_type: str, url: str) -> Kind:
    """The media type decides, then the object's type, then the end of the address."""
    family = media_type.partition("/")[0]
    if media_type.startswith("image/svg"):
        return Kind.UNKNOWN
    if family in (Kind.IMAGE, Kind.VIDEO, Kind.AUDIO):
        return Kind(family)
    if typed != Kind.UNKNOWN:
        return typed
    try:
        extension = urlsplit(url).path.rpartition(".")[2].lower()
    except ValueError:
        return Kind.UNKNOWN
    return next((kind for kind, ends in _EXTENSIONS.items() if extension in ends), Kind.UNKNOWN)


def _side(value: object) -> int:
    side = count_of(value) or 0
    return side if side <= _LARGEST_SIDE else 0


def _blurhash(value: object) -> str:
    """Returns a blurhash that can be drawn: its length follows from its first character."""
    if not isinstance(value, str) or not _BLURHASH.fullmatch(value):
        return ""
    waves = _DIGITS.index(value[0])
    return value if len(value) == 4 + 2 * (waves % 9 + 1) * (waves // 9 + 1) else ""


def _focus(value: Any) -> tuple[float, float]:
    if isinstance(value, list) and len(value) == 2:
        numbers = [
            one for one in value if isinstance(one, int | float) and not isinstance(one, bool)
        ]
        if len(numbers) == 2 and all(math.isfinite(one) and abs(one) <= 1 for one in numbers):
            return float(numbers[0]), float(numbers[1])
    return 0.0, 0.0
