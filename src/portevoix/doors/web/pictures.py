"""Media as the pages draw them: where each size lies, what is seen before it comes."""

import functools
from dataclasses import dataclass

from portevoix.domain.media.public import Kind, Medium, folder_of
from portevoix.kernel.files import FULL, MOVING
from portevoix.wire import addresses

_WIDTHS = (320, 640, 1280)
_USUAL = (640, 400)
_TILES = (4, 3)


@dataclass(frozen=True)
class Picture:
    """One medium of a post. `page` is the path of its own page, `number` its place from 1."""

    medium: Medium
    number: int
    page: str

    @property
    def is_picture(self) -> bool:
        """Whether it is drawn; else it is played, or only linked."""
        return self.medium.kind == Kind.IMAGE

    @property
    def is_played(self) -> bool:
        """Whether it is a film or a sound of this house."""
        return self.medium.is_here and self.medium.kind in (Kind.VIDEO, Kind.AUDIO)

    @property
    def source(self) -> str:
        """The path of the picture for whoever knows nothing of sizes."""
        return self._path("w640") or self.whole

    @property
    def large(self) -> str:
        """The path of the picture as large as a screen."""
        return self._path("w1280") or self.whole

    @property
    def sources(self) -> str:
        """The paths of all its sizes with their widths (`srcset`)."""
        if not self.medium.is_here:
            widths = [width for width in _WIDTHS if not 0 < self.medium.width <= width]
            return ", ".join(f"{self._path(f'w{width}')} {width}w" for width in widths)
        found = [(self.medium.rendition(f"w{width}"), f"w{width}") for width in _WIDTHS]
        sizes = [f"{self._path(name)} {each['width']}w" for each, name in found if each]
        return ", ".join([*sizes, f"{self.whole} {self.medium.width}w"]) if sizes else ""

    @property
    def whole(self) -> str:
        """The path of the picture as large as it is kept; for what is played, of the file."""
        return self._path(FULL)

    @property
    def moving(self) -> str:
        """The path of what moves, or nothing when it is known to stand still."""
        return self._path(MOVING) if self.medium.rendition(MOVING) else ""

    @property
    def still(self) -> str:
        """The path of the picture before a film begins, or nothing."""
        return self._path("still") if self.medium.rendition("still") else ""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, so that nothing moves when it comes."""
        width, height = self.medium.width, self.medium.height
        return (width, height) if width and height else _USUAL

    @property
    def focus(self) -> str:
        """The class that keeps what matters in view when a picture is cut."""
        across = round((self.medium.focus_x + 1) * 2)
        down = round((1 - self.medium.focus_y) * 2)
        return f"x{across} y{down}"

    @property
    def tiles(self) -> list[tuple[int, int, str]]:
        """Twelve colours of the picture, as (column, row, colour); none without a blurhash."""
        return list(_tiles(self.medium.blurhash))

    @property
    def colour(self) -> str:
        """The middle colour of the picture, or nothing."""
        return _colour(self.medium.blurhash)

    def _path(self, name: str) -> str:
        medium = self.medium
        if not medium.is_here:
            return addresses.far_path(medium.folder, name)
        found = medium.rendition(name)
        return addresses.own_path(medium.folder, found["file"]) if found else ""


def far_image(url: str, purpose: str) -> str:
    """Returns the path here of a picture that lies elsewhere."""
    return addresses.far_path(folder_of(url, purpose), "full")


def of_post(media: list[Medium], address: str) -> list[Picture]:
    """Returns the media of a post as they are drawn; `address` is the path of its page."""
    return [
        Picture(medium, number, f"{address}/media/{number}")
        for number, medium in enumerate(media, 1)
    ]


@functools.lru_cache(512)
def _tiles(blurhash: str) -> tuple[tuple[int, int, str], ...]:
    from blurhash import decode  # type: ignore[import-untyped]

    if not blurhash:
        return ()
    try:
        rows = decode(blurhash, *_TILES)
    except (ValueError, IndexError, ZeroDivisionError, OverflowError):
        return ()
    return tuple(
        (column, row, "#" + "".join(f"{min(255, max(0, int(value))):02x}" for value in pixel))
        for row, pixels in enumerate(rows)
        for column, pixel in enumerate(pixels)
    )


@functools.lru_cache(4096)
def _colour(blurhash: str) -> str:
    """The average stands in four of its characters (the format's DC value, in base 83)."""
    if len(blurhash) < 6:
        return ""
    value = 0
    for sign in blurhash[2:6]:
        value = value * 83 + _BASE_83.find(sign)
    return f"#{value & 0xFFFFFF:06x}"


_BASE_83 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"
