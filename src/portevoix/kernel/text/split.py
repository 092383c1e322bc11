"""Cuts a text that is too long into parts that are not, where a reader would pause."""

import regex

from portevoix.kernel.text.length import mastodon_length

_SENTENCE_END = r"(?<=[.!?…。！？][\"”’»)]?)\s+"
_PAUSES = tuple(regex.compile(pause) for pause in (r"\n{2,}", r"\n", _SENTENCE_END, r"\s+"))
_CLUSTER_END = regex.compile(r"\X")


def split(text: str, limit: int) -> list[str]:
    """Returns `text` in parts of at most `limit` as `mastodon_length` counts; no word is lost.

    A part ends with a paragraph, else a line, a sentence, a word, in the second half of what
    would fit; a word longer than a part is cut.
    """
    parts: list[str] = []
    rest = text.strip()
    while mastodon_length(rest) > limit:
        end = _pause(rest, _fitting(rest, limit))
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*parts, rest] if rest else parts


def _fitting(text: str, limit: int) -> int:
    """Returns how many code points from the start fit, at least one whole character."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if mastodon_length(text[:middle]) <= limit:
            low = middle
        else:
            high = middle - 1
    return low


def _pause(text: str, fits: int) -> int:
    for pause in _PAUSES:
        found = [each.end() for each in pause.finditer(text, 0, fits + 1) if each.start() <= fits]
        if found and found[-1] >= fits // 2:
            return found[-1]
    last = 0
    for cluster in _CLUSTER_END.finditer(text):
        if cluster.end() > fits and last:
            break
        last = cluster.end()
    return last
