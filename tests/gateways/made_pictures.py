"""Pictures that tests make: small, odd and hostile ones."""

import io
import struct
import zlib
from typing import Any

from PIL import Image


def picture(
    size: tuple[int, int] = (64, 48), kind: str = "JPEG", colour: Any = (200, 80, 40), **more: Any
) -> bytes:
    """Returns a picture of one colour."""
    mode = "RGBA" if len(colour) == 4 else "RGB"
    made = io.BytesIO()
    Image.new(mode, size, colour).save(made, kind, **more)
    return made.getvalue()


def photograph(place: bool = True) -> bytes:
    """Returns a JPEG that lies on its side and says where and with what it was taken."""
    taken = Image.new("RGB", (60, 40), (0, 0, 255))
    taken.paste((255, 0, 0), (0, 0, 30, 40))
    exif = taken.getexif()
    exif[0x0112] = 6  # to be turned a quarter to the right
    exif[0x010F] = "SecretCamera"
    if place:
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    made = io.BytesIO()
    taken.save(made, "JPEG", exif=exif, quality=95, comment=b"SecretComment")
    return made.getvalue()


def moving(frames: int = 3, size: tuple[int, int] = (40, 30)) -> bytes:
    """Returns a GIF that moves."""
    drawn = [Image.new("RGB", size, (index * 60 % 256, 10, 10)) for index in range(frames)]
    made = io.BytesIO()
    drawn[0].save(made, "GIF", save_all=True, append_images=drawn[1:], duration=80, loop=0)
    return made.getvalue()


def claimed_png(width: int, height: int) -> bytes:
    """Returns a few bytes that claim to be a PNG of any size (a bomb, if one believed them)."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
