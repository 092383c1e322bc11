"""Looks at a page on the web and reads what it says of itself in its head (Open Graph, HTML)."""

import contextlib
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from portevoix.gateways import http_client
from portevoix.kernel.text.clean import clean_line

HTML_LIMIT = 1024 * 1024
_HEAD_LIMIT = 256 * 1024
_LONGEST_ADDRESS = 2048
_LARGEST_SIDE = 100_000
_HEADERS = {"Accept": "text/html,application/xhtml+xml;q=0.9"}
_KINDS = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)


@dataclass
class Page:
    """What a page says of itself. `image` is a whole address."""

    title: str = ""
    description: str = ""
    site: str = ""
    author: str = ""
    language: str = ""
    image: str = ""
    image_size: tuple[int, int] = (0, 0)
    said: dict[str, str] = field(default_factory=dict)


def look(url: str) -> Page | None:
    """Returns what the page at `url` says of itself; None when it is no page with a title.

    Raises http_client.OutgoingError when it cannot be had.
    """
    asked = http_client.Request(url=url, headers=_HEADERS, limit=HTML_LIMIT)
    answer = http_client.fetch_now(asked)
    kind = answer.headers.get("content-type", "")
    if answer.status != 200 or kind.partition(";")[0].strip().lower() not in _KINDS:
        return None
    page = read(_text(answer.body[:_HEAD_LIMIT], kind), url=answer.url)
    return page if page.title else None


def read(html: str, *, url: str) -> Page:
    """Returns what a page says in its head; what is too long is cut, what is odd left out."""
    head = _Head()
    # Where the parser gives up no browser reads on either: what came before counts.
    with contextlib.suppress(AssertionError, ValueError):
        head.feed(html)
    said = head.said
    page = Page(
        title=clean_line(said.get("og:title") or said.get("twitter:title") or head.title, 300),
        description=clean_line(said.get("og:description") or said.get("description") or "", 1000),
        site=clean_line(said.get("og:site_name") or "", 200),
        author=clean_line(said.get("author") or "", 200),
        language=_language(head.language),
        image=_address(said.get("og:image") or said.get("twitter:image") or "", url),
    )
    page.image_size = (_side(said.get("og:image:width")), _side(said.get("og:image:height")))
    return page


class _Head(HTMLParser):
    """Gathers the title and the meta elements of a head; the first of each name counts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.language = ""
        self.said: dict[str, str] = {}
        self._in_title = False
        self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = about.get("lang", "")
        elif tag == "body":
            self._is_over = True
        elif tag == "title" and not self._is_over and not self.title:
            self._in_title = True
        elif tag == "meta" and not self._is_over:
            name = (about.get("property") or about.get("name") or "").lower()
            if name and about.get("content"):
                self.said.setdefault(name, about["content"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def _text(body: bytes, kind: str) -> str:
    named = _CHARSET.search(kind.encode("latin-1", "replace")) or _CHARSET.search(body[:2048])
    try:
        return body.decode(named[1].decode() if named else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def _address(given: str, page: str) -> str:
    try:
        whole = urljoin(page, given.strip()) if given.strip() else ""
        is_web = urlsplit(whole).scheme in ("http", "https")
    except ValueError:
        return ""
    return whole if is_web and len(whole) <= _LONGEST_ADDRESS and whole.isprintable() else ""


def _language(tag: str) -> str:
    return tag if 2 <= len(tag) <= 12 and tag.replace("-", "").isalnum() and tag.isascii() else ""


def _side(text: str | None) -> int:
    if text is None or not (text.isascii() and text.isdigit() and len(text) <= 6):
        return 0
    return min(int(text), _LARGEST_SIDE)
