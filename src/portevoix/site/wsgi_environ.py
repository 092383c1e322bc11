"""Makes the environ of PEP 3333 from an ASGI scope."""

import functools
import sys
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import IO, Any

Network = IPv4Network | IPv6Network

_WITHOUT_PREFIX = ("CONTENT_TYPE", "CONTENT_LENGTH")
_TOLD_BY_PROXIES = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
)


def environ_of(
    scope: dict[str, Any], body: IO[bytes], length: int, proxies: Sequence[Network]
) -> dict[str, Any]:
    """Returns the environ; what proxies say of the client is believed of trusted ones only.

    `length` is what the body turned out to be: a chunked request announces none.
    """
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    believed = _is_in((scope.get("client") or ("", 0))[0], proxies)
    address, scheme = _client(scope, headers, proxies)
    root = scope.get("root_path", "")
    server, port = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": _as_wsgi(root),
        "PATH_INFO": _as_wsgi(scope["path"].removeprefix(root)),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "RAW_URI": _raw_target(scope),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server,
        "SERVER_PORT": str(port or 80),
        "REMOTE_ADDR": address,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in headers:
        _add(environ, _key(raw_name), raw_value.decode("latin-1"))
    if length or "CONTENT_LENGTH" in environ:
        environ["CONTENT_LENGTH"] = str(length)
    if not believed:
        for name in _TOLD_BY_PROXIES:
            environ.pop(name, None)
    return environ


def _as_wsgi(text: str) -> str:
    """Returns text as PEP 3333 wants it: its bytes as if they were Latin-1."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def _raw_target(scope: dict[str, Any]) -> str:
    """Returns path and query as they were sent: signatures of other houses cover these bytes."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    return (raw.partition(b"?")[0] + (b"?" + query if query else b"")).decode("latin-1")


@functools.lru_cache(1024)
def _key(raw: bytes) -> str:
    name = raw.decode("latin-1")
    if "_" in name:
        return ""  # Would be taken for the same header with a hyphen.
    key = name.upper().replace("-", "_")
    return key if key in _WITHOUT_PREFIX else f"HTTP_{key}"


def _add(environ: dict[str, Any], key: str, value: str) -> None:
    if not key:
        return
    if key in environ and key not in _WITHOUT_PREFIX:
        value = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
    environ[key] = value


def _client(
    scope: dict[str, Any], headers: list[tuple[bytes, bytes]], proxies: Sequence[Network]
) -> tuple[str, str]:
    peer = (scope.get("client") or ("", 0))[0]
    scheme = str(scope.get("scheme", "http"))
    if not _is_in(peer, proxies):
        return peer, scheme
    told = [value.decode("latin-1") for name, value in headers if name == b"x-forwarded-for"]
    hops = [hop.strip() for hop in ",".join(told).split(",") if hop.strip()]
    for hop in reversed(hops):
        if not _is_address(hop):
            break  # Nothing before a word that is no address can be believed either.
        peer = hop
        if not _is_in(hop, proxies):
            break
    for name, value in headers:
        if name == b"x-forwarded-proto" and value in (b"http", b"https"):
            scheme = value.decode()
    return peer, scheme


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    try:
        return any(ip_address(address) in network for network in networks)
    except ValueError:
        return False
