"""The one way into archives that strangers made: names, sizes and ratios are judged first.

Nothing is unpacked to the disk, and no name in an archive names anything here.
What is read is counted while it is read, whatever the archive says of itself.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Self

import ijson
from ijson.common import ObjectBuilder

from portevoix.kernel.files import FileRefused

MOST_ENTRIES = 100_000
MOST_BYTES = 8 * 1024**3
MOST_JSON = 512 * 1024**2
MOST_ITEM = 4 * 1024**2
MOST_RATIO = 250
"""How many times larger than packed a file may be; text packs to a tenth or so."""
MOST_DEPTH = 64
_BEGINS = frozenset({"start_map", "start_array"})
_ENDS = frozenset({"end_map", "end_array"})
_IN_THE_LIST = 2
_RATIO_FROM = 1024**2
_LONGEST_NAME = 512
_PIECE = 64 * 1024
_OUTBOX = "outbox.json"


class Archive:
    """A zip of a member's data, or an outbox alone. Every fault is a FileRefused."""

    def __init__(self, path: Path, packed: zipfile.ZipFile | None) -> None:
        self._path = path
        self._zip = packed
        self._entries = _judged(packed) if packed is not None else {}

    @classmethod
    def open(cls, path: Path) -> Self:
        """Opens what lies at `path`. Raises FileRefused: archive_unreadable, archive_unsafe."""
        try:
            if not zipfile.is_zipfile(path):
                return cls(path, None)
            return cls(path, zipfile.ZipFile(path))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
            raise FileRefused(code="archive_unreadable") from fault

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._zip is not None:
            self._zip.close()

    def has(self, name: str) -> bool:
        """Whether there is such a file inside."""
        return name in self._entries or (self._zip is None and name == _OUTBOX)

    def items(self, name: str, key: str) -> Iterator[Any]:
        """Yields the items of the list under `key` of a JSON file, one in memory at a time.

        Raises FileRefused: archive_unreadable, archive_too_large.
        """
        with self._open(name, MOST_JSON) as file:
            for item in _items(_events(file), key):
                file.rest()
                yield item

    def one(self, name: str) -> Any:
        """Returns a small JSON file whole, None when it is not there. Raises as `items`."""
        if not self.has(name):
            return None
        builder = ObjectBuilder()
        with self._open(name, MOST_ITEM) as file:
            for event, value in _events(file):
                builder.event(event, value)
        return builder.value

    def chunks(self, name: str, *, most: int) -> Iterator[bytes]:
        """Yields the bytes of a file inside. Raises FileRefused, also for one not there."""
        with self._open(name, most) as file:
            file.rest()
            while piece := file.read(_PIECE):
                file.rest()
                yield piece

    def _open(self, name: str, most: int) -> "_Counted":
        if not self.has(name):
            raise FileRefused(code="file_missing")
        if self._zip is None:
            return _Counted(self._path.open("rb"), most)
        entry = self._entries[name]
        if entry.file_size > most:
            raise FileRefused(code="archive_too_large")
        try:
            return _Counted(self._zip.open(entry), most)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as fault:
            raise FileRefused(code="archive_unreadable") from fault


def _events(file: "_Counted") -> Iterator[tuple[str, Any]]:
    """Yields what is read of a JSON text. Raises FileRefused for a broken or bottomless one."""
    depth = 0
    try:
        for event, value in ijson.basic_parse(file, use_float=True, buf_size=_PIECE):
            depth += event in _BEGINS
            if depth > MOST_DEPTH:
                raise FileRefused(code="archive_unsafe")
            yield event, value
            depth -= event in _ENDS
    except (ijson.JSONError, UnicodeDecodeError, OverflowError) as fault:
        raise FileRefused(code="archive_unreadable") from fault


def _items(events: Iterator[tuple[str, Any]], key: str) -> Iterator[Any]:
    """Yields each item of the list that stands under `key` of the outermost object."""
    depth, is_next, inside = 0, False, False
    builder = ObjectBuilder()
    for event, value in events:
        if event in _ENDS:
            depth -= 1
            inside = inside and depth >= _IN_THE_LIST
        if inside:
            builder.event(event, value)
        elif event == "map_key":
            is_next = depth == 1 and value == key
        if event in _BEGINS:
            depth += 1
            inside = inside or (is_next and event == "start_array" and depth == _IN_THE_LIST)
        if event not in _BEGINS and inside and depth == _IN_THE_LIST and event != "map_key":
            yield builder.value
            builder = ObjectBuilder()


class _Counted:
    """A file that refuses to give more than it may, in all and between two items."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file = file
        self._left = most
        self._item = MOST_ITEM

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def rest(self) -> None:
        """Begins the next item."""
        self._item = MOST_ITEM

    def read(self, size: int = -1) -> bytes:
        """Reads a piece. Raises FileRefused when it is too much, or cannot be unpacked."""
        try:
            piece = self._file.read(_PIECE if size < 0 else min(size, _PIECE))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as fault:
            raise FileRefused(code="archive_unreadable") from fault
        self._left -= len(piece)
        self._item -= len(piece)
        if self._left < 0 or self._item < 0:
            raise FileRefused(code="archive_too_large")
        return piece


def _judged(packed: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Returns the plain files by name. Raises FileRefused for what no honest archive holds."""
    entries = packed.infolist()
    if len(entries) > MOST_ENTRIES or sum(each.file_size for each in entries) > MOST_BYTES:
        raise FileRefused(code="archive_too_large")
    found: dict[str, zipfile.ZipInfo] = {}
    for each in entries:
        if each.is_dir():
            continue
        _must_be_safe(each)
        if each.filename in found:
            raise FileRefused(code="archive_unsafe")
        found[each.filename] = each
    return found


def _must_be_safe(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    parts = name.split("/")
    is_path = name.startswith("/") or ".." in parts or "\\" in name or ":" in parts[0]
    is_text = name.isprintable() and len(name) <= _LONGEST_NAME
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    is_secret = bool(entry.flag_bits & 0x1)
    if is_path or not is_text or is_link or is_secret:
        raise FileRefused(code="archive_unsafe")
    packed = max(entry.compress_size, 1)
    if entry.file_size > _RATIO_FROM and entry.file_size / packed > MOST_RATIO:
        raise FileRefused(code="archive_unsafe")
