"""Every letter is there in every language, whole."""

import re

import pytest

from portevoix.consumers import letters

NAMES = sorted(path.stem for path in (letters.PLACE / "en").glob("*.txt"))
VALUES = {name: f"<{name}>" for name in ("name", "house", "link", "to", "at", "device", "where")}


def test_the_languages_have_the_same_letters() -> None:
    assert len(NAMES) == 8
    for language in letters.LANGUAGES:
        assert sorted(path.stem for path in (letters.PLACE / language).glob("*.txt")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_says_the_same_in_both(name: str) -> None:
    said = {}
    for language in letters.LANGUAGES:
        subject, text = letters.write(name, language, **VALUES)
        assert subject
        assert "$" not in subject + text
        assert "<link>" in text.splitlines()
        said[language] = set(re.findall(r"<\w+>", subject + text))
    assert said["en"] == said["fr"]
    assert not re.search(r"[  ][;!?»]|«[  ]| :", letters.write(name, "fr", **VALUES)[1])


def test_an_unknown_language_is_english() -> None:
    assert letters.language_of("br") == "en"
