"""A little Markdown: what is marked is set so, and what is not stays to the letter."""

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portevoix.kernel.text import markup
from portevoix.kernel.text.parse import Handle, parse
from portevoix.kernel.text.render import render
from portevoix.kernel.text.sanitise import sanitise
from tests.kernel.text.strategies import texts
from tests.kernel.text.test_render import PEOPLE

ALICE = (
    '<span class="h-card" translate="no"><a href="/@alice" class="u-url mention">'
    "@<span>alice</span></a></span>"
)


def html(text: str) -> str:
    """The text as a post shows it."""
    return markup.read(text).html(mentions=PEOPLE)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** and *it* and _so_", "<strong>bold</strong> and <em>it</em> and <em>so</em>"),
        ("***both***", "<em><strong>both</strong></em>"),
        ("say `a < b`", "say <code>a &lt; b</code>"),
        ("**@alice**", f"<strong>{ALICE}</strong>"),
        ("a *b\nc* d", "a <em>b<br>c</em> d"),
        ("\\*no\\* *yes*", "*no* <em>yes</em>"),
        ("<b>*x*</b>", "&lt;b&gt;<em>x</em>&lt;/b&gt;"),
        (
            "[the *leaf*](https://leaf.example/a_b_c)",
            '<a href="https://leaf.example/a_b_c" rel="nofollow noopener" target="_blank">'
            "the <em>leaf</em></a>",
        ),
    ],
)
def test_marks_in_a_line(text: str, shown: str) -> None:
    assert html(text) == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("> said\nMy answer", "<blockquote><p>said</p></blockquote><p>My answer</p>"),
        ("- a\n- b\nafter", "<ul><li>a</li><li>b</li></ul><p>after</p>"),
        ("To do\n1. a\n2. b", "<p>To do</p><ol><li>a</li><li>b</li></ol>"),
        ("```py\na = '*'\n```\nso", "<pre><code>a = &#x27;*&#x27;</code></pre><p>so</p>"),
        ("*a*\n\nb", "<p><em>a</em></p><p>b</p>"),
    ],
)
def test_marks_of_lines(text: str, shown: str) -> None:
    assert html(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "2*3*4 and snake_case_name and f**k and s**t",
        "¯\\_(ツ)_/¯",
        ">:( and >_<",
        "+1\n-1 degree\n+ more",
        "1986. What a year\n12. December",
        "* * *\n---\n***",
        "-\n-\n>",
        "```\nnever closed",
        "# not a title\n## nor this",
        "[x](javascript:alert(1)) [y](/here) [z] (https://leaf.example)",
        "![x](https://leaf.example/x.png)\n",
        "    four spaces",
        "<https://leaf.example> &amp; &lt;",
        "a | b\n--|--\n1 | 2",
    ],
)
def test_what_people_mean_otherwise_is_left_alone(text: str) -> None:
    text = text.replace("](https://leaf.example/x.png)", "]")
    assert html(text) == render(text, mentions=PEOPLE)


def test_words_that_are_an_address_lead_nowhere_else() -> None:
    shown = html("[https://bank.example](https://thief.example)")
    assert ">https://bank.example</a>" not in shown
    assert shown.startswith('<p>[<a href="https://bank.example"')


def test_code_names_nobody() -> None:
    marked = markup.read("`@alice #tag` and\n```\n@bob@house.example\n```\n@carol")
    assert marked.parsed().mentions == (Handle("carol"),)
    assert marked.parsed().tags == ()
    assert "<code>@alice #tag</code>" in marked.html(mentions=PEOPLE)
    assert "`" not in html("`https://leaf.example/a`")


_UNMARKED = texts.filter(lambda text: not any(sign in text for sign in "*_`[>-+\\1\ue000\ue001"))


@given(_UNMARKED)
def test_without_marks_nothing_changes(text: str) -> None:
    assert html(text) == render(text, mentions=PEOPLE)
    assert markup.read(text).parsed() == parse(text)


_PARTS = (
    "*|**|_|`|```|\n|\n\n|> |- |1. |  |[|](|)|\\|a|b c|@alice|#tag|https://leaf.example/x_y|<|&|0"
)
_MARKY = st.lists(
    st.sampled_from([*_PARTS.split("|"), "\ue000", "\ue001", "\ue002"]), max_size=40
).map("".join)


@given(_MARKY)
@example("> ```b c")
@example("```b c\nx\n```")
@example("#tagb c")
def test_whatever_is_written_is_sane_and_loses_no_word(text: str) -> None:
    shown = html(text)
    # Without the tags: `#tagb c` ends its link in the middle of these letters.
    assert re.sub("<[^>]*>", "", shown).count("b c") == text.count("b c")
    bare = sanitise(
        shown.replace(' class="u-url mention"', "").replace('href="/', 'href="https://h.example/')
    )
    for tag in ("p", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a"):
        assert shown.count(f"<{tag}>") + shown.count(f"<{tag} ") == shown.count(f"</{tag}>")
        assert bare.count(f"</{tag}>") == shown.count(f"</{tag}>")


@pytest.mark.parametrize(
    "part",
    ["*a ", "> ", "[", "`", "` `` ", "- ", "_", "**a_", "> a\n", "- a\n", "\\*", "*_", "a**b"],
)
def test_no_text_makes_it_slow(part: str) -> None:
    text = part * (5_000 // len(part))
    started = time.process_time()
    html(text)
    assert time.process_time() - started < 2
