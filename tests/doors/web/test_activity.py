"""Undo beside what was done, its history, and what is kept for when there is no connection."""

import json
from collections.abc import Callable

from django.conf import settings
from django.test import Client

from portevoix.domain.accounts.commands import set_password
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.reactions.models import Favourite
from portevoix.doors.web.worker import script
from tests.factories.people import id_of
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]


def test_what_was_done_can_be_undone_at_once_and_later(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    made, browser = post(bob), as_member(alice)
    browser.post(f"/posts/{made.id}/favourite", {"back": "/house"})
    undo = f'action="/posts/{made.id}/unfavourite"><input'
    page = browser.get("/house").content.decode()
    assert undo in page[: page.index("<article")]
    history = browser.get("/settings/activity").content.decode()
    assert "Favourite kept." in history
    assert undo in history
    browser.post(f"/posts/{made.id}/unfavourite", {"back": "/settings/activity"})
    assert Favourite.objects.count() == 0
    assert "Favourite taken back." in browser.get("/settings/activity").content.decode()


def test_a_follow_can_be_undone_from_the_history(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    browser = as_member(alice)
    browser.post("/@bob/follow")
    assert 'action="/@bob/unfollow"' in browser.get("/settings/activity").content.decode()


def test_the_history_keeps_thirty(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    made, browser = post(bob), as_member(alice)
    assert "will be told here" in browser.get("/settings/activity").content.decode()
    for _ in range(16):
        for verb in ("favourite", "unfavourite"):
            browser.post(f"/posts/{made.id}/{verb}")
    assert len(browser.session["activity"]) == 30


def test_the_worker_keeps_pages_only_on_a_device_that_is_mine(
    visitor: Client, alice: Reader
) -> None:
    assert len(script().encode()) <= 4000
    answer = visitor.get("/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    listed = answer.content.decode().split("const FILES = ", 1)[1].split(";", 1)[0]
    for path in json.loads(listed):
        assert visitor.get(path).status_code == 200
    assert "No connection" in visitor.get("/offline").content.decode()
    set_password(account_id=id_of(alice), password="correct horse")
    form = {"name": "alice", "password": "correct horse", "mine": "yes"}
    answer = visitor.post("/sign-in", form)
    assert answer.status_code == 302
    assert answer.cookies[settings.MINE_COOKIE_NAME].value == "yes"
    assert 'data-mine="yes"' in visitor.get("/").content.decode()
    answer = visitor.post("/sign-out")
    assert answer.cookies[settings.MINE_COOKIE_NAME].value == ""
    assert "data-mine" not in visitor.get("/").content.decode()


def test_single_keys_are_switched_on_the_key_sheet(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    assert 'data-keys="on"' in browser.get("/keys").content.decode()
    browser.post("/keys/switch", {"back": "/house"})
    assert 'data-keys="off"' in browser.get("/keys").content.decode()
