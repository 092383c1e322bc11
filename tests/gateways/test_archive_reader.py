"""Archives made by strangers: what no honest one holds is refused before it is read."""

import json
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from portevoix.gateways import archive_reader
from portevoix.gateways.archive_reader import Archive
from portevoix.kernel.files import FileRefused


def zipped(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in files.items():
            made.writestr(name, body)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as refused, Archive.open(path) as archive:
        list(archive.items("outbox.json", "orderedItems"))
    return refused.value.code


def outbox(*items: object) -> bytes:
    return json.dumps({"orderedItems": items, "note": '"orderedItems":[9]'}).encode()


def test_a_zip_and_a_bare_outbox_give_the_same(tmp_path: Path) -> None:
    bare = tmp_path / "outbox.json"
    bare.write_bytes(outbox({"id": 1}, {"id": 2.5}))
    packed = zipped(tmp_path / "a.zip", **{"outbox.json": bare.read_bytes(), "actor.json": b"{}"})
    for path in (bare, packed):
        with Archive.open(path) as archive:
            items = list(archive.items("outbox.json", "orderedItems"))
            assert items == [{"id": 1}, {"id": 2.5}]
    with Archive.open(packed) as archive:
        assert archive.one("actor.json") == {}
        assert archive.one("likes.json") is None


@pytest.mark.parametrize(
    "name", ["../up", "/etc/passwd", "a/../../b", "a\\b", "C:/x", "a\nb", "x" * 600]
)
def test_names_that_lead_elsewhere(name: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{"outbox.json": outbox(), name: b""})
    assert refusal(path) == "archive_unsafe"


def test_links_and_secrets(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("outbox.json", outbox())
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    assert refusal(path) == "archive_unsafe"


def test_two_files_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("outbox.json", outbox())
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("outbox.json", outbox({"id": 1}))
    assert refusal(path) == "archive_unsafe"


def test_a_bomb_is_seen_by_its_ratio(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{"outbox.json": outbox(), "x.png": b"\0" * 3_000_000})
    assert refusal(path) == "archive_unsafe"


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{"outbox.json": b"[" + b" " * 20_000_000})
    body = path.read_bytes()
    true_size = struct.pack("<L", 20_000_001)
    path.write_bytes(body.replace(true_size, struct.pack("<L", 100)))
    assert refusal(path) in ("archive_unreadable", "archive_too_large", "archive_unsafe")


def test_too_many_too_much_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "a.zip", **{"outbox.json": outbox({"text": "x" * 5000}), "b": b""})
    monkeypatch.setattr(archive_reader, "MOST_ITEM", 1000)
    assert refusal(path) == "archive_too_large"
    monkeypatch.setattr(archive_reader, "MOST_JSON", 100)
    assert refusal(path) == "archive_too_large"
    monkeypatch.setattr(archive_reader, "MOST_ENTRIES", 1)
    assert refusal(path) == "archive_too_large"


def test_a_picture_larger_than_it_may_be(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{"outbox.json": outbox(), "x.png": b"abc" * 100})
    with Archive.open(path) as archive:
        assert b"".join(archive.chunks("x.png", most=300)) == b"abc" * 100
        with pytest.raises(FileRefused):
            list(archive.chunks("x.png", most=299))
        with pytest.raises(FileRefused):
            list(archive.chunks("y.png", most=300))


@pytest.mark.parametrize(
    "body",
    [b"", b"\0\0\0", b"PK\x03\x04" + b"x" * 50, b"{", b'{"orderedItems":[{]}'],
)
def test_rubbish(body: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(body)
    assert refusal(path) == "archive_unreadable"


def test_a_bottomless_text(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for body in (b"[" * 100_000, b'{"orderedItems":[' + b'{"a":' * 100_000):
        path.write_bytes(body)
        assert refusal(path) == "archive_unsafe"


@pytest.mark.parametrize(
    "body", [b"[]", b"3", b'{"a":{"orderedItems":[1]}}', b'{"orderedItems":{}}']
)
def test_no_list_is_an_empty_one(body: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(body)
    with Archive.open(path) as archive:
        assert list(archive.items("outbox.json", "orderedItems")) == []


def test_items_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "file"
    items = [1, "x", None, [], {}, [[2]], {"orderedItems": [3]}, {"a": {"b": [1, {}]}}]
    path.write_bytes(outbox(*items))
    with Archive.open(path) as archive:
        assert list(archive.items("outbox.json", "orderedItems")) == items


def test_a_broken_entry(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{"outbox.json": outbox(*range(1000))})
    body = bytearray(path.read_bytes())
    body[60:80] = b"\xff" * 20
    path.write_bytes(bytes(body))
    assert refusal(path) == "archive_unreadable"
