"""The words of a text, as every search here compares them: one stream for both databases.

Case, compatibility forms and accents go; scripts that put no blanks between words
become pairs of neighbouring signs, and each sign begins a word, so that one alone
is found too. A search cuts what it looks for in the same way and asks for words
that stand next to each other.
"""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import regex

LONGEST = 60
"""A word is cut to so many signs."""

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
# Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic. Other marks make other words.
_ACCENTS = regex.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+")
_JOINERS = regex.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+")
_UNPARTED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\u30fc]\p{M}*"
_WORD = regex.compile(
    rf"(?P<unparted>(?:{_UNPARTED})+)"
    rf"|(?P<word>(?:(?!{_UNPARTED})[\p{{L}}\p{{N}}\p{{M}}])+)"
    r"|(?P<picture>\p{Extended_Pictographic})"
)
_SIGN = regex.compile(_UNPARTED)


def bare(text: str) -> str:
    """Returns `text` without case, compatibility forms and accents. Doing it again is no change."""
    parted = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    parted = unicodedata.normalize("NFKD", parted)
    return unicodedata.normalize("NFC", _JOINERS.sub("", _ACCENTS.sub("", parted)))


def words(text: str) -> Iterator[str]:
    """Yields the words under which `text` is found, in its order."""
    for found in _WORD.finditer(bare(text)):
        if found["unparted"]:
            signs = _SIGN.findall(found["unparted"])
            yield from (one + other for one, other in pairwise(signs))
            yield signs[-1]
        else:
            yield found[0][:LONGEST]


def sought(text: str) -> tuple[list[str], bool]:
    """Returns the words to look for, one next to the other, to find `text` in a stream of words.

    The second value says that the last of them is one sign of a script without
    blanks, so that words which only begin with it are meant too.
    """
    found: list[str] = []
    alone = False
    matches = list(_WORD.finditer(bare(text)))
    for number, each in enumerate(matches, 1):
        signs = _SIGN.findall(each["unparted"] or "")
        alone = len(signs) == 1
        if not signs:
            found.append(each[0][:LONGEST])
            continue
        found += [one + other for one, other in pairwise(signs)]
        if alone or number < len(matches):
            found.append(signs[-1])
    return found, alone
