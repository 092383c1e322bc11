"""Files that members bring, under DATA/imports, as they came, until they are worked through."""

import re
import secrets
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from portevoix.kernel import config
from portevoix.kernel.files import FileRefused

_FOLDER = re.compile(r"[0-9a-f]{32}")
_STALE_SECONDS = 24 * 3600


def save(chunks: Iterable[bytes], *, most: int) -> str:
    """Writes a file down and returns the name of its folder.

    Raises FileRefused: file_missing for an empty one, file_too_large.
    """
    folder = secrets.token_hex(16)
    target = _place(folder)
    target.parent.mkdir(parents=True, mode=0o700)
    try:
        _write(chunks, target, most)
    except BaseException:
        shutil.rmtree(target.parent, ignore_errors=True)
        raise
    return folder


def path_of(folder: str) -> Path:
    """Returns where the file lies; it may be gone."""
    return _place(folder)


def forget(folder: str) -> None:
    """Removes a file; one that is not there is no error."""
    shutil.rmtree(_place(folder).parent, ignore_errors=True)


def forget_all(*, but: set[str]) -> int:
    """Removes the files that nobody knows, once they are a day old; returns how many."""
    root, removed = config.current().data / "imports", 0
    for each in root.iterdir() if root.is_dir() else ():
        is_old = time.time() - each.stat().st_mtime > _STALE_SECONDS
        if _FOLDER.fullmatch(each.name) and each.name not in but and is_old:
            shutil.rmtree(each, ignore_errors=True)
            removed += 1
    return removed


def _write(chunks: Iterable[bytes], target: Path, most: int) -> None:
    size = 0
    with target.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise FileRefused(code="file_too_large")
            file.write(chunk)
    if not size:
        raise FileRefused(code="file_missing")


def _place(folder: str) -> Path:
    if not _FOLDER.fullmatch(folder):
        raise ValueError("no name of an import's folder")
    return config.current().data / "imports" / folder / "file"
