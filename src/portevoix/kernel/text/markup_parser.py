"""markdown-it, held to the few marks that texts may have."""

import regex
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_LINK = regex.compile("\\[([^\\[\\]\n\ue000]{1,500})\\]\\(\ue000(\\d+)\ue001\\)")
_ESCAPED = "*_`["


def parser(*, deepest: int) -> MarkdownIt:
    """Returns a parser of quotes, lists, fenced code, bold, italics, code and links."""
    made = MarkdownIt("zero", {"maxNesting": deepest})
    made.enable(["blockquote", "list", "fence", "paragraph"])
    made.enable(["text", "newline", "backticks", "balance_pairs", "fragments_join"])
    made.enable(["emphasis"])
    made.inline.ruler.at("emphasis", _emphasis)
    made.inline.ruler.after("newline", "escaped", _escaped)
    made.inline.ruler.after("escaped", "labelled", _link)
    return made


def _emphasis(state: StateInline, silent: bool) -> bool:
    """As CommonMark's, but that `*` is no mark inside a word either: 2*3*4 (rules_inline)."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    run = state.scanDelims(state.pos, False)
    for _ in range(run.length):
        state.push("text", "", 0).content = marker
        token = len(state.tokens) - 1
        state.delimiters.append(
            Delimiter(ord(marker), run.length, token, -1, run.can_open, run.can_close)
        )
    state.pos += run.length
    return True


def _escaped(state: StateInline, silent: bool) -> bool:
    r"""A mark after a backslash is no mark; the shrug keeps its arm: `¯\_(ツ)_/¯`."""
    following = state.src[state.pos + 1 : state.pos + 2]
    if state.src[state.pos] != "\\" or not following or following not in _ESCAPED:
        return False
    is_arm = state.src[state.pos + 1 : state.pos + 3] == "_("
    if not silent:
        state.pending += "\\_" if is_arm else following
        if not is_arm:
            state.env["escaped"] = True
    state.pos += 2
    return True


def _link(state: StateInline, silent: bool) -> bool:
    """`[words](address)`, the address put aside; words that are themselves an address are none."""
    if state.src[state.pos] != "[":
        return False
    found = _LINK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        last = state.posMax
        state.pos, state.posMax = found.span(1)
        state.push("link_open", "a", 1).content = found[2]
        state.md.inline.tokenize(state)
        state.push("link_close", "a", -1)
        state.posMax = last
    state.pos = found.end()
    return True
