"""What a reader sees as one character: extended grapheme clusters (UAX 29)."""

import math
from collections.abc import Iterator

import regex

_CLUSTER = regex.compile(r"\X")
# The longest emoji in use (a family with skin tones) has 11 code points. A "cluster" beyond
# this is somebody joining without end, and counts for as many as it would make room for.
_LONGEST_CLUSTER = 16


def graphemes(text: str) -> Iterator[str]:
    """Yields the grapheme clusters of `text` in order."""
    return (match.group() for match in _CLUSTER.finditer(text))


def count(text: str) -> int:
    """Returns how many characters a reader sees in `text`."""
    if text.isascii() and "\r" not in text:
        return len(text)
    return sum(math.ceil(len(cluster) / _LONGEST_CLUSTER) for cluster in graphemes(text))


def cut(text: str, limit: int) -> str:
    """Returns the start of `text` that has at most `limit` code points, never half a cluster."""
    if len(text) <= limit:
        return text
    kept = 0
    for cluster in graphemes(text):
        if kept + len(cluster) > limit:
            break
        kept += len(cluster)
    return text[:kept]
