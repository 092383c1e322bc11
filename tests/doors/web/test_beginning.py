"""What helps one to write: preview, threads, names to choose from, sharing."""

from collections.abc import Callable

import pytest
from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts import commands, drafts
from portevoix.domain.posts.models import Post
from tests.doors.web.test_writing import form
from tests.factories.people import id_of, member
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]


def test_a_preview_shows_the_marks_and_publishes_nothing(
    as_member: AsMember, alice: Reader
) -> None:
    page = as_member(alice).post("/write/preview", form(text="**So** it is")).content.decode()
    assert "<strong>So</strong> it is" in page
    assert "**So** it is" in page
    piece = as_member(alice).post(
        "/write/preview", form(text="*x* <b>"), headers={"hx-request": "true"}
    )
    assert piece.content.decode().startswith('<section class="words preview"')
    assert "&lt;b&gt;" in piece.content.decode()
    assert Post.objects.count() == 0


def test_a_text_too_long_is_offered_as_a_thread(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    text = "A sentence of some length. " * 300
    page = browser.post("/write", form(text=text)).content.decode()
    assert "data-thread hidden" not in page
    page = browser.post("/write/thread", form(text=text, split="1")).content.decode()
    assert page.count('<textarea id="part') == 2
    assert 'name="audience" value="house"' in page


def thread_of(**fields: object) -> dict[str, object]:
    """What the page of a thread sends."""
    sent: dict[str, object] = {**form(), "part": ["One", "Two", " ", "Three"], "publish": "1"}
    del sent["text"]
    return {**sent, **fields}


@pytest.mark.parametrize("audience", ["house", "public", "only_me"])
def test_a_thread_is_published_in_order_once(
    as_member: AsMember, alice: Reader, audience: str
) -> None:
    browser = as_member(alice)
    for _press in range(2):
        assert browser.post("/write/thread", thread_of(audience=audience)).status_code == 302
    one, two, three = Post.objects.order_by("id")
    assert [one.text, two.text, three.text] == ["One", "Two", "Three"]
    assert (two.in_reply_to_id, three.in_reply_to_id) == (one.id, two.id)
    assert one.thread_id == two.thread_id == three.thread_id


def test_a_thread_is_published_whole_or_not_at_all(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    browser.post("/drafts/keep", form(by="script", text="One\n\nTwo"))
    answer = browser.post("/write/thread", thread_of(part=["One", "x" * 5001]))
    assert answer.status_code == 422
    assert "x" * 5001 in answer.content.decode()
    assert Post.objects.count() == 0
    assert drafts.drafts_of(id_of(alice)) != []
    assert browser.post("/write/thread", thread_of(part=["x"] * 51)).status_code == 422
    assert browser.post("/write/thread", thread_of(part=["", " "])).status_code == 422


def test_a_part_more_and_the_draft_of_all(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    page = browser.post("/write/thread", {**thread_of(), "add": "1"}).content.decode()
    assert page.count('<textarea id="part') == 5
    browser.post("/drafts/keep", thread_of(by="script", part=["One", "Two"]))
    assert drafts.drafts_of(id_of(alice))[0].values["text"] == "One\n\nTwo"
    browser.post("/write/thread", thread_of(part=["One", "Two"]))
    assert drafts.drafts_of(id_of(alice)) == []
    assert browser.get("/write/thread")["Location"] == "/write"


def test_people_and_tags_are_offered_after_two_letters(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    member("bobby")
    post(bob, "In the #garden")
    browser = as_member(alice)

    def offered(text: str) -> str:
        return browser.get("/write/complete", {"q": text}).content.decode()

    assert 'data-words="@bob"' in offered("@bo")
    assert 'data-words="#garden"' in offered("#ga")
    for nothing in ("@b", "#g", "", "bo", "@\x00\x00", "@" + "x" * 500):
        assert offered(nothing) == ""


def test_what_is_shared_is_in_the_box_and_nowhere_else(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    commands.keep_draft(author_id=id_of(alice), place="home", values={"text": "Begun"})
    answer = browser.get("/share", {"text": "Look", "url": "https://leaf.example/"})
    page = browser.get(answer["Location"]).content.decode()
    assert "Look\nhttps://leaf.example/" in page
    assert Post.objects.count() == 0
