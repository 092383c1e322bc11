"""Addresses to return to: exact, but for the port of this machine."""

import pytest

from portevoix.domain.access.redirects import OUT_OF_BAND, checked, matches
from portevoix.kernel.errors import Invalid

LOOPBACK = "http://127.0.0.1/back"


@pytest.mark.parametrize(
    "uri", ["https://app.example/", "app.example:/back", "seagull://", OUT_OF_BAND, LOOPBACK]
)
def test_an_address_may_be_registered(uri: str) -> None:
    assert checked(uri) == uri


@pytest.mark.parametrize(
    "uri",
    ["", "/back", "javascript:x", "JavaScript:x", "data:x", "vbscript:x", "https://", "https://a/#b",
     "https://a b/", "https://é.example/", "https://a:99999/", "file:///etc/passwd"],
)  # fmt: skip
def test_an_address_may_not(uri: str) -> None:
    with pytest.raises(Invalid):
        checked(uri)


@pytest.mark.parametrize("asked", [LOOPBACK, "http://127.0.0.1:4711/back"])
def test_an_app_on_this_machine_takes_any_port(asked: str) -> None:
    assert matches([LOOPBACK], asked)
    assert matches(["http://[::1]:1/back"], "http://[::1]:2/back")


@pytest.mark.parametrize(
    "asked",
    ["http://127.0.0.1:4711/other", "http://127.0.0.2/back", "https://127.0.0.1/back",
     "http://localhost/back", "http://x@127.0.0.1/back", "http://127.0.0.1/back?x=1",
     "http://127.0.0.1/back#x"],
)  # fmt: skip
def test_nothing_else_differs(asked: str) -> None:
    assert not matches([LOOPBACK], asked)


def test_a_name_keeps_its_port() -> None:
    assert not matches(["http://localhost:1/back"], "http://localhost:2/back")
    assert not matches(["https://app.example/back"], "https://app.example:444/back")
