"""What is written becomes HTML of Mastodon's shape, and nothing in it acts."""

import time
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given

from portevoix.kernel.text.parse import Handle
from portevoix.kernel.text.render import MentionLink, absolute, render
from portevoix.kernel.text.sanitise import sanitise
from tests.kernel.text.strategies import texts

PEOPLE = {
    Handle("alice"): MentionLink("/@alice", "alice"),
    Handle("bob", "house.example"): MentionLink("https://house.example/@bob", "bob"),
}


def html(text: str) -> str:
    return render(text, mentions=PEOPLE)


def test_lines_and_paragraphs() -> None:
    assert html("one\ntwo\n\n\nthree") == "<p>one<br>two</p><p>three</p>"
    assert html("\nfirst\n") == "<p>first</p>"
    assert html("") == ""
    assert html(" \n ") == ""


def test_a_mention_of_someone_known() -> None:
    assert html("@Alice hi") == (
        '<p><span class="h-card" translate="no"><a href="/@alice" class="u-url mention">'
        "@<span>alice</span></a></span> hi</p>"
    )
    assert 'href="https://house.example/@bob"' in html("@bob@house.example")


def test_a_mention_of_nobody_stays_text() -> None:
    assert html("@nobody @bob") == "<p>@nobody @bob</p>"


def test_a_tag() -> None:
    assert html("#Été") == (
        '<p><a href="/tags/%C3%A9t%C3%A9" class="mention hashtag" rel="tag">'
        "#<span>Été</span></a></p>"
    )


def test_a_short_link() -> None:
    assert html("https://www.leaf.example/a?b=1&c=2") == (
        '<p><a href="https://www.leaf.example/a?b=1&amp;c=2" rel="nofollow noopener"'
        ' translate="no" target="_blank"><span class="invisible">https://www.</span>'
        '<span class="">leaf.example/a?b=1&amp;c=2</span><span class="invisible"></span></a></p>'
    )


def test_a_long_link_is_shortened_to_the_eye_only() -> None:
    shown = html("https://leaf.example/" + "a" * 40)
    assert '<span class="ellipsis">leaf.example/' + "a" * 17 + "</span>" in shown
    assert '<span class="invisible">' + "a" * 23 + "</span></a>" in shown


def test_markup_is_text() -> None:
    assert html("<b>\"&'</b>") == "<p>&lt;b&gt;&quot;&amp;&#x27;&lt;/b&gt;</p>"


def test_absolute_completes_links_of_this_house_alone() -> None:
    written = html('@alice #tag https://leaf.example/ <a href="/x">')
    whole = absolute(written, "https://home.example")
    assert '<a href="https://home.example/@alice"' in whole
    assert '<a href="https://home.example/tags/tag"' in whole
    assert '<a href="https://leaf.example/"' in whole
    assert "&lt;a href=&quot;/x&quot;&gt;" in whole


class Reader(HTMLParser):
    """Collects every start tag with its attributes, and the words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "br":
            self.words += "\n"

    def handle_data(self, data: str) -> None:
        self.words += data


ALLOWED = {
    "p": set(),
    "br": set(),
    "a": {"href", "rel", "class", "target", "translate"},
    "span": {"class", "translate"},
}


@given(texts)
def test_only_our_own_markup_comes_out(text: str) -> None:
    reader = Reader()
    reader.feed(html(text))
    reader.close()
    for tag, attributes in reader.tags:
        assert set(attributes) <= ALLOWED[tag]
        href = attributes.get("href", "/") or ""
        assert href.lower().startswith(("/@", "/tags/", "/", "http://", "https://"))
        assert not href.startswith("//")


@given(texts)
def test_every_word_comes_out(text: str) -> None:
    def squeezed(words: str) -> str:
        return "".join(words.split())

    reader = Reader()
    reader.feed(html(text))
    reader.close()
    shown = squeezed(reader.words.replace("\x00", "").replace("\ufffd", ""))
    given_text = squeezed(text.replace("\x00", "").replace("\ufffd", "").replace("\ud800", ""))
    # Mentions of people elsewhere show their name alone, in their own case; a tag's sign is ours.
    for old, new in (("@bob@house.example", "@bob"), ("＃", "#")):
        shown, given_text = shown.replace(old, new), given_text.replace(old, new)
    assert shown.replace("\ud800", "").lower() == given_text.lower()


@given(texts)
def test_what_is_rendered_here_survives_the_sanitiser_elsewhere(text: str) -> None:
    whole = absolute(html(text), "https://home.example")
    clean = sanitise(whole)
    assert clean.count("<a ") == whole.count("<a ")
    assert unescape(clean).count("@") == unescape(whole).count("@")


@pytest.mark.parametrize("unit", ["<", "@a", " @a", "#a", "http://a.bc ", "\n", "\n\n", "&"])
def test_a_megabyte_is_rendered_in_linear_time(unit: str) -> None:
    began = time.process_time()
    html(unit * (1_000_000 // len(unit)))
    assert time.process_time() - began < 1.0
