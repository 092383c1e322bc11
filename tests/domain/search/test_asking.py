"""What is typed is understood, or taken for words; it never fails."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portevoix.domain.search.asking import asked
from portevoix.domain.search.engines import Term
from portevoix.kernel.ids import first_id_at


def day(year: int, month: int, number: int, zone: str = "UTC") -> int:
    return first_id_at(datetime(year, month, number, tzinfo=ZoneInfo(zone)))


def test_words_phrases_and_what_must_not_be_there() -> None:
    found = asked('Jardin "Le Chat" -chien -"deux mots" thé')
    assert found.wanted == [
        Term(("jardin",), True),
        Term(("le", "chat")),
        Term(("the",)),
    ]
    assert found.unwanted == [Term(("chien",), True), Term(("deux", "mots"))]


def test_words_joined_by_signs_are_a_phrase() -> None:
    assert asked("porte-voix").wanted == [Term(("porte", "voix"), True)]
    assert asked("https://a.example/b").wanted == [Term(("https", "a", "example", "b"))]


def test_a_tag_is_a_mark() -> None:
    assert asked("#Été").wanted == [Term(("＃ete",))]


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("since:2024-02-03", day(2024, 2, 3) - 1, None),
        ("after:2024-02-03", day(2024, 2, 4) - 1, None),
        ("before:2024-02", None, day(2024, 2, 1)),
        ("until:2024-12", None, day(2025, 1, 1)),
        ("during:2024", day(2024, 1, 1) - 1, day(2025, 1, 1)),
        ("-before:2024-02-03", day(2024, 2, 3) - 1, None),
    ],
)
def test_days(text: str, above: int | None, below: int | None) -> None:
    found = asked(text)
    assert found.above == (-1 if above is None else above)
    assert found.below == (2**63 - 1 if below is None else below)
    assert not found.wanted


def test_days_are_those_of_the_reader() -> None:
    zone = ZoneInfo("Europe/Paris")
    assert asked("since:2024-07-01", zone=zone).above == day(2024, 7, 1, "Europe/Paris") - 1


@pytest.mark.parametrize(
    "text", ["since:soon", "before:2024-13", "has:everything", "in:paris", "to:bob", "from:"]
)
def test_what_only_looks_like_an_operator_is_words(text: str) -> None:
    found = asked(text)
    assert found.wanted
    assert (found.above, found.below, found.scopes) == (-1, 2**63 - 1, set())


def test_operators() -> None:
    found = asked("from:@bob@Away.example -from:me language:fr-CA is:reply has:link in:home IN:all")
    assert found.authors == [("bob", "away.example")]
    assert found.not_authors == [("me", "")]
    assert found.wanted == [Term(("：fr",)), Term(("；reply",)), Term(("；link",))]
    assert found.scopes == {"home"}


@pytest.mark.parametrize("text", ["", "  ", "-", '""', "!?", "-chien", "in:all"])
def test_too_short(text: str) -> None:
    assert asked(text).is_empty


PIECES = st.sampled_from(
    [
        '"', "-", "from:", "since:", "2024-02-30", "9999", "in:", "mine", "AND", "NOT", "NEAR(",
        ")", "*", "'", "\\", ":*", "&", "|", "!", "<->", "{", "^", "%", "%(viewer)s", "\0",
        "\ud800", "東京", "é", "#", "@", "has:link", "words:", "a", " ", "«", "”",
    ]
)  # fmt: skip
TYPED = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map("".join))


@given(TYPED)
def test_anything_may_be_typed(text: str) -> None:
    found = asked(text, zone=UTC)
    assert -1 <= found.above < 2**63
    assert 0 <= found.below < 2**63
