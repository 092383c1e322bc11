"""Fetches documents of other houses, and says in the kernel's errors why there is none.

Every request is signed by the house's own actor, since many houses answer
nobody else. Only the media types of ActivityStreams are believed.
"""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from portevoix.gateways import http_client, signatures
from portevoix.gateways.http_client import Answer, Request
from portevoix.kernel import clock
from portevoix.kernel.errors import Gone, Invalid, NotFound, Unavailable

_AS2 = "https://www.w3.org/ns/activitystreams"
_ACTIVITY_ACCEPT = f'application/activity+json, application/ld+json; profile="{_AS2}"'
_JRD_ACCEPT = "application/jrd+json, application/json"
_JRD_TYPES = frozenset({"application/jrd+json", "application/json"})


@dataclass(frozen=True)
class Document:
    """The bytes of a document, and where they came from after redirects."""

    body: bytes
    url: str


class Documents:
    """Reads for the house that owns the key. Raises NotFound, Gone, Unavailable or Invalid."""

    def __init__(self, own: signatures.OwnKey) -> None:
        self._own = own

    def activity(self, url: str) -> Document:
        """Returns what is at `url`, if it is served as ActivityStreams."""
        answer = self._get(url, _ACTIVITY_ACCEPT)
        if answer.status == 401 and urlsplit(url).query:
            # Some compute the signed path without the query (wire.md 4.1).
            answer = self._get(url, _ACTIVITY_ACCEPT, bare_path=True)
        _require_ok(answer)
        if not is_activity_type(answer.headers.get("content-type", "")):
            raise Invalid("not served as ActivityStreams", code="not_activity")
        return Document(answer.body, answer.url)

    def jrd(self, url: str) -> Document:
        """Returns an answer of WebFinger, at most 64 KiB."""
        answer = self._get(url, _JRD_ACCEPT, limit=http_client.JRD_LIMIT, signed=False)
        _require_ok(answer)
        if media_type(answer.headers.get("content-type", "")) not in _JRD_TYPES:
            raise Invalid("not served as JSON", code="webfinger")
        return Document(answer.body, answer.url)

    def alternate(self, url: str) -> str:
        """Returns the ActivityStreams address that the page at `url` names, or ""."""
        answer = self._get(url, "text/html", signed=False)
        _require_ok(answer)
        if media_type(answer.headers.get("content-type", "")) != "text/html":
            return ""
        page = _Alternates()
        page.feed(answer.body.decode("utf-8", "replace"))
        return urljoin(answer.url, page.found) if page.found else ""

    def _get(
        self,
        url: str,
        accept: str,
        *,
        limit: int = http_client.JSON_LIMIT,
        signed: bool = True,
        bare_path: bool = False,
    ) -> Answer:
        def sign(method: str, target: str, body: bytes) -> dict[str, str]:
            signed_url = target.partition("?")[0] if bare_path else target
            now = clock.now()
            return dict(
                signatures.signed_headers(
                    self._own, method=method, url=signed_url, body=body, now=now
                )
            )

        request = Request(
            url=url, headers={"Accept": accept}, limit=limit, sign=sign if signed else None
        )
        try:
            return http_client.fetch_now(request)
        except http_client.UnreachableError as error:
            raise Unavailable(str(error)) from error
        except http_client.RefusedError as error:
            raise NotFound(str(error)) from error


def media_type(header: str) -> str:
    """Returns the media type of a Content-Type, without parameters."""
    return header.partition(";")[0].strip().lower()


def is_activity_type(header: str) -> bool:
    """Whether a Content-Type is ActivityStreams: `ld+json` only with its profile."""
    kind = media_type(header)
    if kind == "application/activity+json":
        return True
    return kind == "application/ld+json" and _AS2 in header


def _require_ok(answer: Answer) -> None:
    if answer.status == 200:
        return
    if answer.status == 410:
        raise Gone
    if answer.status >= 500 or answer.status in (408, 429):
        raise Unavailable(f"answered {answer.status}")
    raise NotFound(f"answered {answer.status}")


class _Alternates(HTMLParser):
    """Keeps the first `<link rel="alternate">` of an ActivityStreams type."""

    def __init__(self) -> None:
        super().__init__()
        self.found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Looks at `link` elements only."""
        given = dict(attrs)
        if tag != "link" or self.found or "alternate" not in (given.get("rel") or "").split():
            return
        if is_activity_type(given.get("type") or ""):
            self.found = given.get("href") or ""
