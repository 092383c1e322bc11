"""The texts of letters: one file a letter and language, its first line the subject.

They stand apart from the catalogue of the pages, for a letter is written as a whole.
"""

import functools
from pathlib import Path
from string import Template

PLACE = Path(__file__).parent / "letter_texts"
LANGUAGES = ("en", "fr")


def language_of(asked: str) -> str:
    """Returns the language in which somebody is written to; one not known here is English."""
    return asked if asked in LANGUAGES else "en"


def write(letter: str, language: str, **values: str) -> tuple[str, str]:
    """Returns subject and text of a letter. Raises KeyError when a value is missing."""
    subject, _, text = _template(letter, language).substitute(values).partition("\n")
    return " ".join(subject.split()), text.strip() + "\n"


@functools.cache
def _template(name: str, language: str) -> Template:
    return Template((PLACE / language / f"{name}.txt").read_text(encoding="utf-8"))
