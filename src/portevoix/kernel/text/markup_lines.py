"""Which lines begin a quote, a list or code; what only looks so is told apart here.

Markdown lets a line without a mark belong to the quote or list above it. Whoever answers
below a quote does not mean that, so an empty line is put between.
"""

import regex

NOTHING = "\ue002"
"""Put before a line that is to begin nothing; it is taken out again."""
_FENCE = regex.compile(r" {0,3}```+[^`]*")
_FENCE_END = regex.compile(r" {0,3}```+ *")
_QUOTE = regex.compile(r" {0,3}>+ +\S")
_BARE_QUOTE = regex.compile(r" {0,3}>+ *")
_BULLET = regex.compile(r"\s*[-*] +\S")
_RULE = regex.compile(r"\s*(?:[-*_] *){3,}")
_NUMBER = regex.compile(r"\s*(\d{1,3})[.)] +\S")
_LOOKS_SO = regex.compile(r"\s*(?:>|```|[*+-](?:\s|$)|\d+[.)](?:\s|$))")
_MOST = 400
"""Lines that begin something; more of them is no text that somebody wrote for others."""


def settled(text: str) -> str:
    """Returns `text` so that Markdown takes for quotes, lists and code what people mean by them."""
    made: list[str] = []
    kind, end = "", -1
    lines = text.split("\n")
    if sum(1 for line in lines if _LOOKS_SO.match(line)) > _MOST:
        return NOTHING + f"\n{NOTHING}".join(lines)
    ends = _fence_ends(lines)
    for place, line in enumerate(lines):
        if place <= end:
            made.append(line)
            continue
        before, kind = kind, _kind(line, kind, place in ends)
        if kind == "code":
            end = ends[place]
        if before in ("quote", "list") and kind in ("words", "quote", "list") and before != kind:
            made.append("")
        made.append(NOTHING + line if kind == "words" and _LOOKS_SO.match(line) else line)
    return "\n".join(made)


def _kind(line: str, before: str, is_fence: bool) -> str:
    if is_fence:
        return "code"
    if not line.strip():
        return before if before == "list" else ""
    if _QUOTE.match(line) or (before == "quote" and _BARE_QUOTE.fullmatch(line)):
        return "quote"
    if _RULE.fullmatch(line):
        return "words"
    found = _NUMBER.match(line)
    if _BULLET.match(line) or (found and (before == "list" or int(found[1]) == 1)):
        return "list"
    return "list" if before == "list" and line.startswith("  ") else "words"


def _fence_ends(lines: list[str]) -> dict[int, int]:
    """Returns where each fence ends that is closed, by the line on which it begins."""
    ends: dict[int, int] = {}
    begun = -1
    for place, line in enumerate(lines):
        if begun >= 0 and _FENCE_END.fullmatch(line):
            ends[begun] = place
            begun = -1
        elif begun < 0 and _FENCE.fullmatch(line):
            begun = place
    return ends
