"""What a signature is about, and what one says. Shared by both dialects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

CLOCK_SKEW = timedelta(hours=1)
_WITHOUT_EXPIRY = timedelta(minutes=5)
_LONGEST_LIFE = timedelta(hours=12)


class BadSignatureError(Exception):
    """The signature cannot be accepted. The text may be shown to the peer's developers."""


class MalformedSignatureError(BadSignatureError):
    """It cannot even be read in one way only."""


@dataclass(frozen=True, kw_only=True)
class SignedRequest:
    """A request as received. Header names are lower case.

    `origin` is the public origin of this house from its settings, never from
    a header; the signed host is judged against it.
    """

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    origin: str


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Someone says that the key `key_id` signed one of `bases`."""

    key_id: str
    algorithm: str
    signature: bytes
    bases: tuple[bytes, ...]


def require_now_within(*, created: datetime, expires: datetime | None, now: datetime) -> None:
    """Raises BadSignatureError outside of a signature's time.

    As Mastodon: an hour for wrong clocks, five minutes of life when none is
    told, never more than twelve hours.
    """
    if created > now + CLOCK_SKEW:
        raise BadSignatureError("signed in the future")
    end = min(expires or created + _WITHOUT_EXPIRY, created + _LONGEST_LIFE)
    if end < now - CLOCK_SKEW:
        raise BadSignatureError("the signature has expired")
