"""Names of hosts, compared in one way everywhere: lower case, A-labels, the port if any."""

from urllib.parse import urlsplit

from portevoix.kernel import config

_DEFAULT_PORTS = {"https": 443, "http": 80}


def host_of(uri: str) -> str:
    """Returns host and port of `uri`, lower case, as A-labels, without a default port.

    An address that is none, or of another scheme than http and https, gives "".
    """
    try:
        parts = urlsplit(uri)
        port = parts.port
        name = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not name:
        return ""
    name = f"[{name}]" if ":" in name else a_label(name)
    if not name:
        return ""
    return name if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{name}:{port}"


def a_label(name: str) -> str:
    """Returns a host name in lower case and in its ASCII form (IDNA), or "" when it has none."""
    lowered = name.lower()
    if lowered.isascii():
        return lowered
    try:
        return lowered.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def same_origin(one: str, other: str) -> bool:
    """Whether two addresses share scheme, host and port (FEP-fe34)."""
    host = host_of(one)
    return bool(host) and host == host_of(other) and urlsplit(one).scheme == urlsplit(other).scheme


def federation_is_on() -> bool:
    """Whether this house speaks with others: it has a real origin, or private peers are allowed."""
    settings = config.current()
    return not settings.is_loopback or bool(settings.allow_private_peers)
