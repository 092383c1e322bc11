"""Drafts and posts that wait, by the pages: kept, found again, undone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from portevoix.domain.accounts.commands import set_preferences
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts import commands, drafts
from portevoix.domain.posts.models import Draft, Post, WaitingPost
from portevoix.kernel import clock
from tests.doors.web.test_writing import form
from tests.factories.people import id_of
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]


def keep(browser: Client, **fields: str) -> Any:
    """What the script sends while one writes."""
    return browser.post("/drafts/keep", form(by="script", **fields))


def test_what_was_typed_is_there_on_another_device(as_member: AsMember, alice: Reader) -> None:
    told = keep(as_member(alice), text="Half a thought", warning="Thoughts", audience="quiet")
    assert told.json()["said"].startswith("Kept at ")
    page = as_member(alice).get("/").content.decode()
    assert "Half a thought" in page
    assert 'value="Thoughts"' in page
    assert 'value="quiet" id="a3" checked' in page
    assert "Kept at" in page


def test_a_reply_is_kept_at_its_own_place(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    parent = post(bob)
    keep(as_member(alice), text="To Bob", in_reply_to=str(parent.id))
    assert "To Bob" not in as_member(alice).get("/").content.decode()
    assert "To Bob" in as_member(alice).get(f"/@bob/{parent.id}").content.decode()
    listed = as_member(alice).get("/drafts").content.decode()
    assert "Answer to" in listed
    draft = Draft.objects.get()
    opened = as_member(alice).get(f"/write?draft={draft.id}").content.decode()
    assert "To Bob" in opened
    assert f'name="in_reply_to" value="{parent.id}"' in opened


def test_an_emptied_box_keeps_nothing(as_member: AsMember, alice: Reader) -> None:
    keep(as_member(alice), text="Hm")
    assert keep(as_member(alice), text="").json() == {"version": 0, "said": ""}
    assert drafts.drafts_of(id_of(alice)) == []


def test_keeping_without_a_script_leads_back(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    answer = browser.post("/drafts/keep", form(text="By hand", back="/house"))
    assert answer["Location"] == "/house"
    assert "Kept at" in browser.get("/house").content.decode()


def test_two_devices_are_told_and_both_versions_shown(as_member: AsMember, alice: Reader) -> None:
    keep(as_member(alice), text="On the phone", form_key="phone")
    told = keep(as_member(alice), text="On the desk", form_key="desk")
    assert told.status_code == 409
    answer = as_member(alice).post("/drafts/keep", form(text="On the desk", form_key="desk"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "On the phone" in page
    assert "On the desk" in page
    version = Draft.objects.get().version
    assert f'name="draft_version" value="{version}"' in page


def test_a_draft_goes_with_its_post(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    keep(browser, text="Now")
    browser.post("/write", form(text="Now"))
    assert "There is no" not in browser.get("/drafts").content.decode()
    assert drafts.drafts_of(id_of(alice)) == []
    assert keep(browser, text="No").json() == {"version": 0, "said": ""}


def test_deleting_can_be_undone(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    keep(browser, text="Perhaps")
    draft = Draft.objects.get()
    assert browser.post(f"/drafts/{draft.id}/delete").status_code == 302
    assert f'action="/drafts/{draft.id}/back"' in browser.get("/drafts").content.decode()
    browser.post(f"/drafts/{draft.id}/back")
    assert "Perhaps" in browser.get("/drafts").content.decode()


def test_old_drafts_go_at_once(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    keep(browser, text="Long ago")
    Draft.objects.update(updated_at=clock.now() - timedelta(days=31))
    assert "/drafts/old/delete" in browser.get("/drafts").content.decode()
    browser.post("/drafts/old/delete")
    assert drafts.drafts_of(id_of(alice)) == []


def test_nobody_opens_anothers_draft(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    keep(as_member(alice), text="Mine")
    number = Draft.objects.get().id
    assert as_member(bob).get(f"/write?draft={number}").status_code == 404
    assert as_member(bob).post(f"/drafts/{number}/delete").status_code == 404
    assert as_member(bob).get("/write?draft=²").status_code == 404


@pytest.mark.parametrize("path", ["/settings/profile", "/keep/house"])
def test_a_form_of_the_settings_is_kept_until_it_is_saved(
    path: str, as_member: AsMember, alice: Reader
) -> None:
    browser = as_member(alice)
    field = "bio" if path == "/settings/profile" else "welcome"
    values = {"display_name": "Alice", "title": "House", field: "Begun here", "draft_place": ""}
    values["draft_place"] = f"form:{path}"
    assert browser.post("/drafts/keep", {**values, "by": "script"}).status_code == 200
    page = as_member(alice).get(path).content.decode()
    assert "Begun here" in page
    assert "not saved yet" in page
    assert browser.post(path, values | {"registrations": "open"}).status_code == 302
    assert drafts.drafts_of(id_of(alice)) == []


@pytest.mark.parametrize("place", ["form:/sign-in", "form:", "form:/write", "form://evil.example"])
def test_other_forms_are_not_kept(place: str, as_member: AsMember, alice: Reader) -> None:
    answer = as_member(alice).post("/drafts/keep", {"draft_place": place, "by": "script"})
    assert answer.status_code == 422


def test_the_script_learns_the_way(as_member: AsMember, alice: Reader) -> None:
    answer = as_member(alice).post("/write", form(back="/house"), headers={"x-house-form": "1"})
    assert answer.json() == {"go": f"/house#p{Post.objects.get().id}"}


@pytest.fixture
def patient(alice: Reader) -> Reader:
    """Alice, whose posts wait ten seconds."""
    set_preferences(account_id=id_of(alice), settings={"undo_seconds": 10})
    return alice


def test_a_post_waits_and_is_undone(as_member: AsMember, patient: Reader) -> None:
    browser = as_member(patient)
    browser.post("/write", form(text="Too soon"))
    assert Post.objects.count() == 0
    waiting = WaitingPost.objects.get()
    page = browser.get("/").content.decode()
    assert "It leaves in 10 seconds." in page
    assert f'action="/waiting/{waiting.id}/undo"' in page
    assert "Too soon" not in page
    assert "Too soon" not in browser.get("/scheduled").content.decode()
    answer = browser.post(f"/waiting/{waiting.id}/undo")
    assert "Too soon" in browser.get(answer["Location"]).content.decode()
    assert WaitingPost.objects.count() == 0


def test_a_double_press_waits_once(as_member: AsMember, patient: Reader) -> None:
    browser = as_member(patient)
    browser.post("/write", form())
    browser.post("/write", form())
    assert WaitingPost.objects.count() == 1


def test_undoing_too_late_says_so(as_member: AsMember, patient: Reader) -> None:
    browser = as_member(patient)
    browser.post("/write", form(text="Gone"))
    waiting = WaitingPost.objects.get()
    commands.leave_now(author_id=id_of(patient), waiting_id=waiting.id)
    browser.post(f"/waiting/{waiting.id}/undo")
    assert "It has left already." in browser.get("/house").content.decode()


def test_the_wait_is_chosen_in_the_settings(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    browser.post("/settings/appearance", {"undo_seconds": "20"})
    assert 'value="20" checked' in browser.get("/settings/appearance").content.decode()
    browser.post("/settings/appearance", {"undo_seconds": "9999"})
    assert 'value="0" checked' in browser.get("/settings/appearance").content.decode()


def test_an_hour_is_chosen_changed_and_taken_back(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    answer = browser.post("/write", form(text="In time", leaves_at="2099-05-03T12:40"))
    assert answer["Location"] == "/scheduled"
    waiting = WaitingPost.objects.get()
    page = browser.get("/scheduled").content.decode()
    assert "In time" in page
    assert 'value="2099-05-03T12:40"' in page
    browser.post(f"/waiting/{waiting.id}/hour", {"leaves_at": "2099-05-04T12:40"})
    assert 'value="2099-05-04T12:40"' in browser.get("/scheduled").content.decode()
    browser.post(f"/waiting/{waiting.id}/delete")
    assert "In time" in browser.get("/drafts").content.decode()


def test_what_waits_leaves_now_when_asked(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    browser.post("/write", form(leaves_at="2099-05-03T12:40"))
    answer = browser.post(f"/waiting/{WaitingPost.objects.get().id}/now")
    assert answer["Location"] == f"/@alice/{Post.objects.get().id}"


@pytest.mark.parametrize("hour", ["2001-01-01T12:00", "never", "9" * 400, "0001-01-01T00:00"])
def test_an_hour_that_cannot_be_keeps_the_form(
    hour: str, as_member: AsMember, alice: Reader
) -> None:
    browser = as_member(alice)
    answer = browser.post("/write", form(text="Kept", leaves_at=hour))
    assert answer.status_code == 422
    assert "Kept" in answer.content.decode()
    assert 'href="#leaves_at"' in answer.content.decode()
    browser.post("/write", form(text="Other", leaves_at="2099-05-03T12:40", form_key="two"))
    number = WaitingPost.objects.get().id
    answer = browser.post(f"/waiting/{number}/hour", {"leaves_at": hour})
    assert answer.status_code == 422


def test_nobody_touches_anothers_waiting_post(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    as_member(alice).post("/write", form(leaves_at="2099-05-03T12:40"))
    number = WaitingPost.objects.get().id
    assert as_member(bob).post(f"/waiting/{number}/now").status_code == 404
    assert as_member(bob).post(f"/waiting/{number}/delete").status_code == 404
    assert WaitingPost.objects.count() == 1
