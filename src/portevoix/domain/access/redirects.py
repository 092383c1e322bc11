"""Where an app may be answered: exact addresses, no scheme that runs something."""

import ipaddress
from urllib.parse import SplitResult, urlsplit

from portevoix.kernel.errors import Invalid

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
_DANGEROUS = frozenset({"javascript", "data", "vbscript", "about", "blob", "file", "mailto"})
_LONGEST = 2000


def checked(uri: str) -> str:
    """Returns `uri` when an app may register it. Raises Invalid otherwise.

    RFC 6749 3.1.2: absolute and without a fragment.
    """
    if uri == OUT_OF_BAND:
        return uri
    parts = _split(uri)
    if parts is None or parts.scheme in _DANGEROUS or parts.fragment or "#" in uri:
        raise Invalid("this address to return to cannot be used", code="redirect_uri")
    if parts.scheme in {"http", "https"} and not parts.hostname:
        raise Invalid("this address to return to has no host", code="redirect_uri")
    return uri


def matches(registered: list[str], asked: str) -> bool:
    """Returns whether `asked` is one of `registered`: the same, to the letter.

    RFC 8252 7.3: on a loopback *address* over http, any port will do, for an app
    takes whichever the system gives it.
    """
    return asked in registered or any(_same_but_port(uri, asked) for uri in registered)


def _same_but_port(registered: str, asked: str) -> bool:
    one, other = _split(registered), _split(asked)
    if one is None or other is None or not (_is_loopback(one) and _is_loopback(other)):
        return False
    if "@" in other.netloc or "#" in asked:
        return False
    same_host = one.hostname == other.hostname
    return same_host and (one.path, one.query) == (other.path, other.query)


def _is_loopback(parts: SplitResult) -> bool:
    if parts.scheme != "http":
        return False
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def _split(uri: str) -> SplitResult | None:
    clean = uri.isascii() and uri.isprintable() and " " not in uri and len(uri) <= _LONGEST
    if not clean:
        return None
    try:
        parts = urlsplit(uri)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts if parts.scheme else None
