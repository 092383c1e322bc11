"""What is known of a file that this house has taken in, whoever took it and whoever keeps it."""

from dataclasses import dataclass

from portevoix.kernel.errors import Invalid

FULL = "full"
"""The rendition that stands for the whole: as large as the house keeps."""
MOVING = "moving"
"""What moves: kept behind a press, `FULL` is its still."""


class FileRefused(Invalid):
    """A file cannot be taken.

    `code` says why: file_missing, file_too_large, file_unreadable, no_films,
    too_many_pixels, too_many_frames.
    """

    code = "file_unreadable"


@dataclass(frozen=True, kw_only=True)
class Rendition:
    """One file of a medium: its `name` among the others, its `file` name, and its measures."""

    name: str
    file: str
    media_type: str
    bytes: int
    width: int = 0
    height: int = 0


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A medium whose files lie, written to disk, in `folder` of the blob store.

    `kind` is image, video or audio; `seconds` is the length of the latter two.
    """

    folder: str
    kind: str
    renditions: tuple[Rendition, ...]
    width: int = 0
    height: int = 0
    blurhash: str = ""
    seconds: float = 0.0
    frame_rate: str = ""
    bitrate: int = 0

    @property
    def bytes(self) -> int:
        """How much room all its files take."""
        return sum(each.bytes for each in self.renditions)
