"""The words of the pages: which language is spoken, and the catalogues that speak it.

Catalogues are read from their `.po` files when a language is first asked for,
so there is nothing to compile and nothing that can be out of date.
"""

import functools
import gettext as gnu
import io
import re
from contextvars import ContextVar
from pathlib import Path

LANGUAGES = {"en": "English", "fr": "Français"}
LOCALES = Path(__file__).parents[2] / "locale"
DOMAIN = "portevoix"
_current: ContextVar[str] = ContextVar("language", default="en")


def speak(language: str) -> None:
    """Makes `language` the one of this request; an unknown one is English."""
    _current.set(language if language in LANGUAGES else "en")


def language() -> str:
    """Returns the language of this request."""
    return _current.get()


def first_known(accepted: str) -> str:
    """Returns the best known language of an `Accept-Language` header, or "" (RFC 9110 12.5.4)."""
    wishes: list[tuple[float, str]] = []
    for part in accepted[:500].split(","):
        tag, _, quality = part.strip().partition(";")
        found = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)", quality) if quality else None
        weight = float(found[1]) if found else 1.0
        short = tag.strip().lower().partition("-")[0]
        if short in LANGUAGES and weight > 0:
            wishes.append((weight, short))
    return max(wishes, key=lambda wish: wish[0])[1] if wishes else ""


@functools.cache
def catalogue(code: str) -> gnu.NullTranslations:
    """Returns the strings of the language `code`."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    path = LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    with path.open("rb") as source:
        messages = read_po(source, locale=code, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gnu.GNUTranslations(compiled)


def gettext(message: str) -> str:
    """Returns `message` in the language of this request."""
    return catalogue(_current.get()).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Returns the form for `number` in the language of this request."""
    return catalogue(_current.get()).ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """Returns `message` as it is said in `context`."""
    return catalogue(_current.get()).pgettext(context, message)


def npgettext(context: str, singular: str, plural: str, number: int) -> str:
    """Returns the form for `number` as it is said in `context`."""
    return catalogue(_current.get()).npgettext(context, singular, plural, number)


def later(message: str) -> str:
    """Marks a string of a table for the catalogue; whoever shows it calls `gettext`."""
    return message
