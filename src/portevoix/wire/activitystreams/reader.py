"""What resolving needs from the outside. A door or a job gives one; nothing here calls out.

`gateways.documents.Documents` is the real one. Each method raises NotFound,
Gone, Unavailable (ask again later) or Invalid (not what was asked for).
"""

from typing import Protocol


class Found(Protocol):
    """Bytes, and the address they came from after redirects."""

    @property
    def body(self) -> bytes:
        """The decoded body."""

    @property
    def url(self) -> str:
        """Where it came from."""


class Reader(Protocol):
    """Fetches documents of other houses, signed by the house's own actor."""

    def activity(self, url: str) -> Found:
        """Returns what is at `url` as an ActivityStreams document."""

    def jrd(self, url: str) -> Found:
        """Returns an answer of WebFinger."""

    def alternate(self, url: str) -> str:
        """Returns the ActivityStreams address that the page at `url` names, or ""."""


class NeedsNetworkError(Exception):
    """Something that is not known here is needed, and this reader may not ask for it."""


class Offline:
    """A reader for threads that must not wait: it raises NeedsNetworkError."""

    def activity(self, url: str) -> Found:
        """Raises NeedsNetworkError."""
        raise NeedsNetworkError(url)

    def jrd(self, url: str) -> Found:
        """Raises NeedsNetworkError."""
        raise NeedsNetworkError(url)

    def alternate(self, url: str) -> str:
        """Raises NeedsNetworkError."""
        raise NeedsNetworkError(url)
