"""Which addresses of the network this house may speak to. Pure; the HTTP client asks for each one.

Only global unicast is allowed. Python's `is_global` alone has had holes (and
differs between its versions), so a list of our own stands beside it; addresses
that carry an IPv4 address inside are judged by that one.
"""

from collections.abc import Iterable, Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_DENIED_V4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_ALLOWED_V6 = IPv6Network("2000::/3")
_DENIED_V6 = tuple(
    IPv6Network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
_CARRIES_V4 = tuple(IPv6Network(block) for block in ("::ffff:0:0/96", "::/96", "64:ff9b::/96"))


def is_public(address: Address) -> bool:
    """Whether `address` is global unicast: the only kind that may be reached without a setting."""
    inner = unwrapped(address)
    if isinstance(inner, IPv4Address):
        return inner.is_global and not any(inner in block for block in _DENIED_V4)
    if inner.scope_id is not None:
        return False
    denied = any(inner in block for block in _DENIED_V6)
    return inner.is_global and inner in _ALLOWED_V6 and not denied


def unwrapped(address: Address) -> Address:
    """Returns the IPv4 address carried inside (mapped, compatible, NAT64), or `address` itself."""
    if isinstance(address, IPv6Address) and any(address in block for block in _CARRIES_V4):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def parse(text: str) -> Address | None:
    """Returns the address that `text` spells in the usual way, brackets allowed, or None."""
    try:
        return ip_address(text.strip("[]"))
    except ValueError:
        return None


def networks(blocks: Iterable[str]) -> tuple[Network, ...]:
    """Returns the networks that a setting names. Raises ValueError when one is none."""
    return tuple(ip_network(block.strip(), strict=False) for block in blocks if block.strip())


def is_within(address: Address, blocks: Sequence[Network]) -> bool:
    """Whether `address`, or the IPv4 address it carries, is in one of `blocks`."""
    inner = unwrapped(address)
    return any(address in block or inner in block for block in blocks)
