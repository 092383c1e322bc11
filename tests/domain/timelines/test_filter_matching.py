"""Which filters catch a post: against a plain reading of the rule, letter by letter."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portevoix.domain.timelines.filter_matching import Rule, caught, pattern, searchable

NOW = datetime(2026, 5, 6, tzinfo=UTC)
LETTERS = st.text(alphabet="abAé_1 .-*\n", min_size=1, max_size=5)
KEYWORDS = st.lists(st.tuples(LETTERS, st.booleans()), max_size=3)
TEXTS = st.text(alphabet="abAéÉ_1 .-*\n", max_size=20)


def is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def edge(text: str, place: int) -> bool:
    """Whether a word begins or ends before the letter at `place`."""
    before = place > 0 and is_word(text[place - 1])
    after = place < len(text) and is_word(text[place])
    return before != after


def stands_at(text: str, place: int, keyword: str, whole: bool) -> bool:
    end = place + len(keyword)
    if text[place:end].lower() != keyword.lower():
        return False
    if not whole:
        return True
    begins = not is_word(keyword[0]) or edge(text, place)
    return begins and (not is_word(keyword[-1]) or edge(text, end))


def plain_reading(keywords: list[tuple[str, bool]], text: str) -> str | None:
    """The first place at which a keyword stands; there, the first of the keywords."""
    for place in range(len(text)):
        for keyword, whole in keywords:
            if stands_at(text, place, keyword, whole):
                return text[place : place + len(keyword)]
    return None


def rule(**about: object) -> Rule:
    whole = {"id": 1, "title": "Ferry", "contexts": ("home",), "action": "warn"}
    return Rule(
        **{**whole, "expires_at": None, "pattern": None, "post_ids": frozenset(), **about}  # type: ignore[arg-type]
    )


@given(KEYWORDS, TEXTS)
def test_words_are_found_as_a_plain_reading_finds_them(
    keywords: list[tuple[str, bool]], text: str
) -> None:
    found = caught([rule(pattern=pattern(keywords))], text, [], NOW)
    expected = plain_reading(keywords, text)
    assert [each.word for each in found] == ([] if expected is None else [expected])


def test_what_is_over_catches_nothing() -> None:
    words = pattern([("ferry", True)])
    for when, count in ((NOW, 0), (NOW - timedelta(1), 0), (NOW + timedelta(1), 1), (None, 1)):
        assert len(caught([rule(pattern=words, expires_at=when)], "The FERRY", [], NOW)) == count


def test_a_post_and_what_it_carries_are_caught() -> None:
    [found] = caught([rule(post_ids=frozenset({7, 9}))], "", [7, 8], NOW)
    assert (found.word, found.post_ids) == (None, (7,))


def test_all_that_is_read_is_looked_at() -> None:
    html = '<p>One <a href="/x">two</a></p><p>three &amp; four</p>'
    text = searchable("Warned", html, ("yes", "no"), ("A boat",))
    assert text == "Warned\n\nOne two\n\nthree & four\n\nyes\n\nno\n\nA boat"
