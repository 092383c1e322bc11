"""Whether a page leads back to somebody here by `rel="me"` (microformats.org/wiki/rel-me)."""

from collections.abc import Collection
from html.parser import HTMLParser
from urllib.parse import urljoin

from portevoix.gateways import http_client
from portevoix.gateways.http_client import Request
from portevoix.kernel.errors import Unavailable

_LARGEST = 1024 * 1024
_PAGES = ("text/html", "application/xhtml+xml")


def leads_back(url: str, targets: Collection[str]) -> bool:
    """Fetches the page at `url` and says whether one of its links of `rel="me"` is a target.

    The link must be the target to the letter: a longer one of the same beginning is another's.
    Raises Unavailable when the page may be had later; one that is refused leads nowhere.
    """
    request = Request(url=url, headers={"Accept": "text/html"}, limit=_LARGEST)
    try:
        answer = http_client.fetch_now(request)
    except http_client.UnreachableError as fault:
        raise Unavailable(str(fault)) from fault
    except http_client.RefusedError:
        return False
    if answer.status >= 500 or answer.status in (408, 429):
        raise Unavailable(f"answered {answer.status}")
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if answer.status != 200 or kind not in _PAGES:
        return False
    page = _Links(answer.url)
    page.feed(answer.body.decode("utf-8", "replace"))
    return not page.found.isdisjoint(targets)


class _Links(HTMLParser):
    """Gathers where the links of `rel="me"` lead."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._base = base

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Looks at `a` and `link` elements only."""
        given = dict(attrs)
        if tag not in ("a", "link") or "me" not in (given.get("rel") or "").lower().split():
            return
        try:
            self.found.add(urljoin(self._base, (given.get("href") or "").strip()))
        except ValueError:
            return
