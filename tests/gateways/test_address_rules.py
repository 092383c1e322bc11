"""C1: only global unicast is spoken to, however an address is spelt."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portevoix.gateways.address_rules import is_public, is_within, networks

REFUSED = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254",
    "127.0.0.1", "127.1.2.3", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.0.0.1", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255",
    "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::10.0.0.1", "::ffff:127.0.0.1", "::ffff:10.1.2.3",
    "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
    "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2001:10::1", "2001:20::1",
    "2002:7f00:1::", "2002:c0a8:1::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1",
    "fe80::1", "fe80::1%1", "fec0::1", "ff02::1", "ff0e::1",
]  # fmt: skip
ALLOWED = [
    "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1",
    "192.88.98.1", "198.17.0.1", "223.255.255.254", "2600::1", "2a00:1450:4007:80e::200e",
    "::ffff:8.8.8.8", "64:ff9b::808:808",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_c1_address_is_refused(text: str) -> None:
    assert not is_public(ip_address(text))


def test_c1_table_is_long_enough() -> None:
    assert len(REFUSED) >= 40


@pytest.mark.parametrize("text", ALLOWED)
def test_global_unicast_is_allowed(text: str) -> None:
    assert is_public(ip_address(text))


@given(st.ip_addresses(v=4))
def test_c1_an_address_carried_inside_another_is_judged_as_itself(address: object) -> None:
    inner = ip_address(str(address))
    for prefix in ("::ffff:", "::", "64:ff9b::"):
        assert is_public(ip_address(f"{prefix}{inner}")) == is_public(inner)


def test_allow_private_peers_lets_exactly_those_addresses() -> None:
    blocks = networks(["127.0.0.0/8", "fd00::/8"])
    assert is_within(ip_address("127.3.4.5"), blocks)
    assert is_within(ip_address("::ffff:127.0.0.1"), blocks)
    assert is_within(ip_address("fd12::1"), blocks)
    assert not is_within(ip_address("10.0.0.1"), blocks)
