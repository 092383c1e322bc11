"""The pages of lists and followed tags."""

from collections.abc import Callable

from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.relationships.commands import follow
from portevoix.domain.timelines.models import MemberList
from tests.factories.people import id_of
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]
Settle = Callable[[], None]


def test_a_list_is_made_filled_read_and_deleted(
    as_member: AsMember, alice: Reader, bob: Reader, settle: Settle
) -> None:
    follow(follower_id=id_of(alice), followee_id=id_of(bob))
    settle()
    post(bob, "The beans are up")
    settle()
    browser = as_member(alice)
    answer = browser.post("/lists", {"title": "Garden", "replies_policy": "list"})
    place = answer["Location"]
    found = browser.get(f"{place}?q=bob").content.decode()
    assert 'name="who" value="bob"' in found
    where = place.removesuffix("/manage")
    for _ in range(2):
        browser.post(f"{where}/add", {"who": "bob"})
    page = browser.get(where).content.decode()
    assert "The beans are up" in page
    assert "Garden" in browser.get("/lists").content.decode()
    browser.post(place, {"title": "Trees", "replies_policy": "none", "exclusive": "yes"})
    assert "The beans are up" not in browser.get("/").content.decode()
    assert "Bob" in browser.get(place).content.decode().title()
    browser.post(f"{where}/remove", {"who": "bob"})
    assert "The beans are up" not in browser.get(where).content.decode()
    assert browser.post(f"{where}/delete")["Location"] == "/lists"
    assert browser.get(where).status_code == 404


def test_what_is_wrong_is_said_and_kept(as_member: AsMember, alice: Reader) -> None:
    answer = as_member(alice).post("/lists", {"title": "", "replies_policy": "none"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is something to put right" in page
    assert 'value="none" checked' in page


def test_from_the_page_of_a_person(
    as_member: AsMember, alice: Reader, bob: Reader, settle: Settle
) -> None:
    follow(follower_id=id_of(alice), followee_id=id_of(bob))
    browser = as_member(alice)
    browser.post("/lists", {"title": "Garden", "replies_policy": "list"})
    made = MemberList.objects.get()
    browser.post("/@bob/lists", {"list": made.id})
    assert f'value="{made.id}" checked' in browser.get("/@bob/ties").content.decode()
    browser.post("/@bob/lists")
    assert f'value="{made.id}" checked' not in browser.get("/@bob/ties").content.decode()


def test_nobody_reads_the_lists_of_others(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    as_member(alice).post("/lists", {"title": "Garden", "replies_policy": "list"})
    where = f"/lists/{MemberList.objects.get().id}"
    browser = as_member(bob)
    for path in ("", "/manage"):
        assert browser.get(where + path).status_code == 404
    assert browser.post(f"{where}/delete").status_code == 404


def test_a_tag_is_followed_from_its_page(
    as_member: AsMember, alice: Reader, bob: Reader, settle: Settle
) -> None:
    post(bob, "The #sea again")
    browser = as_member(alice)
    browser.post("/tags/sea/follow", {"back": "/tags/sea"})
    page = browser.get("/tags/sea").content.decode()
    assert "comes to your home now" in page
    assert "Stop following this tag" in page
    settle()
    assert "again" in browser.get("/").content.decode()
    assert 'href="/tags/sea"' in browser.get("/followed-tags").content.decode()
    browser.post("/tags/sea/unfollow", {"back": "/followed-tags"})
    assert "Tags you follow will be here" in browser.get("/followed-tags").content.decode()
