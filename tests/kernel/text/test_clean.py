"""What text loses before it is stored (security.md D12)."""

from hypothesis import given
from hypothesis import strategies as st

from portevoix.kernel.text.clean import clean_line, clean_text, scrub
from portevoix.kernel.text.fold import fold
from tests.kernel.text.strategies import texts

FORBIDDEN = {chr(c) for c in range(32)} - {"\n", "\t"} | {"\x7f"}
FORBIDDEN |= {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}

any_text = texts | st.text() | st.text(alphabet=st.characters(codec=None))


@given(any_text)
def test_nothing_that_deceives_or_breaks_is_left(text: str) -> None:
    for cleaned in (scrub(text), clean_text(text), clean_line(text, 100)):
        assert not FORBIDDEN & set(cleaned)
        cleaned.encode()


@given(any_text)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert scrub(scrub(text)) == scrub(text)
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text, 30), 30) == clean_line(text, 30)


@given(any_text, st.integers(min_value=1, max_value=40))
def test_a_line_is_one_line_that_fits(text: str, limit: int) -> None:
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert line == line.strip()
    assert not {"\n", "\t"} & set(line)


def test_text_keeps_its_lines() -> None:
    assert clean_text("  a\r\nb\rc\u2028d\te \x00\u202e\n") == "a\nb\nc\nd\te"


def test_marks_are_not_stacked_without_end() -> None:
    assert clean_text("Z" + "\u0335" * 40 + "a") == "Z" + "\u0335" * 5 + "a"
    assert clean_text("हिन्दी ผู้ใหญ่ Tiếng שָׁלוֹם") == "हिन्दी ผู้ใหญ่ Tiếng שָׁלוֹם"


def test_a_lone_surrogate_becomes_a_replacement() -> None:
    assert clean_text("a\ud800b") == "a\ufffdb"


def test_a_name_of_nothing_is_no_name() -> None:
    assert clean_line("\u200b\u200e \u3164\u2060", 40) == ""
    assert clean_line(" Chloé\n\u200bMartin ", 40) == "Chloé Martin"
    assert clean_line("👩‍👩‍👧 می‌خواهم", 40) == "👩‍👩‍👧 می‌خواهم"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_that_are_the_same_to_a_reader_fold_alike() -> None:
    assert fold("ÉTÉ") == fold("e\u0301te\u0301") == "été"
    assert fold("Ｇａｒｄｅｎ") == "garden"
    assert fold("STRASSE") == fold("straße")
