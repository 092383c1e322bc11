"""Makes the environ of PEP 3333 from an ASGI scope."""

import sys
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import IO, Any

Network = IPv4Network | IPv6Network


def environ_of(
    scope: dict[str, Any], body: IO[bytes], proxies: Sequence[Network]
) -> dict[str, Any]:
    """Returns the environ; what proxies say of the client is believed of trusted ones only."""
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    address, scheme = _client(scope, headers, proxies)
    server, port = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "RAW_URI": _raw_target(scope),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server,
        "SERVER_PORT": str(port or 80),
        "REMOTE_ADDR": address,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in headers:
        _add(environ, raw_name.decode("latin-1"), raw_value.decode("latin-1"))
    return environ


def _raw_target(scope: dict[str, Any]) -> str:
    """Returns path and query as they were sent: signatures of other houses cover these bytes."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    return (raw.partition(b"?")[0] + (b"?" + query if query else b"")).decode("latin-1")


def _add(environ: dict[str, Any], name: str, value: str) -> None:
    if "_" in name:
        return  # Would be taken for the same header with a hyphen.
    key = name.upper().replace("-", "_")
    if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        key = f"HTTP_{key}"
    if key in environ and key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
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
        peer = hop
        if not _is_in(hop, proxies):
            break
    for name, value in headers:
        if name == b"x-forwarded-proto" and value in (b"http", b"https"):
            scheme = value.decode()
    return peer, scheme


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    try:
        return any(ip_address(address) in network for network in networks)
    except ValueError:
        return False
