"""A long text in parts: none too long, no word lost, cut where one pauses."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from portevoix.kernel.text.length import mastodon_length
from portevoix.kernel.text.split import split

_LINK = "https://leaf.example/" + "a" * 60
_PARTS = ["word", "longer-word", ". ", " ", "\n\n", "\n", "é", "👩\u200d👩\u200d👧", _LINK]
_TEXT = st.lists(st.sampled_from(_PARTS)).map("".join)


@given(_TEXT, st.integers(30, 80))
def test_every_part_fits_and_nothing_is_lost(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(mastodon_length(part) <= limit for part in parts)
    assert all(part.strip() for part in parts)
    assert regex.sub(r"\s+", "", "".join(parts)) == regex.sub(r"\s+", "", text)


def test_it_is_cut_where_one_pauses() -> None:
    assert split("One. Two. Three.", 10) == ["One. Two.", "Three."]
    assert split("First lines\n\nthen others", 15) == ["First lines", "then others"]
    assert split("short", 15) == ["short"]
    assert split("  ", 15) == []
    assert split("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
