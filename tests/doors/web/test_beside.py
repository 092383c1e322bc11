"""Notes about people, talks muted, houses kept away: the pages."""

from collections.abc import Callable

from django.test import Client

from portevoix.domain.accounts.reader import Reader
from tests.factories.people import stranger
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]


def test_a_note_is_on_the_page_for_oneself(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    browser = as_member(alice)
    answer = browser.post("/@bob/note", {"note": "Has a <ladder>"})
    assert answer["Location"] == "/@bob/ties"
    assert "Has a &lt;ladder&gt;" in browser.get("/@bob").content.decode()
    assert "ladder" not in as_member(bob).get("/@bob").content.decode()


def test_a_talk_is_muted_on_its_page(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    made = post(bob)
    browser = as_member(alice)
    where = f"/@bob/{made.id}"
    assert "Tell me nothing more" in browser.get(where).content.decode()
    browser.post(f"/posts/{made.id}/mute-talk", {"back": where})
    assert f'action="/posts/{made.id}/unmute-talk"' in browser.get(where).content.decode()
    browser.post(f"/posts/{made.id}/unmute-talk", {"back": where})
    assert "Tell me nothing more" in browser.get(where).content.decode()


def test_a_house_is_kept_away_and_let_back(as_member: AsMember, alice: Reader) -> None:
    stranger("zoe")
    browser = as_member(alice)
    browser.post("/@zoe@neighbour.example/block-house")
    page = browser.get("/settings/houses").content.decode()
    assert 'value="neighbour.example"' in page
    assert "You block their house" in browser.get("/@zoe@neighbour.example").content.decode()
    browser.post("/settings/houses/unblock", {"domain": "neighbour.example"})
    assert "neighbour.example is" not in browser.get("/settings/houses").content.decode()
    answer = browser.post("/settings/houses", {"domain": "no house"})
    assert answer.status_code == 422
    assert "no house" in answer.content.decode()
    answer = browser.post("/settings/houses", {"domain": "other.example"})
    assert answer["Location"] == "/settings/houses"


def test_whom_one_follows_one_may_show(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    browser = as_member(alice)
    assert browser.post("/@bob/endorse").status_code == 422
    browser.post("/@bob/follow")
    browser.post("/@bob/endorse")
    assert "/@bob/unendorse" in browser.get("/@bob/ties").content.decode()
    browser.post("/@bob/unendorse")
    assert "/@bob/endorse" in browser.get("/@bob/ties").content.decode()
