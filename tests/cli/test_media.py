"""`portevoix media`: sizes told, useless files removed, the others not."""

import json
import os
from pathlib import Path

import pytest

from portevoix.cli.main import main
from portevoix.domain.accounts import pictures
from portevoix.gateways import blob_store
from tests.factories.media import medium, stored, there
from tests.factories.people import id_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portevoix.cli.media.open_house", lambda data: None)


def grown_old(folder: str) -> None:
    path = blob_store.path_of(blob_store.OWN, folder, "full.png")
    assert path is not None
    os.utime(Path(path).parent, (1, 1))


def test_sizes_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    medium(member("alice"))
    assert main(["media", "sizes", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["own"]["folders"] >= 1
    assert told["own"]["without_post"] == 1
    assert told["far"]["quota"] == 2 * 1024**3
    assert main(["media", "sizes"]) == 0
    assert "Given by members" in capsys.readouterr().out


def test_only_what_belongs_to_nothing_is_removed(capsys: pytest.CaptureFixture[str]) -> None:
    alice = member("alice")
    kept, face, lost, young = medium(alice), stored(), stored(), stored()
    pictures.set_picture(account_id=id_of(alice), which="avatar", stored=face)
    for folder in (kept.folder, face.folder, lost.folder):
        grown_old(folder)
    assert main(["media", "clean"]) == 0
    left = [
        blob_store.path_of(blob_store.OWN, each.folder, "full.png") is not None
        for each in (face, lost, young)
    ]
    assert left == [True, False, True]
    assert there(kept)
    assert "folders of files that belonged to nothing" in capsys.readouterr().out
