"""Polls, quotes, edits, who may, who sees: looked at, and walked with and without script."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.neighbours import call, say
from tests.browser.test_axe import _faults
from tests.harness.house import House

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
Things = dict[str, str]


@pytest.fixture(scope="module")
def things(shared_house: House) -> Things:
    """A poll, a quote, an edited and pinned post, and something that waits for a word."""
    asker = shared_house.account("asker")
    guest = shared_house.account("visitor")
    poll = {"options": ["Along the quay", "Through the woods"], "expires_in": 86_400}
    asked = say(shared_house, asker, "Which way on Sunday?", poll=poll)
    quoted = say(shared_house, guest, "Well asked.", quoted_status_id=asked)
    edited = say(shared_house, asker, "We meet at the gate at nine.")
    told = {"status": "We meet at the bridge at ten."}
    _put(shared_house, asker, f"/api/v1/statuses/{edited}", told)
    call(shared_house, asker, f"/api/v1/statuses/{edited}/pin", now=True)
    ours = {"portevoix": {"reply_policy": "ask", "boost_policy": "ask"}}
    _put(shared_house, asker, f"/api/v1/statuses/{edited}/interaction_policy", ours)
    say(shared_house, guest, "May I bring my dog?", in_reply_to_id=edited)
    call(shared_house, guest, f"/api/v1/statuses/{edited}/reblog", now=True)
    return {"poll": asked, "quote": quoted, "edited": edited}


def _put(house: House, token: str, path: str, body: dict[str, Any]) -> None:
    import requests

    headers = {"Authorization": f"Bearer {token}"}
    requests.put(f"{house.url}{path}", json=body, headers=headers, timeout=20).raise_for_status()


@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(1280, "light", "en"), (320, "dark", "fr")]
)
def test_no_fault_on_any_of_them(
    visit: Visit, shared_house: House, things: Things, width: int, scheme: str, language: str
) -> None:
    page = visit(shared_house, width=width, scheme=scheme, language=language)
    sign_in(page, "asker")
    paths = [
        "/house", "/@asker", "/asked",
        *(f"/@asker/{things['edited']}/{each}" for each in ("edit", "history", "who-may")),
        f"/@asker/{things['edited']}/audience", f"/@visitor/{things['quote']}/withdraw-quote",
    ]  # fmt: skip
    seen = {}
    for path in paths:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details.fold').forEach((d) => { d.open = true })")
        if faults := _faults(page):
            seen[path] = faults
    assert seen == {}


@pytest.mark.parametrize("script", [True, False])
def test_one_votes_and_reads_the_figures(
    visit: Visit, shared_house: House, things: Things, script: bool
) -> None:
    name = "scripted" if script else "plain"
    shared_house.account(name)
    page = visit(shared_house, script=script)
    sign_in(page, name)
    page.goto(f"/@asker/{things['poll']}")
    page.get_by_text("Results without voting").click()
    expect(page.get_by_text("shown at the end")).to_have_count(0)
    page.get_by_label("Through the woods").check()
    page.get_by_role("button", name="Vote").click()
    expect(page.get_by_text("your choice")).to_be_visible()
    expect(page.get_by_role("button", name="Vote")).to_have_count(0)


def test_the_author_agrees(visit: Visit, shared_house: House, things: Things) -> None:
    page = visit(shared_house, script=False)
    sign_in(page, "asker")
    page.goto("/asked")
    line = page.locator("div.panel", has_text="May I bring my dog?")
    line.get_by_role("button", name="Agree").click()
    expect(page.get_by_text("You agreed.")).to_be_visible()
    stranger = visit(shared_house, f"/@asker/{things['edited']}", script=False)
    expect(stranger.get_by_text("May I bring my dog?")).to_be_visible()
