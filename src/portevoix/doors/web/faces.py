"""Faces of people who have given no picture: a letter on one of eight quiet grounds."""

import unicodedata

TONES = 8


def initial(name: str) -> str:
    """Returns the first letter of `name`, in capitals; a dot when it holds none."""
    for character in name:
        if unicodedata.category(character)[0] in "LN":
            return character.upper()[:1]
    return "·"


def tone(account_id: int) -> int:
    """Returns the ground of an account's face, the same for ever."""
    return (account_id ^ (account_id >> 16)) % TONES
