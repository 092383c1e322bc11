"""Faces of people: their picture, or a letter on one of eight quiet grounds."""

import unicodedata

from portevoix.wire import faces

TONES = 8


def path(url: str, size: str) -> str:
    """Returns the path of a face in a size (full, w96, w48)."""
    return faces.path_of(url, faces.FACE, size)


def cover(url: str, size: str) -> str:
    """Returns the path of a cover in a size (full, w640)."""
    return faces.path_of(url, faces.COVER, size)


def initial(name: str) -> str:
    """Returns the first letter of `name`, in capitals; a dot when it holds none."""
    for character in name:
        if unicodedata.category(character)[0] in "LN":
            return character.upper()[:1]
    return "·"


def tone(account_id: int) -> int:
    """Returns the ground of an account's face, the same for ever."""
    return (account_id ^ (account_id >> 16)) % TONES
