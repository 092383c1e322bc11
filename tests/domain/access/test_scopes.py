"""Scopes and their parents."""

import pytest

from portevoix.domain.access.scopes import KNOWN, allows, parse, within
from portevoix.kernel.errors import Invalid


@pytest.mark.parametrize(
    ("granted", "wanted"),
    [
        ("read", "read:statuses"),
        ("read:statuses", "read:statuses"),
        ("follow", "write:follows"),
        ("follow", "read:blocks"),
        ("admin:read", "admin:read:accounts"),
        ("profile", "profile / read:accounts"),
        ("read", "profile / read:accounts"),
    ],
)
def test_a_scope_covers(granted: str, wanted: str) -> None:
    assert allows(granted.split(), wanted)


@pytest.mark.parametrize(
    ("granted", "wanted"),
    [
        ("read:statuses", "read"),
        ("read", "write:statuses"),
        ("write", "admin:write"),
        ("follow", "write:statuses"),
        ("", "read"),
        ("push", "profile / read:accounts"),
    ],
)
def test_a_scope_does_not_cover(granted: str, wanted: str) -> None:
    assert not allows(granted.split(), wanted)


def test_words_are_read_once_each_in_their_order() -> None:
    assert parse("write read  write") == ("write", "read")
    with pytest.raises(Invalid):
        parse("read everything")


def test_every_known_scope_is_within_its_topmost() -> None:
    tops = ["read", "write", "follow", "push", "profile", "admin:read", "admin:write"]
    assert within(tops, KNOWN)
