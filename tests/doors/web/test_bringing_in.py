"""Settings › Data: a file is looked at, agreed to, and its report read."""

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.archives.models import Import
from portevoix.domain.posts.models import Post
from portevoix.domain.relationships.models import Follow
from portevoix.doors.web.views import bringing_in
from tests.consumers.test_importing import archive, note
from tests.factories.people import id_of

AsMember = Callable[[Reader], Client]
Settle = Callable[[], None]
PLACE = "/settings/data/import"


def hand_in(browser: Client, kind: str, body: bytes, **more: str) -> str:
    file = SimpleUploadedFile("follows.csv", body)
    answer = browser.post(PLACE, {"kind": kind, "mode": "merge", "file": file, **more})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_from_a_file_to_the_report(
    as_member: AsMember, alice: Reader, bob: Reader, settle: Settle
) -> None:
    browser = as_member(alice)
    place = hand_in(browser, "following", b"Account address\nbob\nno way\n=1+1@x y\n")
    assert "being read" in browser.get(place).content.decode()
    settle()
    page = browser.get(place).content.decode()
    assert "1 row can be brought in." in page
    assert "2 rows cannot be used" in page
    assert "This is no address of a person." in page
    assert not Follow.objects.exists()
    browser.post(place, {"verb": "confirm"})
    settle()
    assert "1 row was brought in." in browser.get(place).content.decode()
    assert Follow.objects.get().followee_id == id_of(bob)
    lines = b"".join(browser.get(f"{place}/faults.csv").streaming_content)  # type: ignore[arg-type]
    assert lines.decode().splitlines()[0] == "3,no way,This is no address of a person."
    assert as_member(bob).get(place).status_code == 404
    assert as_member(bob).get(f"{place}/faults.csv").status_code == 404
    assert Client().get(place).status_code == 302


def test_posts_are_agreed_to_be_ones_own(
    as_member: AsMember, alice: Reader, settle: Settle
) -> None:
    browser = as_member(alice)
    place = hand_in(browser, "posts", archive(note(1, "<p>Long ago</p>")))
    settle()
    page = browser.get(place, headers={"accept-language": "fr"}).content.decode()
    assert "L’archive de Alice (alice@far.example)." in page
    answer = browser.post(place, {"verb": "confirm"})
    assert answer.status_code == 422
    assert "Only your own posts can be brought in." in answer.content.decode()
    browser.post(place, {"verb": "confirm", "agreed": "yes"})
    settle()
    assert Post.objects.get().text == "Long ago"
    assert "Long ago" in browser.get("/@alice").content.decode()
    assert "Long ago" not in browser.get("/").content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"kind": "following"}, {"kind": "spells", "file": "x"}, {"file": "x"}]
)
def test_what_is_missing_is_said(sent: dict[str, str], as_member: AsMember, alice: Reader) -> None:
    given = dict(sent)
    if "file" in given:
        given["file"] = SimpleUploadedFile("a.csv", b"bob")  # type: ignore[assignment]
    answer = as_member(alice).post(PLACE, given)
    assert answer.status_code == 422
    assert "There is something to put right" in answer.content.decode()
    assert not Import.objects.exists()


def test_too_large_and_too_many(
    as_member: AsMember, alice: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = as_member(alice)
    hand_in(browser, "blocking", b"bob")
    file = SimpleUploadedFile("a.csv", b"bob")
    answer = browser.post(PLACE, {"kind": "blocking", "file": file})
    assert "Another file is not finished yet." in answer.content.decode()
    monkeypatch.setattr(bringing_in, "LARGEST_LIST", 2)
    answer = browser.post(PLACE, {"kind": "blocking", "file": SimpleUploadedFile("a", b"bob")})
    assert answer.status_code == 422


def test_leaving_it(as_member: AsMember, alice: Reader, settle: Settle) -> None:
    browser = as_member(alice)
    place = hand_in(browser, "blocking", b"bob")
    settle()
    assert browser.post(place, {"verb": "nonsense"}).status_code == 404
    browser.post(place, {"verb": "withdraw"})
    assert "Nothing was brought in." in browser.get("/settings/data").content.decode()
    assert browser.get(place).status_code == 404


def test_a_refused_file_says_why(as_member: AsMember, alice: Reader, settle: Settle) -> None:
    browser = as_member(alice)
    place = hand_in(browser, "posts", json.dumps({"orderedItems": []}).encode())
    settle()
    assert "There are no posts in this archive." in browser.get(place).content.decode()
