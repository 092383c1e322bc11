"""The colours keep their contrasts; computed from the token file itself."""

import re

import pytest

from portevoix.doors.web.assets import STATIC

CSS = (STATIC / "css" / "tokens.css").read_text()
GROUNDS = ("paper", "surface", "sunk")
TEXTS = ("ink", "soft", "brand", "brand-strong", "good", "warn", "bad", "boost", "fav", "here")
WASHES = ("tint", "notice", "chosen")


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", block))


def _block(selector: str) -> str:
    start = CSS.index(selector + " {") + len(selector)
    return CSS[start : CSS.index("}", start)]


LIGHT = _tokens(_block(":root"))
DARK = _tokens(_block(':root[data-theme="dark"]'))
SYSTEM = _tokens(_block(':root:not([data-theme="light"])'))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of WCAG 2.2 between two colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_theme_of_the_system_is_the_dark_one() -> None:
    assert SYSTEM == DARK
    assert set(DARK) == set(LIGHT)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_are_read_on_every_ground(theme: dict[str, str]) -> None:
    for text in TEXTS:
        for ground in (*GROUNDS, *WASHES):
            assert contrast(theme[text], theme[ground]) >= 4.5, (text, ground)
    assert contrast(theme["on-brand"], theme["brand"]) >= 4.5
    assert contrast(theme["on-brand"], theme["brand-strong"]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_and_the_ring_are_seen(theme: dict[str, str]) -> None:
    for ground in GROUNDS:
        assert contrast(theme["edge"], theme[ground]) >= 3, ground
        assert contrast(theme["focus"], theme[ground]) >= 3, ground
    assert contrast(theme["paper"], theme["ink"]) >= 7


def test_letters_on_faces_are_read() -> None:
    css = (STATIC / "css" / "card.css").read_text()
    pairs = re.findall(r"--ground: (#[0-9A-F]{6}); --letter: (#[0-9A-F]{6});", css)
    assert len(pairs) == 8
    for ground, letter in pairs:
        assert contrast(ground, letter) >= 4.5, (ground, letter)


def test_no_colour_is_written_outside_of_tokens() -> None:
    for sheet in (STATIC / "css").glob("*.css"):
        if sheet.stem in ("base", "frame", "forms", "composer"):
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=[;,) ])", sheet.read_text()), sheet.name
