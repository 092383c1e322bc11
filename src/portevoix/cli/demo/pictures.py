"""Pictures drawn for the demo house: the same each time, of nobody and nowhere."""

import io
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageDraw

_WIDE, _HIGH = 1280, 853
Colour = tuple[int, int, int]


def drawn(what: str) -> bytes:
    """Returns a picture of `dawn`, `garden` or `market` as PNG. Raises KeyError."""
    from PIL import Image, ImageDraw

    draw_it = _SCENES[what]
    picture = Image.new("RGB", (_WIDE, _HIGH))
    draw_it(ImageDraw.Draw(picture))
    body = io.BytesIO()
    picture.save(body, "PNG")
    return body.getvalue()


def _between(one: Colour, other: Colour, part: float) -> Colour:
    mixed = [round(a + (b - a) * part) for a, b in zip(one, other, strict=True)]
    return mixed[0], mixed[1], mixed[2]


def _shade(draw: "ImageDraw.ImageDraw", top: int, foot: int, above: Colour, below: Colour) -> None:
    for line in range(top, foot):
        draw.line((0, line, _WIDE, line), _between(above, below, (line - top) / (foot - top)))


def _disc(draw: "ImageDraw.ImageDraw", x: float, y: float, radius: float, colour: Colour) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _dawn(draw: "ImageDraw.ImageDraw") -> None:
    water = 560
    _shade(draw, 0, water, (58, 74, 122), (250, 186, 150))
    _disc(draw, 820, 470, 70, (255, 226, 170))
    for number, colour in enumerate(((116, 118, 160), (84, 92, 138), (52, 64, 104))):
        ridge = [
            (x, water - 130 + 45 * number - 50 * math.sin(x / (190 - 30 * number) + number))
            for x in range(0, _WIDE + 20, 20)
        ]
        draw.polygon([(0, water), *ridge, (_WIDE, water)], fill=colour)
    _shade(draw, water, _HIGH, (206, 150, 140), (40, 52, 92))
    for step in range(12):
        half = 70 - 5 * step
        draw.line((820 - half, 580 + 20 * step, 820 + half, 580 + 20 * step), (255, 214, 170), 5)


def _garden(draw: "ImageDraw.ImageDraw") -> None:
    _shade(draw, 0, _HIGH, (128, 92, 62), (104, 72, 48))
    for row in range(7):
        x = 60 + row * 180
        for plant in range(10):
            y = 50 + plant * 86 + 20 * (row % 2)
            _disc(draw, x, y, 38, (62, 120 + 8 * (plant % 3), 58))
            _disc(draw, x + 12, y - 10, 18, (104, 164, 84))
    draw.polygon([(560, 0), (660, 0), (760, _HIGH), (600, _HIGH)], fill=(214, 196, 160))
    draw.rectangle((640, 560, 760, 660), fill=(178, 44, 40))
    draw.line((760, 580, 830, 540), fill=(178, 44, 40), width=16)


def _market(draw: "ImageDraw.ImageDraw") -> None:
    _shade(draw, 0, _HIGH, (28, 30, 62), (92, 62, 84))
    awnings = ((196, 70, 60), (226, 190, 120), (70, 120, 140), (150, 90, 140))
    for number, colour in enumerate(awnings):
        left = 40 + number * 310
        draw.rectangle((left + 20, 470, left + 260, 760), fill=(60, 44, 48))
        for strip in range(7):
            tone = colour if strip % 2 else _between(colour, (255, 255, 255), 0.6)
            side = left + strip * 40
            draw.polygon(
                [(side, 470), (side + 40, 470), (side + 30, 370), (side - 10, 370)], fill=tone
            )
        for lamp in range(3):
            _disc(draw, left + 60 + lamp * 80, 530, 26, (255, 206, 120))
            _disc(draw, left + 60 + lamp * 80, 530, 15, (255, 240, 200))
    _shade(draw, 760, _HIGH, (72, 54, 66), (40, 34, 48))


_SCENES: dict[str, Callable[["ImageDraw.ImageDraw"], None]] = {
    "dawn": _dawn,
    "garden": _garden,
    "market": _market,
}
