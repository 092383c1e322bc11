"""Names: how they are written, which are kept back, what is proposed instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portevoix.domain.accounts import names


@pytest.mark.parametrize("name", ["alice", "bob_2", "_", "0", "a" * 30])
def test_a_plain_name_is_good(name: str) -> None:
    assert names.fault(name) is None


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "blank"),
        ("a" * 31, "too_long"),
        ("chloé", "invalid"),
        ("a-b", "invalid"),
        ("a b", "invalid"),
        ("alice\n", "invalid"),
        ("Alice", "invalid"),
        ("аlice", "invalid"),
        ("admin", "reserved"),
        ("house", "reserved"),
        ("sign_in", "reserved"),
        ("oauth", "reserved"),
    ],
)
def test_a_name_has_its_fault(name: str, fault: str) -> None:
    assert names.fault(name) == fault


# The first parts of the addresses of pages, API and wire.
ADDRESSES = """
house world tags lists write drafts scheduled notifications search bookmarks
favourites rooms conversations connections path introductions hails doors moments encounters tomes
settings desk keep join welcome about rules privacy accessibility keys share authorize_interaction
actor inbox users api oauth nodeinfo
"""


@pytest.mark.parametrize("part", ADDRESSES.split())
def test_what_begins_an_address_is_reserved(part: str) -> None:
    assert names.fault(part) == "reserved"


def test_a_name_is_normalised() -> None:
    assert names.normalise("  @Alice ") == "alice"


@given(st.text(max_size=40), st.sets(st.integers(2, 6)))
def test_proposals_are_three_free_and_good_names(name: str, gone: set[int]) -> None:
    taken = {candidate for number in gone for candidate in (f"alice{number}", f"member{number}")}
    proposals = names.propose(names.normalise(name), taken.__contains__)
    assert len(set(proposals)) == 3
    assert all(names.fault(one) is None and one not in taken for one in proposals)
