"""What changed between two texts, word by word."""

import difflib
import re
from dataclasses import dataclass

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 6_000


@dataclass(frozen=True)
class Piece:
    """A part of the text: `kind` is "same", "ins" (new) or "del" (gone)."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """Returns the parts of both texts in reading order, what is gone before what is new.

    Texts too long to compare word by word are compared line by line.
    """
    old, new = _cut(before), _cut(after)
    found: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(old[i:j])))
            continue
        if j > i:
            found.append(Piece("del", "".join(old[i:j])))
        if m > k:
            found.append(Piece("ins", "".join(new[k:m])))
    return found


def _cut(text: str) -> list[str]:
    cut = _WORDS.findall(text)
    return cut if len(cut) <= _MOST_WORDS else text.splitlines(keepends=True)
