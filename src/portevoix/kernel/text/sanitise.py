"""The one way in for HTML from elsewhere (wire.md 8.2; security.md D1 to D4 and D8)."""

import re
from html import escape, unescape

import nh3

from portevoix.kernel.text.clean import clean_line as clean_line
from portevoix.kernel.text.clean import clean_text as clean_text
from portevoix.kernel.text.clean import scrub

_INLINE = {"br", "span", "a", "del", "s", "code", "em", "strong", "b", "i", "u"}
_RUBY = {"ruby", "rt", "rp", "sub", "sup"}
_BLOCKS = {"p", "pre", "ul", "ol", "li", "blockquote"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_DROPPED_WHOLE = {
    "script", "style", "iframe", "object", "embed", "noscript", "noembed", "noframes",
    "template", "svg",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"lang", "translate"},
    "a": {"href", "rel", "class"},
    "span": {"class"},
    "p": {"class"},
    "ol": {"start", "reversed"},
    "li": {"value"},
}
_SCHEMES = {
    "http", "https", "dat", "dweb", "ipfs", "ipns", "ssb", "gopher", "xmpp", "magnet", "gemini",
}  # fmt: skip
_CLASS = re.compile(r"mention|hashtag|ellipsis|invisible|quote-inline|(?:h|p|u|dt|e)-[\w-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,6}")
_NUMBER = re.compile(r"-?\d{1,9}")
_TAG = re.compile(r'<(/?)(a|h[1-6])((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')

# Parsing is quadratic in the depth of elements, in the number of character references, and in
# formatting elements that differ in their attributes (HTML 13.2.4.3). These bounds keep a
# megabyte of malice below half a second.
_LONGEST = 500_000
_MOST_TAGS = 12_000
_MOST_REFERENCES = 20_000
_MOST_DRESSED = 50
_ANY_TAG = re.compile(r"<[A-Za-z/!?]")
_DRESSED = re.compile(
    r"<(b|big|code|em|font|i|s|small|strike|strong|tt|u)[\s/][^<>]*>?", re.IGNORECASE
)
_MOST_PASSES = 5


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        words = [word for word in value.split() if _CLASS.fullmatch(word)]
        if tag == "p":
            words = [word for word in words if word == "quote-inline"]
        return " ".join(words) or None
    if attribute == "translate":
        return "no" if value == "no" else None
    if attribute == "lang":
        return value if _LANGUAGE.fullmatch(value) else None
    if attribute in {"start", "value"}:
        return value if _NUMBER.fullmatch(value) else None
    if attribute == "reversed":
        return ""
    return value


_cleaner = nh3.Cleaner(
    tags=_INLINE | _RUBY | _BLOCKS | _HEADINGS,
    clean_content_tags=_DROPPED_WHOLE,
    attributes=_ATTRIBUTES,
    attribute_filter=_filter,
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel=None,
)
_texter = nh3.Cleaner(
    tags={"p", "br", "li", "blockquote", "pre"} | _HEADINGS,
    clean_content_tags=_DROPPED_WHOLE,
    attribute_filter=lambda tag, attribute, value: None,
    link_rel=None,
)


def sanitise(html: str) -> str:
    """Returns `html` with the elements, attributes, classes and schemes of wire.md 8.2 alone.

    Never raises. Links open elsewhere and are not followed by engines; a link with another
    scheme or without host becomes its text; headings become strong paragraphs. Sanitising the
    answer again changes nothing; what would not come to rest, or is made to tire a parser, is
    returned as plain text. What is longer than half a million characters is cut.
    """
    html = scrub(html[:_LONGEST])
    if _is_exhausting(html):
        return _as_text(html)
    html = _undressed(html)
    for _ in range(_MOST_PASSES):
        cleaned = _reshape(scrub(_cleaner.clean(html)))
        if cleaned == html:
            return cleaned
        html = cleaned
    return _as_text(html)


def plain(html: str) -> str:
    """Returns the words of `html`, its blocks parted by an empty line. Never raises."""
    html = scrub(html[:_LONGEST])
    if _is_exhausting(html):
        return _without_tags(html).strip()
    flat = _texter.clean(_undressed(html)).replace("<br>", "\n")
    flat = re.sub(r"</?(?:p|li|blockquote|pre|h[1-6])>", "\n\n", flat)
    return re.sub(r"\n{3,}", "\n\n", scrub(unescape(flat))).strip()


def _is_exhausting(html: str) -> bool:
    return html.count("&") > _MOST_REFERENCES or _more_than(_MOST_TAGS, _ANY_TAG, html)


def _undressed(html: str) -> str:
    many = _more_than(_MOST_DRESSED, _DRESSED, html)
    return _DRESSED.sub(r"<\1>", html) if many else html


def _more_than(limit: int, pattern: "re.Pattern[str]", text: str) -> bool:
    return any(number >= limit for number, _ in enumerate(pattern.finditer(text)))


def _without_tags(html: str) -> str:
    return scrub(unescape(re.sub(r"<[A-Za-z/!?][^<>]*>?", "", html)))


def _as_text(html: str) -> str:
    return escape(_without_tags(html), quote=False).replace("\xa0", "&nbsp;")


def _reshape(html: str) -> str:
    """Takes serialised HTML, and returns it with headings and links as they are kept here."""
    open_links: list[bool] = []

    def change(tag: "re.Match[str]") -> str:
        closing, name, attributes = tag.groups()
        if name != "a":
            return "</strong></p>" if closing else "<p><strong>"
        if closing:
            return "</a>" if open_links and open_links.pop() else ""
        anchor = _anchor(dict(_ATTRIBUTE.findall(attributes)))
        open_links.append(anchor != "")
        return anchor

    return _TAG.sub(change, html)


def _anchor(given: dict[str, str]) -> str:
    if "href" not in given:
        return ""
    is_tag = "tag" in unescape(given.get("rel", "")).lower().split()
    rel = "nofollow noopener tag" if is_tag else "nofollow noopener"
    kept = {"href": given["href"], "class": given.get("class"), "rel": rel, "target": "_blank"}
    kept |= {name: given[name] for name in ("lang", "translate") if name in given}
    return "<a" + "".join(f' {name}="{value}"' for name, value in kept.items() if value) + ">"
