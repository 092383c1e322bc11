"""The pages of an edit and of its history, and pins."""

from collections.abc import Callable

import pytest
from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts.models import Post
from portevoix.doors.web.differences import Piece, pieces
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]


def test_an_edit_is_a_form_and_shows_its_history(
    as_member: AsMember, visitor: Client, alice: Reader
) -> None:
    made = post(alice, "The cat sleeps")
    browser = as_member(alice)
    page = browser.get(f"/@alice/{made.id}/edit").content.decode()
    assert "The cat sleeps</textarea>" in page
    said = {"text": "The dog sleeps", "version": made.version}
    answer = browser.post(f"/@alice/{made.id}/edit", said)
    assert answer["Location"] == f"/@alice/{made.id}"
    told = visitor.get(f"/@alice/{made.id}/history").content.decode()
    assert "The <del>cat</del><ins>dog</ins> sleeps" in told
    assert f'href="/@alice/{made.id}/history"' in visitor.get("/@alice").content.decode()


def test_faults_and_late_tabs_keep_what_was_typed(as_member: AsMember, alice: Reader) -> None:
    made = post(alice, "First")
    browser = as_member(alice)
    path = f"/@alice/{made.id}/edit"
    empty = browser.post(path, {"text": " ", "warning": "kept", "version": made.version})
    assert empty.status_code == 422
    assert 'value="kept"' in empty.content.decode()
    browser.post(path, {"text": "Second", "version": made.version})
    late = browser.post(path, {"text": "Third <b>", "version": made.version})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Third &lt;b&gt;</textarea>" in page
    assert "<p>Second</p>" in page
    now = Post.objects.get(id=made.id).version
    assert browser.post(path, {"text": "Third", "version": now}).status_code == 302


def test_others_find_no_form(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    made = post(alice)
    assert as_member(bob).get(f"/@alice/{made.id}/edit").status_code == 404


def test_pinned_posts_stand_on_top_once(as_member: AsMember, alice: Reader) -> None:
    made = post(alice, "On top")
    post(alice, "Later")
    browser = as_member(alice)
    browser.post(f"/posts/{made.id}/pin", {"back": "/@alice"})
    page = browser.get("/@alice").content.decode()
    assert page.count(f'id="p{made.id}"') == 1
    assert page.index("On top") < page.index("Later")
    for _ in range(4):
        browser.post(f"/posts/{post(alice).id}/pin", {})
    assert browser.post(f"/posts/{post(alice).id}/pin", {}).status_code == 422


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a b", "a b", [Piece("same", "a b")]),
        ("a b", "a c", [Piece("same", "a "), Piece("del", "b"), Piece("ins", "c")]),
        ("", "new", [Piece("ins", "new")]),
    ],
)
def test_differences(before: str, after: str, expected: list[Piece]) -> None:
    assert pieces(before, after) == expected
