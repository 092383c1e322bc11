"""The process that opens untrusted media. Started by `pictures` alone, with a path to it.

It knows nothing of the house: it gets a file, a folder to write to and an order
(JSON), and prints what it made, or {"refused": code}, as JSON. Run with `-I`.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps, ImageSequence

_MEMORY = 1536 * 1024 * 1024
_CPU_SECONDS = 50
_LARGEST_FILE = 64 * 1024 * 1024
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_MOST_FRAMES = 1000
_MOST_FRAME_PIXELS = 300_000_000
_MOVING_SIDE = 640
# What Mastodon keeps of a picture: 3840 × 2160, whatever its shape.
_FULL_PIXELS = 8_294_400
_LARGEST_PNG = 3 * 1024 * 1024
_WIDTHS = (1280, 640, 320)
_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif"}
_EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "GIF": "png", "WEBP": "webp", "AVIF": "jpg"}


class Refused(Exception):
    """The file cannot be taken; the message is the code of the reason."""


def main() -> None:
    """Works one file and prints the outcome."""
    source, target, order = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
    _limit()
    try:
        found = work(source, target, order)
    except Refused as refusal:
        found = {"refused": str(refusal)}
    except (MemoryError, OSError, SyntaxError, ValueError, EOFError, OverflowError):
        # What Pillow raises for files that are broken, or made to break it.
        found = {"refused": "file_unreadable"}
    json.dump(found, sys.stdout)


def work(source: Path, target: Path, order: dict[str, Any]) -> dict[str, Any]:
    """Returns what was made of the picture in `source`. Raises Refused, or what Pillow raises."""
    Image.MAX_IMAGE_PIXELS = None  # counted here, with one answer for all formats
    with Image.open(source, formats=_FORMATS) as opened:
        if opened.width * opened.height > order["most_pixels"]:
            raise Refused("too_many_pixels")
        is_moving = getattr(opened, "n_frames", 1) > 1
        if is_moving:
            _check_frames(opened)
        maker = _Maker(target, _EXTENSIONS.get(str(opened.format), "jpg"))
        if order["purpose"] == "card":
            is_moving = False
        opened.draft("RGB", _draft_size(opened))
        still = _plain(opened)
        maker.make(order["purpose"], still, order["focus"])
        if is_moving and order["purpose"] in ("post", "emoji"):
            maker.move(opened, 256 if order["purpose"] == "emoji" else _MOVING_SIDE)
    return maker.told()


class _Maker:
    """Writes renditions of one picture to a folder."""

    def __init__(self, target: Path, extension: str) -> None:
        self.target = target
        self.extension = extension
        self.renditions: list[dict[str, Any]] = []
        self.full = Image.new("RGB", (1, 1))

    def make(self, purpose: str, still: Image.Image, focus: list[float]) -> None:
        """Makes the still renditions that `purpose` wants."""
        if purpose == "face":
            self._crops(still, focus, ((400, 400), (96, 96), (48, 48)))
        elif purpose == "cover":
            self._crops(still, focus, ((1500, 500), (640, 213)))
        elif purpose == "emoji":
            still.thumbnail((256, 256))
            self._full(still, "png")
        elif purpose == "card":
            still.thumbnail((640, 640))
            self._full(still, "jpg")
        else:
            self._post(still)

    def _post(self, still: Image.Image) -> None:
        _shrink(still, _FULL_PIXELS)
        self._full(still, self.extension)
        for width in _WIDTHS:
            if still.width > width or still.height > 2 * width:
                still.thumbnail((width, 2 * width))
                self._write(f"w{width}", still, "webp")

    def _crops(
        self, still: Image.Image, focus: list[float], sizes: tuple[tuple[int, int], ...]
    ) -> None:
        """Cuts around the focus; a picture smaller than a size is not made larger than it is."""
        middle = ((focus[0] + 1) / 2, (1 - focus[1]) / 2)
        for width, height in sizes:
            scale = min(1.0, still.width / width, still.height / height)
            size = (max(1, round(width * scale)), max(1, round(height * scale)))
            cut = ImageOps.fit(still, size, centering=middle)
            if not self.renditions:
                self._full(cut, "png" if self.extension == "png" else "jpg")
            else:
                self._write(f"w{width}", cut, "webp")

    def _full(self, picture: Image.Image, extension: str) -> None:
        self.full = picture.copy()
        made = self._write("full", picture, extension)
        if made["bytes"] > _LARGEST_PNG and extension == "png":
            (self.target / made["file"]).unlink()
            self.renditions.remove(made)
            self._write("full", picture, "webp")

    def _write(self, name: str, picture: Image.Image, extension: str) -> dict[str, Any]:
        path = self.target / f"{name}.{extension}"
        if extension == "jpg":
            _on_white(picture).save(path, "JPEG", quality=88, optimize=True, progressive=True)
        elif extension == "png":
            picture.save(path, "PNG", compress_level=9)
        else:
            picture.save(path, "WEBP", quality=90 if name == "full" else 80, method=4)
        return self._note(name, path, picture.size)

    def move(self, opened: Image.Image, side: int) -> None:
        """Writes what moves: a GIF as GIF, anything else as WebP, smaller when it is large."""
        frames, waits = [], []
        for frame in ImageSequence.Iterator(opened):
            waits.append(max(20, int(frame.info.get("duration") or 100)))
            copy = frame.convert("RGBA")
            copy.thumbnail((side, side))
            frames.append(copy)
        extension = "gif" if opened.format == "GIF" else "webp"
        path = self.target / f"moving.{extension}"
        more: dict[str, Any] = {"disposal": 2} if extension == "gif" else {"method": 2}
        frames[0].save(
            path, extension.upper(), save_all=True, append_images=frames[1:], duration=waits,
            loop=0, **more,
        )  # fmt: skip
        self._note("moving", path, frames[0].size)

    def _note(self, name: str, path: Path, size: tuple[int, int]) -> dict[str, Any]:
        extension = path.suffix[1:]
        noted = {
            "name": name, "file": path.name, "media_type": _TYPES[extension],
            "bytes": path.stat().st_size, "width": size[0], "height": size[1],
        }  # fmt: skip
        self.renditions.append(noted)
        return noted

    def told(self) -> dict[str, Any]:
        """Returns what was made."""
        full = self.renditions[0]
        return {
            "kind": "image", "width": full["width"], "height": full["height"],
            "blurhash": blurhash_of(self.full), "renditions": self.renditions,
        }  # fmt: skip


def blurhash_of(picture: Image.Image) -> str:
    """Returns the blurhash of a picture: 4 × 3 waves, the other way round when it is tall."""
    from blurhash import encode  # type: ignore[import-untyped]

    small = _on_white(picture)
    small.thumbnail((32, 32))
    pixels = list(small.get_flattened_data())
    table = [pixels[row * small.width : (row + 1) * small.width] for row in range(small.height)]
    across, down = (4, 3) if small.width >= small.height else (3, 4)
    return str(encode(table, across, down))


def _plain(opened: Image.Image) -> Image.Image:
    """Returns the picture upright, in RGB or RGBA with the colours of sRGB, and nothing beside."""
    profile = opened.info.get("icc_profile")
    picture = ImageOps.exif_transpose(opened)
    if picture.mode.startswith(("I", "F")):
        picture = picture.point(lambda value: value / 256).convert("L")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        picture = _in_srgb(picture, profile)
    has_holes = "transparency" in opened.info or picture.mode in ("RGBA", "LA", "PA", "RGBa", "La")
    plain = picture.convert("RGBA" if has_holes else "RGB")
    plain.info = {}
    return plain


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    import io

    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        changed = ImageCms.profileToProfile(
            picture, given, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return changed or picture


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    white = Image.new("RGB", picture.size, (255, 255, 255))
    white.paste(picture, mask=picture.getchannel("A"))
    return white


def _shrink(picture: Image.Image, pixels: int) -> None:
    if picture.width * picture.height > pixels:
        scale = (pixels / (picture.width * picture.height)) ** 0.5
        picture.thumbnail((int(picture.width * scale), int(picture.height * scale)))


def _draft_size(opened: Image.Image) -> tuple[int, int]:
    """A JPEG of more than is kept is read smaller from the start, which spares memory."""
    scale = min(1.0, (_FULL_PIXELS / (opened.width * opened.height)) ** 0.5)
    return max(1, int(opened.width * scale)), max(1, int(opened.height * scale))


def _check_frames(opened: Image.Image) -> None:
    frames = int(getattr(opened, "n_frames", 1))
    if frames > _MOST_FRAMES or frames * opened.width * opened.height > _MOST_FRAME_PIXELS:
        raise Refused("too_many_frames")


def _limit() -> None:
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
