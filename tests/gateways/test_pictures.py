"""Untrusted pictures: what comes in, what is kept, what is refused."""

import io

import pytest
from PIL import Image

from portevoix.gateways import blob_store, pictures
from portevoix.gateways.pictures import Purpose
from portevoix.kernel.files import FileRefused, StoredFile
from tests.gateways import made_pictures as made


def bytes_of(stored: StoredFile, name: str = "full") -> bytes:
    rendition = next(each for each in stored.renditions if each.name == name)
    path = blob_store.path_of(blob_store.OWN, stored.folder, rendition.file)
    assert path is not None
    assert path.stat().st_size == rendition.bytes
    return path.read_bytes()


def opened(stored: StoredFile, name: str = "full") -> Image.Image:
    return Image.open(io.BytesIO(bytes_of(stored, name)))


def refusal(data: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        pictures.take_in([data], Purpose.POST)
    return refused.value.code


def test_a_photograph_stands_upright_and_tells_nothing_of_where_it_was_taken() -> None:
    stored = pictures.take_in([made.photograph()], Purpose.POST)
    assert (stored.width, stored.height, stored.kind) == (40, 60, "image")
    whole = bytes_of(stored)
    for secret in (b"Exif", b"SecretCamera", b"SecretComment", b"GPS"):
        assert secret not in whole
    shown = opened(stored).convert("RGB")
    assert shown.getpixel((20, 5))[0] > 200  # the red half is on top now
    assert shown.getpixel((20, 55))[2] > 200


def test_a_large_picture_gets_sizes_for_every_screen() -> None:
    stored = pictures.take_in([made.picture((2000, 1000))], Purpose.POST)
    sizes = {each.name: (each.width, each.height, each.media_type) for each in stored.renditions}
    assert sizes == {
        "full": (2000, 1000, "image/jpeg"),
        "w1280": (1280, 640, "image/webp"),
        "w640": (640, 320, "image/webp"),
        "w320": (320, 160, "image/webp"),
    }
    assert 6 <= len(stored.blurhash) <= 40
    assert stored.bytes == sum(each.bytes for each in stored.renditions)


def test_what_is_larger_than_is_kept_is_made_smaller() -> None:
    stored = pictures.take_in([made.picture((6000, 4000))], Purpose.POST)
    assert stored.width * stored.height <= 8_294_400
    assert abs(stored.width / stored.height - 1.5) < 0.01


def test_a_small_picture_has_only_itself() -> None:
    stored = pictures.take_in([made.picture((64, 48), "PNG")], Purpose.POST)
    assert [each.file for each in stored.renditions] == ["full.png"]


def test_holes_stay_holes() -> None:
    stored = pictures.take_in([made.picture((700, 20), "PNG", (10, 20, 30, 0))], Purpose.POST)
    assert opened(stored).mode == "RGBA"
    assert opened(stored, "w640").mode == "RGBA"


def test_what_moves_stands_still_and_its_movement_is_beside() -> None:
    stored = pictures.take_in([made.moving()], Purpose.POST)
    assert getattr(opened(stored), "n_frames", 1) == 1
    assert opened(stored, "moving").n_frames == 3  # type: ignore[attr-defined]


def test_a_face_is_square_and_a_cover_wide() -> None:
    face = pictures.take_in([made.picture((900, 500))], Purpose.FACE)
    cover = pictures.take_in([made.picture((1600, 1600))], Purpose.COVER)
    assert [(each.name, each.width, each.height) for each in face.renditions] == [
        ("full", 400, 400), ("w96", 96, 96), ("w48", 48, 48),
    ]  # fmt: skip
    assert [(each.width, each.height) for each in cover.renditions] == [(1500, 500), (640, 213)]


def test_the_focus_decides_what_a_crop_keeps() -> None:
    wide = Image.new("RGB", (900, 300), (0, 0, 255))
    wide.paste((255, 0, 0), (0, 0, 300, 300))
    data = io.BytesIO()
    wide.save(data, "PNG")
    left = pictures.take_in([data.getvalue()], Purpose.FACE, focus=(-1.0, 0.0))
    right = pictures.take_in([data.getvalue()], Purpose.FACE, focus=(1.0, 0.0))
    assert opened(left).convert("RGB").getpixel((100, 100)) == (255, 0, 0)
    assert opened(right).convert("RGB").getpixel((100, 100)) == (0, 0, 255)


def test_odd_colours_are_read() -> None:
    for mode in ("CMYK", "L", "P", "1", "I;16", "LA"):
        data = io.BytesIO()
        Image.new(mode, (30, 30)).save(data, "JPEG" if mode == "CMYK" else "PNG")
        assert pictures.take_in([data.getvalue()], Purpose.POST).width == 30


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_missing"),
        (b"not a picture", "file_unreadable"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 99, "no_films"),
        (b"OggS" + b"\0" * 99, "no_films"),
        (b"RIFF\0\0\0\0WAVEfmt ", "no_films"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "file_unreadable"),
        (b"GIF89a<script>alert(1)</script>", "file_unreadable"),
        (made.picture()[:200], "file_unreadable"),
        (made.claimed_png(50_000, 50_000), "too_many_pixels"),
        (made.claimed_png(2_000, 2_000), "file_unreadable"),
        (made.moving(1100, (2, 2)), "too_many_frames"),
        (b"\0" * (16 * 1024 * 1024 + 1), "file_too_large"),
    ],
    ids=[
        "empty", "text", "mp4", "ogg", "wav", "svg", "polyglot", "cut", "bomb", "lie", "frames",
        "large",
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_its_reason(data: bytes, code: str) -> None:
    before = list(blob_store.folders(blob_store.OWN))
    assert refusal(data) == code
    assert list(blob_store.folders(blob_store.OWN)) == before
