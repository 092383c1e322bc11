"""Files of this house on its disk, under DATA/media, in folders whose names nobody can guess.

A folder is written once and whole: its files are made aside, brought to the
disk (fsync) and moved to their place in one step, so that whoever sees the
folder sees all of it, after a power cut too. Names come from this house alone,
never from a sender.
"""

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portevoix.kernel import config

OWN = "own"
"""What members gave: kept until it is deleted, and part of every backup."""
FAR = "far"
"""Copies of what lies elsewhere: can be fetched again at any time."""
_AREA = re.compile(r"[a-z]{2,12}")
_FOLDER = re.compile(r"[0-9a-f]{32}")
_FILE = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}(\.[a-z0-9]{1,8}){1,2}")
_INCOMING = "incoming"
_STALE_SECONDS = 24 * 3600


def new_folder() -> str:
    """Returns the name of a folder to be made: 128 random bits, 32 hexadecimal digits."""
    return secrets.token_hex(16)


@contextmanager
def incoming() -> Iterator[Path]:
    """Lends an empty folder on the same disk; what is still in it afterwards is removed."""
    made = _root() / _INCOMING / new_folder()
    made.mkdir(parents=True, mode=0o700)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def keep(area: str, folder: str, source: Path) -> None:
    """Moves the files of `source`, a folder of `incoming`, to `folder` of `area`, for good.

    When it returns, everything is on the disk. Raises FileExistsError for a folder there is.
    """
    target = _place(area, folder)
    if target.exists():
        raise FileExistsError(folder)
    for file in source.iterdir():
        _must_be(_FILE, file.name)
        file.chmod(0o644)
        _sync(file)
    _sync(source)
    _make(target.parent)
    held = source.with_name(f"{source.name}.whole")
    # Renamed aside first: `source` goes on existing for whoever lent it.
    source.rename(held)
    held.chmod(0o755)
    held.rename(target)
    _sync(target.parent)


def write(area: str, folder: str, file: str, data: bytes) -> None:
    """Makes `folder` of `area` with one file in it, as `keep` does."""
    _must_be(_FILE, file)
    with incoming() as source:
        (source / file).write_bytes(data)
        keep(area, folder, source)


def move(area: str, folder: str, to: str) -> None:
    """Gives a folder another name; done already, or without a folder, it changes nothing."""
    source, target = _place(area, folder), _place(area, to)
    if source.exists() and not target.exists():
        _make(target.parent)
        source.rename(target)
        _sync(target.parent)
        _sync(source.parent)


def path_of(area: str, folder: str, file: str) -> Path | None:
    """Returns where a file lies, or None when there is none; names that cannot be are none."""
    if not (_AREA.fullmatch(area) and _FOLDER.fullmatch(folder) and _FILE.fullmatch(file)):
        return None
    found = _place(area, folder) / file
    return found if found.is_file() else None


def remove(area: str, folder: str) -> None:
    """Removes a folder with its files; one that is not there is no error."""
    place = _place(area, folder)
    shutil.rmtree(place, ignore_errors=True)
    if place.exists():
        raise OSError(f"the files of {folder} could not be removed")


def folders(area: str) -> Iterator[tuple[str, int]]:
    """Yields each folder of `area` with the bytes that it takes."""
    _must_be(_AREA, area)
    for place in (_root() / area).glob("*/*/*"):
        yield place.name, sum(file.stat().st_size for file in place.iterdir())


def is_old(area: str, folder: str) -> bool:
    """Whether a folder was made more than a day ago: whoever made it has noted it by then."""
    try:
        return _place(area, folder).stat().st_mtime < time.time() - _STALE_SECONDS
    except FileNotFoundError:
        return False


def tidy_incoming() -> None:
    """Removes what a process that died left behind more than a day ago."""
    for left in (_root() / _INCOMING).glob("*"):
        if left.stat().st_mtime < time.time() - _STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _root() -> Path:
    return config.current().data / "media"


def _place(area: str, folder: str) -> Path:
    _must_be(_AREA, area)
    _must_be(_FOLDER, folder)
    return _root() / area / folder[:2] / folder[2:4] / folder


def _must_be(shape: re.Pattern[str], name: str) -> None:
    if not shape.fullmatch(name):
        raise ValueError(f"{name!r} is no name in the blob store")


def _make(folder: Path) -> None:
    """Makes a folder and those above it, each known on the disk to the one above."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        _sync(each.parent)


def _sync(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
