"""Folders of files: whole or not there, and named by this house alone."""

import os
from pathlib import Path

import pytest

from portevoix.gateways import blob_store
from portevoix.gateways.blob_store import FAR, OWN
from portevoix.kernel import config


def test_a_folder_is_kept_whole_and_removed() -> None:
    folder = blob_store.new_folder()
    blob_store.write(FAR, folder, "full.png", b"abc")
    path = blob_store.path_of(FAR, folder, "full.png")
    assert path is not None
    assert path.read_bytes() == b"abc"
    assert (folder, 3) in list(blob_store.folders(FAR))
    assert blob_store.path_of(OWN, folder, "full.png") is None
    with pytest.raises(FileExistsError):
        blob_store.write(FAR, folder, "full.png", b"other")
    blob_store.remove(FAR, folder)
    blob_store.remove(FAR, folder)
    assert blob_store.path_of(FAR, folder, "full.png") is None


@pytest.mark.parametrize("file", ["../x.png", ".hidden", "a/b.png", "a.png\0", "A.png", "", "a"])
def test_names_that_lead_elsewhere_are_no_names(file: str) -> None:
    folder = blob_store.new_folder()
    assert blob_store.path_of(OWN, folder, file) is None
    assert blob_store.path_of(OWN, "../" + folder, "full.png") is None
    assert blob_store.path_of("../own", folder, "full.png") is None
    with pytest.raises(ValueError, match="no name"):
        blob_store.write(OWN, folder, file, b"")


def test_everything_is_on_the_disk_before_it_has_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    happened: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def note_sync(number: int) -> None:
        happened.append("sync " + os.path.basename(os.readlink(f"/proc/self/fd/{number}")))
        fsync(number)

    def note_rename(path: Path, target: Path) -> Path:
        happened.append(f"rename to {target.name}")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "rename", note_rename)
    folder = blob_store.new_folder()
    blob_store.write(OWN, folder, "full.png", b"abc")
    placed = happened.index(f"rename to {folder}")
    assert "sync full.png" in happened[:placed]
    assert f"sync {folder[2:4]}" in happened[placed:]


def test_what_a_dead_process_left_is_tidied_away_after_a_day() -> None:
    with blob_store.incoming() as lent:
        old = lent.parent / blob_store.new_folder()
        old.mkdir()
        os.utime(old, (1, 1))
        blob_store.tidy_incoming()
        assert lent.exists()
        assert not old.exists()
    assert not lent.exists()
    assert not list((config.current().data / "media" / "incoming").iterdir())
