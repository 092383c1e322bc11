"""The page of who sees a post."""

from collections.abc import Callable

import pytest
from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences.public import NOBODY, may_read
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]


def test_one_widens_and_narrows(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    made = post(alice, "Step by step", "house")
    path = f"/@alice/{made.id}/audience"
    browser = as_member(alice)
    page = browser.get(path).content.decode()
    assert "announced to the people who are new" in page
    assert "copies already sent may remain elsewhere" in page
    assert browser.post(path, {"way": "widen", "audience": "public"}).status_code == 302
    assert may_read(NOBODY, made.id)
    assert "More people see it now." in browser.get(f"/@alice/{made.id}").content.decode()
    assert browser.post(path, {"way": "narrow", "audience": "followers"}).status_code == 302
    assert not may_read(NOBODY, made.id)
    assert as_member(bob).get(path).status_code == 404


@pytest.mark.parametrize("audience", ["", "loud", "circle:x", "circle:" + "9" * 40, "direct"])
def test_odd_choices_are_refused(as_member: AsMember, alice: Reader, audience: str) -> None:
    made = post(alice)
    path = f"/@alice/{made.id}/audience"
    for way in ("widen", "narrow", ""):
        answer = as_member(alice).post(path, {"way": way, "audience": audience})
        assert answer.status_code == 422
    assert may_read(NOBODY, made.id)


def test_a_conversation_has_no_rungs(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    made = post(alice, "@bob psst", "direct")
    page = as_member(alice).get(f"/@alice/{made.id}/audience").content.decode()
    assert "stays between the people it names" in page
    assert "<fieldset" not in page
