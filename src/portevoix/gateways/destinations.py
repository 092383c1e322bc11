"""Judges where a request wants to go, before anything is sent and again when a socket opens.

A name is resolved once; every address it has is judged, and the connection goes
to those addresses and no other, so a name that changes meanwhile gains nothing.
"""

import asyncio
import re
import socket
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from portevoix.gateways import address_rules
from portevoix.gateways.outgoing_errors import RefusedError, UnreachableError
from portevoix.kernel import config, hosts

CONNECT_SECONDS = 5
_PORTS = frozenset({80, 443})
_ENDS_IN_A_NUMBER = re.compile(r"(?:^|\.)(?:[0-9]+|0[xX][0-9A-Fa-f]*)\.?$")
_checked: ContextVar["Destination"] = ContextVar("destination")


@dataclass(frozen=True)
class Destination:
    """An address on the web whose network addresses have been judged."""

    url: URL
    addresses: tuple[address_rules.Address, ...]


async def check(text: str) -> Destination:
    """Returns where `text` leads. Raises RefusedError, or UnreachableError for an unknown name.

    Rules: https, ports 80 and 443, global unicast. Addresses inside
    ALLOW_PRIVATE_PEERS may use http and any port. While this house is itself on
    loopback, only those may be reached.
    """
    url = parse(text)
    if not hosts.federation_is_on():
        raise RefusedError("federation_off")
    if url.scheme != "https" and not _private_peers():
        raise RefusedError("not_https")
    addresses = await _resolve(url)
    private = _private_peers()
    if all(address_rules.is_within(address, private) for address in addresses):
        return Destination(url, addresses)
    if not all(address_rules.is_public(address) for address in addresses):
        raise RefusedError("address_not_public")
    if config.current().is_loopback:
        raise RefusedError("house_is_on_loopback")
    if url.scheme != "https":
        raise RefusedError("not_https")
    if url.port not in _PORTS:
        raise RefusedError("port")
    return Destination(url, addresses)


def parse(text: str) -> URL:
    """Returns `text` as a URL, its bytes kept as they are. Raises RefusedError."""
    if len(text) > 2048 or any(ord(sign) <= 0x20 or ord(sign) == 0x7F for sign in text):
        raise RefusedError("bad_address")
    try:
        url = URL(text, encoded=text.isascii())
        usable = url.scheme in ("http", "https") and bool(url.host) and url.port is not None
    except ValueError:
        raise RefusedError("bad_address") from None
    if not usable or url.user is not None or url.password is not None or "\\" in text:
        raise RefusedError("bad_address")
    return url.with_fragment(None)


async def _resolve(url: URL) -> tuple[address_rules.Address, ...]:
    host = url.host or ""
    literal = address_rules.parse(host)
    if literal is not None:
        return (literal,)
    if _ENDS_IN_A_NUMBER.search(host):
        # "127.1" and "0x7f000001": addresses only to some resolvers, so to nobody here.
        raise RefusedError("bad_address")
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            found = await look_up(hosts.a_label(host), url.port or 443)
    except (OSError, UnicodeError, TimeoutError) as error:
        raise UnreachableError(f"no address for {host}: {error}") from error
    addresses = tuple(address for text in found if (address := address_rules.parse(text)))
    if not addresses:
        raise UnreachableError(f"no address for {host}")
    return addresses


async def look_up(host: str, port: int) -> list[str]:
    """Returns the network addresses of a host name, from the system. Tests put their own here."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def pin(destination: Destination) -> None:
    """Makes connections of this task go to the addresses of `destination`."""
    _checked.set(destination)


class PinnedResolver(AbstractResolver):
    """Answers only with the addresses that were judged for this very request."""

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,
    ) -> list[ResolveResult]:
        """Returns the pinned addresses. Raises OSError for any other host."""
        destination = _checked.get(None)
        if destination is None or destination.url.raw_host != host:
            raise OSError(f"{host} was not checked")
        return [_result(host, port, address) for address in destination.addresses]

    async def close(self) -> None:
        """Holds nothing."""


def _result(host: str, port: int, address: address_rules.Address) -> ResolveResult:
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    return ResolveResult(
        hostname=host,
        host=str(address),
        port=port,
        family=family,
        proto=0,
        flags=socket.AI_NUMERICHOST,
    )


def open_socket(info: tuple[Any, ...]) -> socket.socket:
    """Makes the socket for one connection. Raises OSError if its address breaks the rules."""
    family, kind, protocol, _, target = info
    address = address_rules.parse(str(target[0]))
    if address is None or not _may_connect(address):
        raise OSError(f"{target[0]} is not an address this house speaks to")
    made = socket.socket(family, kind, protocol)
    made.setblocking(False)
    return made


def _may_connect(address: address_rules.Address) -> bool:
    return address_rules.is_within(address, _private_peers()) or address_rules.is_public(address)


def _private_peers() -> tuple[address_rules.Network, ...]:
    return _parsed(tuple(config.current().allow_private_peers))


@lru_cache(maxsize=8)
def _parsed(blocks: tuple[str, ...]) -> tuple[address_rules.Network, ...]:
    return address_rules.networks(blocks)
