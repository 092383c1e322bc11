"""Pictures on pages: in cards, on their own page, in the composer; without script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portevoix.domain.accounts.commands import set_preferences
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.media import commands
from portevoix.domain.media.commands import RemoteMedium
from portevoix.domain.media.models import Medium
from portevoix.domain.posts.models import Post
from portevoix.doors.web.pictures import Picture
from tests.factories.media import medium
from tests.factories.people import id_of, stranger
from tests.factories.posts import post, received
from tests.gateways import made_pictures as made

AsMember = Callable[[Reader], Client]
HASH = "LEHV6nWB2yk8pyo0adR*.7kCMdnj"


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.content
    return str(answer.content.decode())


def test_a_card_shows_pictures_that_keep_their_place(
    alice: Reader, bob: Reader, as_member: AsMember
) -> None:
    given = medium(alice, description='A "cat"', focus=(-1.0, 1.0))
    shown = post(alice, "Look", media_ids=[given.id, medium(alice).id])
    page = text_of(as_member(bob).get(f"/@alice/{shown.id}"))
    assert f'src="/media/{given.folder}/full.png"' in page
    assert 'alt="A &#34;cat&#34;"' in page
    assert 'alt="A picture without description"' in page
    assert 'width="640" height="480"' in page
    assert 'class="x0 y0"' in page
    assert "style=" not in page
    assert f'href="/@alice/{shown.id}/media/1"' in page


def test_sensitive_pictures_are_covered_once(
    alice: Reader, bob: Reader, as_member: AsMember
) -> None:
    bare = post(alice, "Careful", media_ids=[medium(alice).id], sensitive=True)
    warned = post(alice, "Careful", media_ids=[medium(alice).id], warning="Spiders")
    browser = as_member(bob)
    assert 'class="covered"' in text_of(browser.get(f"/@alice/{bare.id}"))
    page = text_of(browser.get(f"/@alice/{warned.id}"))
    assert 'class="covered"' not in page
    assert page.index('class="warned"') < page.index('class="shots') < page.index("</details>")
    set_preferences(account_id=id_of(bob), settings={"media": "show"})
    assert 'class="covered"' not in text_of(browser.get(f"/@alice/{bare.id}"))
    set_preferences(account_id=id_of(bob), settings={"media": "light"})
    assert "<img" not in text_of(browser.get(f"/@alice/{warned.id}"))


def test_pictures_of_other_houses_come_from_this_one(bob: Reader, as_member: AsMember) -> None:
    eve = stranger("eve")
    far = received(eve)
    assert far is not None
    commands.receive(
        post_id=far.id,
        author_id=id_of(eve),
        media=[
            RemoteMedium(url="https://neighbour.example/a.png", kind="image", width=900, height=10),
            RemoteMedium(url="https://neighbour.example/b.mp4", kind="video", description="Waves"),
        ],
    )
    page = text_of(as_member(bob).get(f"/@eve@neighbour.example/{far.id}"))
    sources = re.findall(r'(?:src|srcset|poster)="([^"]*)"', page)
    assert any("/media/far/" in each for each in sources)
    assert not any("neighbour.example" in each for each in sources)
    assert "A film, at its house" in page
    assert "Waves" in page


def test_a_picture_has_a_page_for_those_who_may_read_the_post(
    alice: Reader, bob: Reader, as_member: AsMember, visitor: Client
) -> None:
    ids = [medium(alice, description="First").id, medium(alice).id]
    shown = post(alice, "Look", "house", media_ids=ids)
    path = f"/@alice/{shown.id}/media/1"
    page = text_of(as_member(bob).get(path))
    assert "1 of 2" in page
    assert f"/@alice/{shown.id}/media/2" in page
    piece = text_of(as_member(bob).get(path, headers={"hx-request": "true"}))
    assert "<html" not in piece
    assert as_member(bob).get(f"/@alice/{shown.id}/media/3").status_code == 404
    assert visitor.get(path).status_code == 404
    assert visitor.get(f"/@alice/{shown.id + 1}/media/1").status_code == 404


def test_a_blurhash_becomes_colours() -> None:
    drawn = Picture(Medium(blurhash=HASH), 1, "")
    assert re.fullmatch("#[0-9a-f]{6}", drawn.colour)
    assert len(drawn.tiles) == 12
    assert Picture(Medium(blurhash="~~~~~~"), 1, "").tiles == []


def form_of(page: str) -> dict[str, Any]:
    """What a browser without script would send back of the composer on a page."""
    composer = page[page.index('class="composer') :]
    found = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', composer)
    values: dict[str, Any] = {}
    for name, value in found:
        values.setdefault(name, []).append(value)
    return values | {"text": "With pictures", "audience": "house", "language": "en"}


def test_without_script_files_are_described_on_the_next_page(
    alice: Reader, as_member: AsMember
) -> None:
    browser = as_member(alice)
    files = [
        SimpleUploadedFile(name, made.picture((50, 40)), "image/jpeg")
        for name in ("a.jpg", "b.jpg")
    ]
    said = form_of(text_of(browser.get("/write")))
    page = text_of(browser.post("/write", said | {"files": files}))
    assert not Post.objects.exists()
    assert "With pictures" in page
    again = form_of(page)
    first, second = again["media"]
    page = text_of(browser.post("/write", again | {"media_do": f"down:{first}"}))
    again = form_of(page)
    assert again["media"] == [second, first]
    again |= {f"alt-{first}": "A cat", f"focus-{first}": "up", "covered": "yes"}
    asked = browser.post("/write", again)
    assert asked.status_code == 422
    assert "1 picture has no description" in asked.content.decode()
    assert "A cat" in asked.content.decode()
    told = form_of(asked.content.decode())["told"]
    assert browser.post("/write", again | {"told": told}).status_code == 302
    published = Post.objects.get()
    assert published.sensitive
    media = Medium.objects.filter(post_id=published.id).order_by("position")
    assert [(str(each.id), each.description, each.focus_y) for each in media] == [
        (second, "", 0.0), (first, "A cat", 1.0),
    ]  # fmt: skip


def test_what_cannot_be_taken_keeps_the_text(alice: Reader, as_member: AsMember) -> None:
    browser = as_member(alice)
    said = form_of(text_of(browser.get("/write")))
    wrong = SimpleUploadedFile("a.svg", b"<svg/>", "image/svg+xml")
    answer = browser.post("/write", said | {"files": wrong})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This is not a picture that can be read here." in page
    assert "With pictures" in page


def test_a_script_gets_a_row_or_a_sentence(alice: Reader, as_member: AsMember) -> None:
    browser = as_member(alice)
    fine = SimpleUploadedFile("a.jpg", made.picture((50, 40)), "image/jpeg")
    row = text_of(browser.post("/write/media", {"files": fine}))
    assert re.search(r'name="media" value="\d+"', row)
    wrong = SimpleUploadedFile("a.jpg", b"nothing", "image/jpeg")
    for said in ({"files": wrong}, {"files": fine, "there": ["1", "2", "3", "4"]}):
        answer = browser.post("/write/media", said)
        assert answer.status_code == 422
        assert answer["Content-Type"].startswith("text/plain")
    assert browser.get("/write/media").status_code == 405


def test_media_of_others_and_odd_ids_are_left_out(
    alice: Reader, bob: Reader, as_member: AsMember
) -> None:
    browser = as_member(alice)
    said = form_of(text_of(browser.get("/write")))
    odd = [str(medium(bob).id), "x", "9" * 19, "-1", "\x00", "1" * 40]
    for verb in ("", "up:x", f"remove:{odd[0]}", "remove:"):
        answer = browser.post("/write", said | {"media": odd, "media_do": verb})
        assert answer.status_code in (200, 302)
    assert Medium.objects.get().post_id is None


@pytest.mark.parametrize("count", [1, 20])
def test_a_list_asks_once_for_all_its_media(
    alice: Reader, as_member: AsMember, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        post(alice, "Look", "house", media_ids=[medium(alice).id])
    browser = as_member(alice)
    browser.get("/house")
    with django_assert_max_num_queries(14):
        text_of(browser.get("/house"))
