"""The files of archives that members take out, under DATA/exports, a folder each.

A part is written aside and moved to its place in one step, so that a part
that is there is whole. The archive is put together from the parts, reading
and writing a piece at a time, and moved to its place when it is whole.
"""

import os
import re
import shutil
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from portevoix.kernel import config

_FOLDER = re.compile(r"[0-9a-f]{32}")
_FILE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")
_PIECE = 1024 * 1024
_STALE_SECONDS = 24 * 3600

Source = Path | Callable[[], Iterable[bytes]]
"""Where an entry of the archive comes from: a file, or a maker of its bytes."""


def write_part(folder: str, file: str, pieces: Iterable[bytes]) -> None:
    """Writes a part whole, in place of one of the same name."""
    target = _place(folder, file)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _aside(target) as written:
        for piece in pieces:
            written.write(piece)


def parts(folder: str, beginning: str) -> list[Path]:
    """Returns the parts whose names begin so, in the order of their names."""
    found = _place(folder, "x").parent.glob(f"{beginning}*")
    return sorted(each for each in found if not each.name.endswith(".tmp"))


def read_part(folder: str, file: str) -> Iterator[bytes]:
    """Yields the bytes of a part, a piece at a time; none of a part that is not there."""
    yield from _pieces(_place(folder, file))


def pack(folder: str, file: str, entries: Iterable[tuple[str, Source]]) -> int:
    """Makes the archive `file` of `entries` (name inside, source) and returns its size.

    A file that went away meanwhile is left out.
    """
    target = _place(folder, file)
    with _aside(target) as written, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        seen: set[str] = set()
        for name, source in entries:
            if name not in seen:
                _add(made, name, source)
                seen.add(name)
    return target.stat().st_size


def archive(folder: str, file: str) -> Path | None:
    """Returns where a finished archive lies, or None when it is not there."""
    found = _place(folder, file)
    return found if found.is_file() else None


def forget_parts(folder: str, *, but: str) -> None:
    """Removes every file of the folder but one."""
    for each in _place(folder, but).parent.iterdir():
        if each.name != but:
            each.unlink(missing_ok=True)


def forget_folders(*, but: set[str]) -> int:
    """Removes the folders that nobody knows, once they are a day old; returns how many."""
    root, removed = _root(), 0
    for each in root.iterdir() if root.is_dir() else ():
        is_old = time.time() - each.stat().st_mtime > _STALE_SECONDS
        if each.is_dir() and _FOLDER.fullmatch(each.name) and each.name not in but and is_old:
            shutil.rmtree(each, ignore_errors=True)
            removed += 1
    return removed


def _add(archive: zipfile.ZipFile, name: str, source: Source) -> None:
    entry = zipfile.ZipInfo(name, date_time=time.gmtime()[:6])
    entry.external_attr = 0o644 << 16
    if isinstance(source, Path):
        # Pictures and films are small already.
        if not source.is_file():
            return
        entry.compress_type = zipfile.ZIP_STORED
        pieces: Iterable[bytes] = _pieces(source)
    else:
        entry.compress_type = zipfile.ZIP_DEFLATED
        pieces = source()
    with archive.open(entry, "w", force_zip64=True) as inside:
        for piece in pieces:
            inside.write(piece)


def _pieces(path: Path) -> Iterator[bytes]:
    if not path.is_file():
        return
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


@contextmanager
def _aside(target: Path) -> Iterator[IO[bytes]]:
    """Lends a file beside `target` that takes its place when the block ends well."""
    beside = target.with_name(f"{target.name}.tmp")
    with beside.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    beside.replace(target)


def _root() -> Path:
    return config.current().data / "exports"


def _place(folder: str, file: str) -> Path:
    if not (_FOLDER.fullmatch(folder) and _FILE.fullmatch(file)):
        raise ValueError("no name of an export's file")
    return _root() / folder / file
