"""Untrusted bytes of media become files of this house here, and nowhere else.

The bytes are opened in a process of its own (`media_worker`), with limits on
time, memory and size; what comes back was encoded anew, without the metadata
of whoever made it. Nothing of the sender's names anything here.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Any

from portevoix.gateways import blob_store
from portevoix.kernel.errors import Unavailable
from portevoix.kernel.files import FileRefused, Rendition, StoredFile

PICTURE_BYTES = 16 * 1024 * 1024
EMOJI_BYTES = 256 * 1024
MOST_PIXELS = 50_000_000
PICTURE_TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif")
_WORKER = Path(__file__).with_name("media_worker.py")
# Matroska and WebM, Ogg, FLAC, MP3 with a tag and without, Flash.
_FILMS_AND_SOUNDS = (
    b"\x1aE\xdf\xa3", b"OggS", b"fLaC", b"ID3", b"\xff\xfb", b"\xff\xf3", b"FLV\x01",
)  # fmt: skip
_SECONDS = 60
_PATIENCE_SECONDS = 60
# Each may take some hundred MB for a moment; a small machine bears two.
_turns = threading.Semaphore(2)


class Purpose(Enum):
    """What a picture is for, which decides its sizes."""

    POST = "post"
    """Whole, with 320, 640 and 1280 pixels of width for pages; what moves is kept beside."""
    FACE = "face"
    """A square of 400, with 96 and 48."""
    COVER = "cover"
    """1500 × 500, with 640 of width."""
    EMOJI = "emoji"
    """At most 256 pixels; what moves is kept beside."""
    CARD = "card"
    """At most 640 pixels, for the card of a link."""


def take_in(
    chunks: Iterable[bytes],
    purpose: Purpose,
    *,
    area: str = blob_store.OWN,
    folder: str = "",
    focus: tuple[float, float] = (0.0, 0.0),
    most: int = PICTURE_BYTES,
) -> StoredFile:
    """Stores a picture and returns what is known of it, when all of it is on the disk.

    `folder` names its place, a new one that nobody can guess unless it is given.
    `focus` (-1 to 1, up and right positive) says what a crop keeps in its middle.
    Raises FileRefused, and Unavailable when too many are being worked on.
    """
    with blob_store.incoming() as lent:
        source, made = lent / "source.bin", lent / "made"
        _save(chunks, source, most=most)
        if _is_film_or_sound(source):
            raise FileRefused(code="no_films")
        made.mkdir()
        found = _worked(source, made, purpose, focus)
        folder = folder or blob_store.new_folder()
        blob_store.keep(area, folder, made)
    return _stored(folder, found)


def _save(chunks: Iterable[bytes], target: Path, *, most: int) -> None:
    size = 0
    with target.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise FileRefused(code="file_too_large")
            file.write(chunk)
    if not size:
        raise FileRefused(code="file_missing")


def _is_film_or_sound(source: Path) -> bool:
    """Whether the file begins as films and sounds do: said so, rather than that it is broken."""
    with source.open("rb") as file:
        head = file.read(16)
    if head[4:8] == b"ftyp":
        return head[8:12] not in (b"avif", b"avis", b"mif1")
    return head.startswith(_FILMS_AND_SOUNDS) or (head[:4] == b"RIFF" and head[8:12] != b"WEBP")


def _worked(
    source: Path, made: Path, purpose: Purpose, focus: tuple[float, float]
) -> dict[str, Any]:
    order = {"purpose": purpose.value, "focus": focus, "most_pixels": MOST_PIXELS}
    if not _turns.acquire(timeout=_PATIENCE_SECONDS):
        raise Unavailable("too many pictures are being worked on")
    try:
        finished = subprocess.run(  # noqa: S603 (our own file, by our own interpreter)
            [sys.executable, "-I", str(_WORKER), str(source), str(made), json.dumps(order)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise FileRefused(code="file_unreadable") from fault
    finally:
        _turns.release()
    try:
        found: dict[str, Any] = json.loads(finished.stdout)
    except ValueError:
        # It ran out of its limits, or its library fell over these bytes.
        raise FileRefused(code="file_unreadable") from None
    if "refused" in found:
        raise FileRefused(code=found["refused"])
    return found


def _stored(folder: str, found: dict[str, Any]) -> StoredFile:
    renditions = tuple(Rendition(**each) for each in found.pop("renditions"))
    return StoredFile(folder=folder, renditions=renditions, **found)
