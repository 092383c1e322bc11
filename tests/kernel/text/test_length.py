"""The length that apps of Mastodon show beside the box."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portevoix.kernel.text import graphemes
from portevoix.kernel.text.length import mastodon_length
from tests.kernel.text.strategies import texts


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("hello", 5),
        ("é", 1),
        ("e\u0301", 1),
        ("👩‍👩‍👧‍👦", 1),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 1),
        ("नि", 1),
        ("https://leaf.example", 23),
        ("https://leaf.example/" + "a" * 300, 23),
        ("(https://leaf.example/a).", 26),
        ("@alice", 6),
        ("@bob@house.example", 4),
        ("@bob@house.example:3000 hi", 7),
        ("#garden", 7),
        ("leaf.example", 12),
    ],
)
def test_length(text: str, length: int) -> None:
    assert mastodon_length(text) == length


@given(st.text(alphabet=st.characters(categories=["Ll", "Lu", "Nd"]), max_size=50))
def test_plain_letters_count_one_each_at_most(text: str) -> None:
    assert mastodon_length(text) <= len(text)


@given(texts)
def test_a_line_break_after_it_adds_one(text: str) -> None:
    assert mastodon_length(text + "\n\n") == mastodon_length(text.rstrip("\r") + "\n") + 1


def test_an_endless_cluster_is_not_one_character() -> None:
    assert mastodon_length("👩" + "\u200d👩" * 8_000) >= 1_000


@given(texts, st.integers(min_value=0, max_value=20))
def test_a_cut_is_a_start_that_fits_and_ends_between_clusters(text: str, limit: int) -> None:
    start = graphemes.cut(text, limit)
    assert text.startswith(start)
    assert len(start) <= limit
    assert list(graphemes.graphemes(text))[: len(list(graphemes.graphemes(start)))] == list(
        graphemes.graphemes(start)
    )


@pytest.mark.parametrize("unit", ["<", "@a", "http://a.bc ", "\u0301", "👩\u200d", "\r"])
def test_a_megabyte_is_counted_in_linear_time(unit: str) -> None:
    began = time.process_time()
    mastodon_length(unit * (1_000_000 // len(unit)))
    assert time.process_time() - began < 2.0
