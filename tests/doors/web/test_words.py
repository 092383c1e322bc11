"""The catalogues: nothing is missing, nothing is broken, French fits and is set as it should be."""

import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import portevoix
from portevoix.doors.web.words import DOMAIN, LOCALES, first_known

PACKAGE = Path(portevoix.__file__).parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "later": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
OPTIONS = {
    "**/templates/**.html": {"trimmed": "true", "extensions": "jinja2.ext.i18n,jinja2.ext.do"}
}
PLACE = re.compile(r"%\((\w+)\)s")


@cache
def said() -> Catalog:
    """Every string that pages say, as the sources have them."""
    found = Catalog()
    for path, line, message, notes, context in extract_from_dir(
        PACKAGE / "doors",
        METHODS,
        OPTIONS,
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
    ):
        found.add(message, None, [(path, line)], auto_comments=notes, context=context)
    return found


@cache
def catalogue(language: str) -> Catalog:
    """A catalogue as it is kept."""
    path = LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def _texts(message: object) -> list[str]:
    return [message] if isinstance(message, str) else list(message)  # type: ignore[call-overload]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_string_is_there_and_none_is_left_over(language: str) -> None:
    kept = {(m.context, str(m.id)) for m in catalogue(language) if m.id and all(_texts(m.string))}
    used = {(m.context, str(m.id)) for m in said() if m.id}
    assert used - kept == set(), "missing"
    assert kept - used == set(), "left over"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_places_in_strings_are_the_same(language: str) -> None:
    for message in catalogue(language):
        if message.id:
            wanted = set(PLACE.findall(_texts(message.id)[-1]))
            for text in _texts(message.string):
                assert set(PLACE.findall(text)) == wanted, message.id


def test_french_is_set_with_its_spaces() -> None:
    for message in catalogue("fr"):
        for text in _texts(message.string) if message.id else []:
            assert not re.search(r"[  ][;!?»]|«[  ]| :|\w[;!?](?!\w)", text), text
            assert "'" not in text, text


def test_french_fits_its_buttons() -> None:
    """In a button French is at most 1.6 times as long as English, or fits 320 pixels anyway."""
    templates = (PACKAGE / "doors" / "web" / "templates").rglob("*.html")
    pattern = re.compile(
        r"<button[^>]*>(?:\{\{ icon\([^)]*\) \}\})?\{% trans %\}([^{]*)\{% endtrans"
    )
    french = {str(m.id): str(m.string) for m in catalogue("fr")}
    buttons = {words for path in templates for words in pattern.findall(path.read_text())}
    assert len(buttons) > 15
    for words in buttons:
        assert len(french[words]) <= max(1.6 * len(words), 16), (words, french[words])


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", ""),
        ("fr", "fr"),
        ("FR-fr;q=0.3, en;q=0.2", "fr"),
        ("de", ""),
        ("en;q=0,fr", "fr"),
        ("*", ""),
    ],
)
def test_what_the_browser_asks(header: str, language: str) -> None:
    assert first_known(header) == language
