"""Nothing typed is ever lost: a killed tab, a cut net, a house that dies while one writes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.neighbours import call, say
from tests.harness.house import House

pytestmark = pytest.mark.browser
TEXT = "A long letter, begun in the evening."


def published(house: House, token: str) -> list[str]:
    """The texts of one's own posts."""
    me = call(house, token, "/api/v1/accounts/verify_credentials")["id"]
    return [each["content"] for each in call(house, token, f"/api/v1/accounts/{me}/statuses")]


def test_a_draft_is_found_on_another_device(
    shared_house: House, visit: Callable[..., Page]
) -> None:
    shared_house.account("devices")
    page = visit(shared_house)
    sign_in(page, "devices")
    page.get_by_label("Say something").fill(TEXT)
    expect(page.locator("#kept")).to_contain_text("Kept at")
    page.close()
    other = visit(shared_house)
    sign_in(other, "devices")
    expect(other.get_by_label("Say something")).to_have_value(TEXT)
    expect(other.locator("#kept")).to_contain_text("Kept at")


def test_a_killed_tab_loses_nothing(shared_house: House, visit: Callable[..., Page]) -> None:
    shared_house.account("killed")
    page = visit(shared_house)
    sign_in(page, "killed", "/write")
    page.get_by_label("Your text").fill(TEXT)
    context = page.context
    page.close(run_before_unload=False)  # before the two seconds are over
    again = context.new_page()
    again.goto("/write")
    expect(again.get_by_label("Your text")).to_have_value(TEXT)


def test_without_a_net_nothing_leaves_by_itself(
    shared_house: House, visit: Callable[..., Page]
) -> None:
    token = shared_house.account("netless")
    page = visit(shared_house)
    sign_in(page, "netless", "/write")
    expect(page.get_by_label("Your text")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_label("Your text").fill(TEXT)
    expect(page.locator("#kept")).to_contain_text("No connection.")
    page.get_by_role("button", name="Publish to this house").click()
    expect(page.get_by_text("Your text is ready.")).to_be_visible()
    expect(page.get_by_label("Your text")).to_have_value(TEXT)
    page.context.set_offline(False)
    expect(page.locator("#kept")).to_contain_text("Kept at")
    assert published(shared_house, token) == []
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_role("status").first).to_contain_text("Published.")
    assert published(shared_house, token) == [f"<p>{TEXT}</p>"]
    page.goto("/write")
    expect(page.get_by_label("Your text")).to_have_value("")


def test_a_house_that_dies_loses_nothing(
    make_house: Callable[..., House], visit: Callable[..., Page]
) -> None:
    house = make_house()
    token = house.account("alice")
    post = say(house, token, "Who is awake?", visibility="public")
    pages = {}
    for path, label in [
        ("/write", "Your text"),
        (f"/@alice/{post}", "Answer alice"),
        ("/settings/profile", "About"),
    ]:
        page = visit(house)
        sign_in(page, "alice", path)
        page.wait_for_load_state("networkidle")
        pages[path] = (page, label)
    house.kill()
    for page, label in pages.values():
        page.get_by_label(label).fill(TEXT + label)
        expect(page.locator("#kept")).to_contain_text("Kept on this device.")
    writing, _label = pages["/write"]
    writing.get_by_role("button", name="Publish to this house").click()
    expect(writing.locator("#kept")).to_contain_text("nothing was published")
    house.start()
    for path, (page, label) in pages.items():
        page.goto(path)
        expect(page.get_by_label(label)).to_have_value(TEXT + label)
    writing.get_by_role("button", name="Publish to this house").dblclick()
    expect(writing.get_by_role("status").first).to_contain_text("Published.")
    writing.go_back()
    expect(writing.get_by_label("Your text")).to_have_value("")
    assert len(published(house, token)) == 2
    settings, _label = pages["/settings/profile"]
    settings.get_by_role("button", name="Save").click()
    settings.wait_for_url("**/@alice")
    settings.goto("/settings/profile")
    expect(settings.get_by_label("About")).to_have_value(TEXT + "About")
    expect(settings.get_by_text("not saved yet")).to_have_count(0)


def test_what_lies_on_the_device_is_offered_elsewhere_and_gone_with_signing_out(
    shared_house: House, visit: Callable[..., Page]
) -> None:
    shared_house.account("elsewhere")
    page = visit(shared_house)
    sign_in(page, "elsewhere", "/write?back=/house")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_label("Your text").fill(TEXT)
    expect(page.locator("#kept")).to_contain_text("No connection.")
    page.close(run_before_unload=False)
    page.context.set_offline(False)
    other = page.context.new_page()
    other.goto("/house")
    other.get_by_role("link", name="Your text is ready").click()
    expect(other.get_by_label("Your text")).to_have_value(TEXT)
    other.goto("/more")
    other.get_by_role("button", name="Sign out").click()
    assert (
        other.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kept:'))") == []
    )


def test_a_post_is_undone_before_it_leaves(shared_house: House, visit: Callable[..., Page]) -> None:
    token = shared_house.account("undoing")
    page = visit(shared_house, script=False)
    sign_in(page, "undoing", "/settings/appearance")
    page.get_by_label("30 seconds").check()
    page.get_by_role("button", name="Save").click()
    page.goto("/write")
    page.get_by_label("Your text").fill(TEXT)
    page.get_by_role("button", name="Publish to this house").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Your text")).to_have_value(TEXT)
    assert published(shared_house, token) == []
