"""The page of filters and blocks, and what filters do to lists."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.relationships import commands as ties
from portevoix.domain.timelines.models import Filter
from tests.factories.people import id_of
from tests.factories.posts import post, reply

AsMember = Callable[[Reader], Client]
GIVEN: dict[str, Any] = {
    "title": "Boats",
    "context": ["home", "public", "thread", "account", "notifications"],
    "filter_action": "warn",
    "lasts": "week",
    "word_id": ["", "", ""],
    "word": ["ferry", "", "b.at"],
    "inside": ["2"],
}


def test_a_filter_is_made_changed_and_deleted(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    assert browser.post("/settings/filters/new", GIVEN)["Location"] == "/settings/filters"
    made = Filter.objects.get()
    words = [(each.keyword, each.whole_word) for each in made.keywords.order_by("id")]
    assert words == [("ferry", True), ("b.at", False)]
    assert made.expires_at is not None
    assert "Boats" in browser.get("/settings/filters?q=FERR").content.decode()
    assert "No filter holds this" in browser.get("/settings/filters?q=train").content.decode()
    where = f"/settings/filters/{made.id}"
    page = browser.get(where).content.decode()
    assert 'value="kept" selected' in page
    ids = [str(each.id) for each in made.keywords.order_by("id")]
    said = GIVEN | {"word_id": [*ids, ""], "word": ["", "boat", "ship"], "lasts": "", "inside": []}
    browser.post(where, said)
    words = [(each.keyword, each.whole_word) for each in made.keywords.order_by("id")]
    assert words == [("boat", True), ("ship", True)]
    made.refresh_from_db()
    assert made.expires_at is None
    assert browser.post(f"{where}/delete")["Location"] == "/settings/filters"
    assert browser.get(where).status_code == 404


def test_faults_keep_what_was_typed(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    answer = as_member(alice).post("/settings/filters/new", GIVEN | {"title": "", "context": []})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="b.at"' in page
    assert 'value="1" checked' in page
    odd = GIVEN | {"word_id": ["9" * 40, "x", ""], "filter_action": "burn", "inside": ["x"]}
    assert as_member(alice).post("/settings/filters/new", odd).status_code in (404, 422)
    as_member(alice).post("/settings/filters/new", GIVEN)
    assert as_member(bob).get(f"/settings/filters/{Filter.objects.get().id}").status_code == 404


def test_what_is_warned_of_is_folded_under_the_name(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    root = post(bob, "Good morning")
    made = reply(bob, root, "The ferry is late")
    own = post(alice, "My ferry")
    browser = as_member(alice)
    browser.post("/settings/filters/new", GIVEN)
    for path in ("/house", "/@bob?with=replies", f"/@bob/{root.id}"):
        assert browser.get(path).content.decode().count("Filtered: Boats") == 1, path
    assert "Filtered" not in browser.get(f"/@bob/{made.id}").content.decode()
    assert "Filtered" not in browser.get(f"/@alice/{own.id}").content.decode()


def test_what_is_hidden_is_left_out_and_counted(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    post(bob, "The ferry is late")
    browser = as_member(alice)
    browser.post("/settings/filters/new", GIVEN | {"filter_action": "hide", "context": ["public"]})
    page = browser.get("/house").content.decode()
    assert "The ferry is late" not in page
    assert "leave 1 post out here: Boats" in page
    assert "The ferry is late" in browser.get("/@bob").content.decode()
    assert "The ferry is late" in as_member(bob).get("/house").content.decode()


def test_notifications_are_filtered_too(
    as_member: AsMember, alice: Reader, bob: Reader, settle: Callable[[], None]
) -> None:
    post(bob, "@alice the ferry is late")
    settle()
    browser = as_member(alice)
    browser.post("/settings/filters/new", GIVEN)
    page = browser.get("/notifications").content.decode()
    assert "Filtered: Boats" in page
    assert "ferry is late" not in page
    Filter.objects.get().delete()
    browser.post("/settings/filters/new", GIVEN | {"filter_action": "hide"})
    assert "mentioned you" not in browser.get("/notifications").content.decode()


def test_people_and_houses_are_counted_and_found(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    ties.mute(muter_id=id_of(alice), muted_id=id_of(bob))
    ties.block_house(owner_id=id_of(alice), host="noise.example")
    browser = as_member(alice)
    page = browser.get("/settings/filters").content.decode()
    assert "1 person" in page
    assert "1 house" in page
    page = browser.get("/settings/filters?q=bo").content.decode()
    assert "/@bob/unmute" in page
    assert 'value="noise.example"' in browser.get("/settings/filters?q=OISE").content.decode()
    assert "called so" in browser.get("/settings/filters?q=%25").content.decode()
