"""Writes a text as HTML of the shape that Mastodon gives it, so that every app can show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

import regex

from portevoix.kernel.text.entities import Entity, find
from portevoix.kernel.text.fold import fold
from portevoix.kernel.text.parse import Handle, handle_of

_PREFIX = regex.compile(r"https?://(?:www\.)?", regex.IGNORECASE)
_SHOWN_OF_A_LINK = 30
_PARAGRAPH_END = regex.compile(r"\n{2,}+")
_HOST_RELATIVE = regex.compile(r'<a href="/(?!/)')


@dataclass(frozen=True)
class MentionLink:
    """Where a mention leads and the name it shows. The way to people here is host-relative."""

    url: str
    name: str


def render(text: str, *, mentions: Mapping[Handle, MentionLink], tag_path: str = "/tags/") -> str:
    """Returns `text` as paragraphs of HTML; everything in it that is no entity is escaped.

    A mention that `mentions` does not hold stays text. Links to this house's tags and people
    are host-relative: `absolute` completes them for the outside.
    """
    parts: list[str] = []
    position = 0
    for entity in find(text):
        parts.append(escape(text[position : entity.start]))
        parts.append(
            of_entity(entity, mentions, tag_path) or escape(text[entity.start : entity.end])
        )
        position = entity.end
    parts.append(escape(text[position:]))
    return _paragraphs("".join(parts))


def absolute(html: str, origin: str) -> str:
    """Returns `html`, rendered here, with its host-relative links completed by `origin`."""
    return _HOST_RELATIVE.sub(lambda _: f'<a href="{escape(origin)}/', html)


def of_entity(entity: Entity, mentions: Mapping[Handle, MentionLink], tag_path: str) -> str:
    """Returns the HTML of a link, tag or mention; "" for a mention of nobody known."""
    if entity.kind == "link":
        return link(entity.value)
    if entity.kind == "tag":
        return _tag(entity.value, tag_path)
    mentioned = mentions.get(handle_of(entity))
    return "" if mentioned is None else _mention(mentioned)


def link(url: str) -> str:
    """Returns an anchor to `url`, an http or https address, shortened to the eye alone."""
    match = _PREFIX.match(url)
    prefix = match.group() if match else ""
    shown = url[len(prefix) : len(prefix) + _SHOWN_OF_A_LINK]
    rest = url[len(prefix) + _SHOWN_OF_A_LINK :]
    look = "ellipsis" if rest else ""
    return (
        f'<a href="{escape(url)}" rel="nofollow noopener" translate="no" target="_blank">'
        f'<span class="invisible">{escape(prefix)}</span>'
        f'<span class="{look}">{escape(shown)}</span>'
        f'<span class="invisible">{escape(rest)}</span></a>'
    )


def _mention(mentioned: MentionLink) -> str:
    return (
        f'<span class="h-card" translate="no"><a href="{escape(mentioned.url)}" '
        f'class="u-url mention">@<span>{escape(mentioned.name)}</span></a></span>'
    )


def _tag(name: str, tag_path: str) -> str:
    href = escape(tag_path + quote(fold(name), safe=""))
    return f'<a href="{href}" class="mention hashtag" rel="tag">#<span>{escape(name)}</span></a>'


def _paragraphs(html: str) -> str:
    html = html.strip("\n")
    if not html.strip():
        return ""
    paragraphs = (part.replace("\n", "<br>") for part in _PARAGRAPH_END.split(html))
    return "".join(f"<p>{part}</p>" for part in paragraphs)
