"""One stream of words for every language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portevoix.kernel.text.words import bare, sought, words


def is_in(query: str, text: str) -> bool:
    """Whether the words sought stand next to each other among those of `text`."""
    stream = list(words(text))
    wanted, begins = sought(query)
    starts = range(len(stream) - len(wanted) + 1)
    for start in starts:
        part = stream[start : start + len(wanted)]
        last = part[-1].startswith(wanted[-1]) if begins else part[-1] == wanted[-1]
        if part[:-1] == wanted[:-1] and last:
            return True
    return False


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ETE", "L'été dernier"),
        ("oeuvre", "Une œuvre"),
        ("strasse", "Große Straße"),
        ("ﬁn", "fin"),
        ("東京", "昨日、東京都へ行った"),
        ("京", "昨日、東京都へ行った"),
        ("都", "東京都"),
        ("京都python", "東京都 Python"),
        ("नमस्ते", "नमस्ते दुनिया"),
        ("foo bar", "FOO_bar"),
        ("🎉", "Party 🎉!"),
        ("ชา", "ชาไทย"),
    ],
)
def test_what_a_reader_finds_alike_is_found(query: str, text: str) -> None:
    assert is_in(query, text)


@pytest.mark.parametrize(("query", "text"), [("京東", "東京"), ("est", "reste"), ("ka", "が")])
def test_what_is_another_word_is_not(query: str, text: str) -> None:
    assert not is_in(query, text)


@given(st.text())
def test_any_text_is_found_by_itself(text: str) -> None:
    stream = list(words(text))
    assert bare(bare(text)) == bare(text)
    assert not stream or is_in(text, text)
    assert all(word and not set(word) & set(" \n\t\0\"'\\()*:&|!<>") for word in stream)
