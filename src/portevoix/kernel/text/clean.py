"""Takes from text what deceives a reader or breaks a database (security.md D12, D13)."""

import regex

from portevoix.kernel.text.graphemes import cut

# Hindi, Thai, Hebrew with cantillation stay below this; higher stacks hide their neighbours.
_MARKS_IN_A_ROW = 5
_LINE_ENDS = regex.compile("\r\n?|\u2028|\u2029|\u0085")
_CONTROLS = regex.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_SURROGATES = regex.compile("[\ud800-\udfff]")
_STACKED_MARKS = regex.compile(rf"(\p{{M}}{{{_MARKS_IN_A_ROW}}})\p{{M}}+")
_INVISIBLE = regex.compile("[\u200b\u2060\ufeff\u00ad\u180e]+")
_SPACES = regex.compile(r"\s+")
_NOTHING_TO_SEE = regex.compile(r"[\s\p{Cf}\p{M}\u3164\u115f\u1160\u2800]*")


def scrub(text: str) -> str:
    """Returns `text` with line ends as line feeds, and without controls, overrides of the
    direction of writing, and marks stacked higher than five. Lone surrogates become U+FFFD.
    """
    text = _SURROGATES.sub("\ufffd", text)
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROLS.sub("", text)
    return _STACKED_MARKS.sub(r"\1", text)


def clean_text(text: str) -> str:
    """Returns a text of several lines as it may be stored: scrubbed, without space around it."""
    return scrub(text).strip()


def clean_line(text: str, limit: int) -> str:
    """Returns a name or title as it may be stored: one line of at most `limit` code points.

    Runs of space become one, characters without width go; what shows nothing at all is empty.
    """
    line = _SPACES.sub(" ", _INVISIBLE.sub("", scrub(text))).strip()
    if _NOTHING_TO_SEE.fullmatch(line):
        return ""
    return cut(line, limit).rstrip()
