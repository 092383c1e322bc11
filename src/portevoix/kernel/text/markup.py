"""Markdown, a little of it: bold, italics, code, links, quotes and lists in what members write.

A text in which none of these is found gives the HTML that `render` gives, to the letter.
Links, mentions and tags are found first and put aside, so that nothing inside them is a mark;
in code they are words. Marks that people use otherwise are left alone: `2*3*4`, `snake_case`,
`>:(`, `+1`, `1986. A year.`, a fence that is never closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import TYPE_CHECKING

import regex

from portevoix.kernel.text.entities import Entity, find
from portevoix.kernel.text.markup_lines import NOTHING, settled
from portevoix.kernel.text.parse import Handle, Parsed, parsed
from portevoix.kernel.text.render import MentionLink, of_entity, render

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Private characters stand for what was put aside: "start number end".
_START, _END = "\ue000", "\ue001"
_PRIVATE = regex.compile(f"[{_START}{_END}{NOTHING}]")
_ASIDE = regex.compile(f"{_START}(\\d+){_END}")
# Without one of these there is nothing to look for.
_MAY_BE_MARKED = regex.compile(r"[*_`\[>-]|^\s*1[.)] ", regex.MULTILINE)
_MARKS = frozenset(
    ("strong_open", "em_open", "code_inline", "link_open", "fence", "blockquote_open",
     "bullet_list_open", "ordered_list_open")
)  # fmt: skip
_TAGS = {
    "blockquote": "blockquote", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li",
    "strong": "strong", "em": "em",
}  # fmt: skip
_DEEPEST = 20


@dataclass
class Marked:
    """A text as it was read. `entities` are the links, mentions and tags outside of code."""

    text: str
    entities: list[Entity]
    _tokens: "list[Token]" = field(default_factory=list)
    _aside: list[Entity | str] = field(default_factory=list)

    def parsed(self) -> Parsed:
        """Returns the people and tags that the text names."""
        return parsed(self.entities)

    def html(self, *, mentions: Mapping[Handle, MentionLink], tag_path: str = "/tags/") -> str:
        """Returns the text as HTML; see `render` for `mentions` and `tag_path`."""
        if not self._tokens:
            return render(self.text, mentions=mentions, tag_path=tag_path)
        return _Writer(self._aside, mentions, tag_path).blocks(self._tokens)


def read(text: str) -> Marked:
    """Returns `text` as its marks cut it. Never raises, and takes linear time."""
    found = list(find(text))
    if not _MAY_BE_MARKED.search(text):
        return Marked(text, found)
    aside: list[Entity | str] = []
    env: dict[str, bool] = {}
    tokens = _parser().parse(settled(_put_aside(text, found, aside)), env)
    is_marked = any(each.type in _MARKS for each in _flat(tokens)) or "escaped" in env
    if not is_marked or any(each.level >= _DEEPEST - 2 for each in tokens):
        return Marked(text, found)
    in_code = {
        int(number)
        for each in _flat(tokens)
        if each.type in ("code_inline", "fence")
        for number in _ASIDE.findall(_fenced(each) if each.type == "fence" else each.content)
    }
    outside = [
        each for number, each in enumerate(aside)
        if isinstance(each, Entity) and number not in in_code
    ]  # fmt: skip
    return Marked(text, outside, tokens, aside)


def _fenced(token: "Token") -> str:
    """Returns a fence's text; what stands beside its marks is words too, unless it is a language's.

    A fence in a quote or a list may never be closed, and have nothing but those.
    """
    beside = token.info.strip()
    if " " in beside or not token.content.strip():
        return f"{beside}\n{token.content}".strip("\n")
    return token.content


def _flat(tokens: "list[Token]") -> "list[Token]":
    return [each for token in tokens for each in (token, *(token.children or ()))]


def _put_aside(text: str, found: list[Entity], aside: list[Entity | str]) -> str:
    """Returns `text` with its entities, and private characters of its own, put aside."""
    parts: list[str] = []
    position = 0

    def put(what: Entity | str) -> str:
        aside.append(what)
        return f"{_START}{len(aside) - 1}{_END}"

    for entity in found:
        entity = _before_a_tick(text, entity)
        parts.append(_PRIVATE.sub(lambda m: put(m.group()), text[position : entity.start]))
        parts.append(put(entity))
        position = entity.end
    parts.append(_PRIVATE.sub(lambda m: put(m.group()), text[position:]))
    return "".join(parts)


def _before_a_tick(text: str, entity: Entity) -> Entity:
    """A link in code ends where the code ends."""
    if (
        entity.kind != "link"
        or "`" not in entity.value
        or text[entity.start - 1 : entity.start] != "`"
    ):
        return entity
    url = entity.value.partition("`")[0]
    return Entity("link", entity.start, entity.start + len(url), url)


@cache
def _parser() -> "MarkdownIt":
    from portevoix.kernel.text.markup_parser import parser

    return parser(deepest=_DEEPEST)


@dataclass
class _Writer:
    """Writes tokens as HTML."""

    aside: list[Entity | str]
    mentions: Mapping[Handle, MentionLink]
    tag_path: str

    def blocks(self, tokens: "list[Token]") -> str:
        return "".join(self._block(token) for token in tokens)

    def _block(self, token: "Token") -> str:
        if token.type == "inline":
            return "".join(self._inline(each) for each in token.children or ())
        if token.type == "fence":
            return f"<pre><code>{self._code(_fenced(token))}</code></pre>"
        if token.type.startswith("paragraph_"):
            return "" if token.hidden else ("<p>" if token.nesting > 0 else "</p>")
        return self._tag(token)

    def _inline(self, token: "Token") -> str:
        if token.type == "text":
            return self._text(token.content)
        if token.type == "code_inline":
            return f"<code>{self._code(token.content)}</code>"
        if token.type in ("softbreak", "hardbreak"):
            return "<br>"
        if token.type == "link_open":
            target = self.aside[int(token.content)]
            url = target.value if isinstance(target, Entity) else ""
            return f'<a href="{escape(url)}" rel="nofollow noopener" target="_blank">'
        return "</a>" if token.type == "link_close" else self._tag(token)

    def _tag(self, token: "Token") -> str:
        name = _TAGS[token.type.rpartition("_")[0]]
        return f"<{name}>" if token.nesting > 0 else f"</{name}>"

    def _text(self, text: str) -> str:
        parts: list[str] = []
        position = 0
        for match in _ASIDE.finditer(text):
            parts.append(escape(text[position : match.start()].replace(NOTHING, "")))
            parts.append(self._put_back(self.aside[int(match[1])]))
            position = match.end()
        parts.append(escape(text[position:].replace(NOTHING, "")))
        return "".join(parts)

    def _put_back(self, what: Entity | str) -> str:
        if isinstance(what, str):
            return what
        return of_entity(what, self.mentions, self.tag_path) or escape(written(what))

    def _code(self, text: str) -> str:
        def back(match: "regex.Match[str]") -> str:
            what = self.aside[int(match[1])]
            return what if isinstance(what, str) else written(what)

        return escape(_ASIDE.sub(back, text.replace(NOTHING, ""))).rstrip("\n")


def written(entity: Entity) -> str:
    """Returns an entity as it was written, but for the sign of a tag."""
    if entity.kind == "link":
        return entity.value
    if entity.kind == "tag":
        return f"#{entity.value}"
    return f"@{entity.value}@{entity.host}" if entity.host else f"@{entity.value}"
