"""Addresses of this house, made and recognised."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portevoix.kernel.hosts import host_of, same_origin
from portevoix.wire import addresses


@pytest.fixture
def on_a_port(settings: Any) -> None:
    settings.PORTEVOIX = replace(settings.PORTEVOIX, origin="http://127.0.0.1:8001")


@pytest.fixture(autouse=True)
def home(settings: Any) -> None:
    settings.PORTEVOIX = replace(settings.PORTEVOIX, origin="https://home.example")


def test_what_is_made_is_recognised() -> None:
    assert addresses.actor_uri("bob") == "https://home.example/users/bob"
    assert addresses.actor_uri("house") == "https://home.example/actor"
    assert addresses.local_actor_name(addresses.actor_uri("house")) == "house"
    for name in (addresses.actor_uri("bob"), addresses.profile_url("bob")):
        assert addresses.local_actor_name(name) == "bob"
    for made in (addresses.post_uri("bob", 7), addresses.post_url("bob", 7)):
        assert addresses.local_post_id(made) == 7
        assert addresses.local_actor_name(made) is None


@pytest.mark.parametrize(
    ("uri", "host"),
    [
        ("https://Peer.Example/x", "peer.example"),
        ("https://peer.example:443/", "peer.example"),
        ("http://peer.example:80/", "peer.example"),
        ("https://peer.example:8443/", "peer.example:8443"),
        ("https://peer.example./", "peer.example"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("http://[::1]:8000/", "[::1]:8000"),
        ("ftp://peer.example/", ""),
        ("https:///x", ""),
        ("https://peer.example:x/", ""),
        ("", ""),
    ],
)
def test_hosts(uri: str, host: str) -> None:
    assert host_of(uri) == host


def test_two_houses_on_one_machine_are_two(on_a_port: None) -> None:
    assert addresses.is_local("http://127.0.0.1:8001/users/bob")
    assert not addresses.is_local("http://127.0.0.1:8002/users/bob")
    assert not same_origin("http://127.0.0.1:8001/a", "http://127.0.0.1:8002/a")
    assert not same_origin("http://peer.example/", "https://peer.example/")


@given(st.text(max_size=60))
def test_any_text_is_of_this_house_or_not(text: str) -> None:
    for uri in (text, f"https://home.example/{text}"):
        addresses.local_actor_name(uri)
        post_id = addresses.local_post_id(uri)
        assert post_id is None or post_id < 2**63
