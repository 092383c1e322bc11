"""HTML from elsewhere: only what wire.md 8.2 allows, whatever is sent."""

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portevoix.kernel.text.sanitise import plain, sanitise
from tests.kernel.text.strategies import MARKUP, markup
from tests.kernel.text.test_render import Reader
from tests.kernel.text.xss_corpus import CORPUS

COMMON = {"lang", "translate"}
ALLOWED = {
    **dict.fromkeys(
        [
            "br",
            "del",
            "s",
            "pre",
            "code",
            "em",
            "strong",
            "b",
            "i",
            "u",
            "ul",
            "blockquote",
            "ruby",
            "rt",
            "rp",
            "sub",
            "sup",
        ],
        COMMON,
    ),
    "p": COMMON | {"class"},
    "span": COMMON | {"class"},
    "a": COMMON | {"href", "class", "rel", "target"},
    "ol": COMMON | {"start", "reversed"},
    "li": COMMON | {"value"},
}
SCHEME = re.compile(r"(https?|dat|dweb|ipfs|ipns|ssb|gopher|xmpp|magnet|gemini):", re.IGNORECASE)


def judge(html: str) -> None:
    reader = Reader()
    reader.feed(html)
    reader.close()
    for tag, attributes in reader.tags:
        assert set(attributes) <= ALLOWED[tag], (tag, attributes)
        if tag == "a":
            assert SCHEME.match((attributes["href"] or "").strip())
            assert (attributes["rel"] or "").startswith("nofollow noopener")
            assert attributes["target"] == "_blank"
    assert "\x00" not in html
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", html)


@pytest.mark.parametrize(("attack", "expected"), CORPUS, ids=range(len(CORPUS)))
def test_each_attack_leaves_what_is_expected(attack: str, expected: str) -> None:
    assert sanitise(attack) == expected


def test_the_corpus_is_large_enough() -> None:
    assert len({attack for attack, _ in CORPUS}) >= 50


@given(markup | st.text())
def test_only_what_is_allowed_comes_out(html: str) -> None:
    judge(sanitise(html))


@given(markup | st.text())
def test_sanitising_twice_is_sanitising_once(html: str) -> None:
    once = sanitise(html)
    assert sanitise(once) == once


def test_ten_thousand_random_strings_are_all_survived() -> None:
    dice = random.Random(20260101)
    letters = "<>/=\"' &;#x!-[]?abhpst\x00\u202e\ud800é\n"
    for _ in range(10_000):
        pieces = [
            dice.choice(MARKUP) if dice.random() < 0.6 else dice.choice(letters)
            for _ in range(dice.randrange(1, 25))
        ]
        html = "".join(pieces)
        judge(sanitise(html))
        plain(html)


def test_what_mastodon_sends_keeps_its_shape() -> None:
    given_html = (
        '<p><span class="h-card" translate="no"><a href="https://home.example/@bob" '
        'class="u-url mention">@<span>bob</span></a></span> the seedlings survived '
        '<a href="https://leaf.example/tags/Garden" class="mention hashtag" rel="tag">'
        "#<span>Garden</span></a></p>"
    )
    assert sanitise(given_html) == given_html.replace(
        'class="u-url mention"', 'class="u-url mention" rel="nofollow noopener" target="_blank"'
    ).replace('rel="tag"', 'rel="nofollow noopener tag" target="_blank"')


def test_headings_become_strong_paragraphs() -> None:
    assert sanitise("<h2>Leek</h2><p>Slice.</p>") == ("<p><strong>Leek</strong></p><p>Slice.</p>")


def test_lists_ruby_and_quotes_are_kept() -> None:
    kept = (
        '<ol start="3" reversed=""><li value="2">a</li></ol><blockquote>q</blockquote>'
        "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby><sub>2</sub><pre><code>x</code></pre>"
    )
    assert sanitise(kept) == kept


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>one<br>two</p><p>three</p>", "one\ntwo\n\nthree"),
        ("<p>a &lt;b&gt; &amp; c&nbsp;d</p>", "a <b> & c\xa0d"),
        ("<script>x</script>y", "y"),
        ('<a href="https://leaf.example"><span class="invisible">https://</span>leaf.example</a>',
         "https://leaf.example"),
        ("<h1>t<p>x", "t\n\nx"),
        ('<p lang="fr" class="z">été</p>', "été"),
        ("just words", "just words"),
        ("&lt;script&gt;", "<script>"),
        ("", ""),
    ],
)  # fmt: skip
def test_plain(html: str, words: str) -> None:
    assert plain(html) == words


MALICE = {
    "open": "<", "tags": "<b>", "divs": "<div>", "quotes": "<blockquote>", "headings": "<h1><p>",
    "comments": "<!--", "signs": "&", "overrides": "&#x202e;",
    "tables": "<table><tr><td><b class=x>",
    "links": "<a href=https://x.example>", "svg": "<svg><td>", "ruby": "<ruby><rt>", "ends": "</i>",
    "mentions": "@a", "marks": "a" + "\u0301" * 9, "attributes": "<b a", "named": "&amp;",
}  # fmt: skip


@pytest.mark.parametrize("unit", MALICE.values(), ids=MALICE)
def test_a_megabyte_of_malice_is_over_soon(unit: str) -> None:
    began = time.process_time()
    sanitise(unit * (1_000_000 // len(unit)))
    plain(unit * (1_000_000 // len(unit)))
    assert time.process_time() - began < 3.0


def test_formatting_that_differs_in_attributes_does_not_multiply() -> None:
    html = "<p>" + "".join(f"<b class=x{n}>" for n in range(3_000)) + "</p><p>x" * 3_000
    assert len(sanitise(html)) < 200_000


def test_depth_within_the_bound_is_parsed_soon() -> None:
    began = time.process_time()
    for unit in ("<div>", "<span>", "<ul><li>", "<blockquote>"):
        sanitise(unit * (11_900 // unit.count("<")))
    assert time.process_time() - began < 8.0
