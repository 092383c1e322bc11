"""What a page says of itself: read from its head, whatever is in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portevoix.gateways import http_client
from portevoix.gateways.link_preview import look, read

URL = "https://paper.example/news/1"
HEAD = """<!doctype html><html lang="fr"><head><title> Plain
 title </title>
<meta property="og:title" content="A &amp; B"><meta name="description" content="Plain">
<meta property="og:description" content="Open"><meta property="og:site_name" content="Paper">
<meta property="og:image" content="/a.png"><meta property="og:image:width" content="1200">
<meta name="author" content="Chloé"></head><body><meta property="og:title" content="no">"""


def test_open_graph_wins_over_plain_html() -> None:
    page = read(HEAD, url=URL)
    assert (page.title, page.description, page.site) == ("A & B", "Open", "Paper")
    assert (page.image, page.image_size) == ("https://paper.example/a.png", (1200, 0))
    assert (page.author, page.language) == ("Chloé", "fr")
    assert read("<title> Only\n this </title>", url=URL).title == "Only this"


@pytest.mark.parametrize("image", ["javascript:x", "data:image/png;base64,x", "http://[", "\n"])
def test_odd_pictures_are_none(image: str) -> None:
    assert read(f'<meta property="og:image" content="{image}">', url=URL).image == ""


@given(st.text(max_size=200) | st.text(alphabet='<>!-[]&;="/ametitl:og#x0', max_size=80))
def test_nothing_in_a_page_is_a_fault_of_ours(html: str) -> None:
    assert len(read(html, url=URL).title) <= 300


@pytest.mark.parametrize(
    ("status", "kind", "body", "title"),
    [
        (200, "text/html; charset=iso-8859-1", "<title>Été</title>".encode("latin-1"), "Été"),
        (200, "text/html", b"<meta charset=windows-1252><title>\x80</title>", "€"),
        (200, "text/html; charset=nonsense", b"<title>x</title>", "x"),
        (404, "text/html", b"<title>x</title>", None),
        (200, "application/pdf", b"<title>x</title>", None),
        (200, "text/html", b"no title", None),
    ],
)
def test_only_pages_with_a_title_count(
    monkeypatch: pytest.MonkeyPatch, status: int, kind: str, body: bytes, title: str | None
) -> None:
    answer = http_client.Answer(status=status, url=URL, headers={"content-type": kind}, body=body)
    monkeypatch.setattr(http_client, "fetch_now", lambda request: answer)
    page = look(URL)
    assert (page.title if page else None) == title
