"""Bookmarks, lists, tags, filters, blocks and choices of notifications: walks, and no fault."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.neighbours import call, say
from tests.browser.test_axe import DARK_AND_NARROW, LIGHT_AND_WIDE, _look
from tests.harness.house import House

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def shelves(shared_house: House) -> dict[str, str]:
    """Ada reads Ben in a list, filters ferries, holds strangers apart; Cleo is a stranger."""
    tokens = {name: shared_house.account(name) for name in ("ada", "ben", "cleo")}
    ada = tokens["ada"]
    ben = call(shared_house, ada, "/api/v1/accounts/lookup?acct=ben")["id"]
    call(shared_house, ada, f"/api/v1/accounts/{ben}/follow", reblogs=True)
    call(shared_house, ada, f"/api/v1/accounts/{ben}/note", comment="Has a ladder")
    made = call(shared_house, ada, "/api/v1/lists", title="Garden")["id"]
    call(shared_house, ada, f"/api/v1/lists/{made}/accounts", account_ids=[ben])
    post = say(shared_house, tokens["ben"], "The beans are up #garden", visibility="public")
    say(shared_house, tokens["ben"], "The ferry is late", visibility="public")
    call(shared_house, ada, f"/api/v1/statuses/{post}/bookmark", now=True)
    call(shared_house, ada, f"/api/v1/statuses/{post}/favourite", now=True)
    call(shared_house, ada, "/api/v1/tags/garden/follow", now=True)
    call(shared_house, ada, "/api/v1/domain_blocks", domain="noise.example")
    words = [{"keyword": "ferry"}, {"keyword": "queue", "whole_word": False}]
    kept = call(
        shared_house,
        ada,
        "/api/v2/filters",
        title="Boats",
        context=["home", "public", "account"],
        keywords_attributes=words,
    )["id"]
    return tokens | {"list": made, "filter": kept, "post": post}


def pages_of(shelves: dict[str, str]) -> list[str]:
    return [
        "/bookmarks", "/favourites", "/lists", f"/lists/{shelves['list']}",
        f"/lists/{shelves['list']}/manage?q=b", "/followed-tags", "/tags/garden", "/house",
        "/@ben", "/@ben/ties", "/settings/filters", f"/settings/filters/{shelves['filter']}",
        "/settings/filters?q=o", "/settings/houses", "/settings/notifications",
        "/notifications", "/notifications/requests", "/more",
    ]  # fmt: skip


@pytest.mark.parametrize("screen", [LIGHT_AND_WIDE, DARK_AND_NARROW], ids=["wide", "narrow"])
def test_no_automatic_fault(
    screen: dict[str, Any], shared_house: House, shelves: dict[str, str], visit: Visit
) -> None:
    page = visit(shared_house, **screen, bypass_csp=True)
    sign_in(page, "ada")
    page.goto("/settings/notifications")
    page.locator("#for_not_following").select_option("filter")
    page.locator("main form .button.main").last.click()
    say(shared_house, shelves["cleo"], "Good day @ada", visibility="public")
    assert _look(page, pages_of(shelves), "") == {}


def test_a_bookmark_by_key_and_its_shelf(
    shared_house: House, shelves: dict[str, str], visit: Visit
) -> None:
    page = visit(shared_house)
    sign_in(page, "cleo", "/house")
    mark = page.locator(f"#k{shelves['post']}")
    page.locator(f"#p{shelves['post']}").focus()
    page.keyboard.press("m")
    expect(mark).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#say")).to_contain_text("Bookmark kept.")
    page.goto("/bookmarks")
    expect(page.locator(".feed")).to_contain_text("The beans are up")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_filter_folds_and_a_list_is_made(
    script: bool, shared_house: House, shelves: dict[str, str], visit: Visit
) -> None:
    page = visit(shared_house, script=script)
    sign_in(page, "cleo", "/settings/filters/new")
    page.get_by_label("Name of the filter", exact=True).fill("Beans")
    page.get_by_label("Word 1", exact=True).fill("beans")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("main")).to_contain_text("The filter is kept.")
    page.goto("/house")
    folded = page.locator(f"#p{shelves['post']} details.warned")
    expect(folded).to_contain_text("Filtered: Beans")
    expect(page.get_by_text("The beans are up")).to_be_hidden()
    folded.locator("summary").click()
    expect(page.get_by_text("The beans are up")).to_be_visible()
    page.goto("/settings/filters")
    page.get_by_role("link", name="Beans").click()
    page.get_by_role("button", name="Delete the filter").click()
    expect(page.get_by_role("main")).to_contain_text("The filter is gone.")

    page.goto("/@ben")
    follow = page.get_by_role("button", name="Follow", exact=True)
    if follow.count():
        follow.click()
    page.goto("/lists")
    page.get_by_label("Name of the list").fill("Neighbours")
    page.get_by_role("button", name="Make the list").click()
    page.get_by_label("Find someone among those you follow").fill("ben")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Add ben").click()
    expect(page.get_by_role("main")).to_contain_text("ben is in the list.")
    page.get_by_role("link", name="Read the list").click()
    expect(page.get_by_role("main")).to_contain_text("The beans are up")
    page.get_by_role("link", name="Change the list").click()
    page.get_by_role("button", name="Delete the list").click()
    expect(page.get_by_role("main")).to_contain_text("The list is gone")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_strangers_wait_apart_until_accepted(
    script: bool, shared_house: House, shelves: dict[str, str], visit: Visit
) -> None:
    name = f"shy_{script}".lower()
    shared_house.account(name)
    page = visit(shared_house, script=script)
    sign_in(page, name, "/settings/notifications")
    page.get_by_label("People I do not follow", exact=True).select_option("filter")
    page.get_by_role("button", name="Save").click()
    say(shared_house, shelves["cleo"], f"Good evening @{name}", visibility="public")
    page.goto("/notifications")
    link = page.get_by_role("link", name="1 person whom you do not know waits apart")
    for _ in range(40):
        if link.count():
            break
        page.wait_for_timeout(250)
        page.reload()
    link.click()
    expect(page.get_by_role("main")).to_contain_text("Good evening")
    page.get_by_label("Choose cleo").check()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("main")).to_contain_text("1 person is heard from now on.")
    page.goto("/notifications")
    expect(page.get_by_role("main")).to_contain_text("cleo mentioned you")
