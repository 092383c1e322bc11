"""From the printed link to a post that comes to an open page by itself."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.neighbours import say
from tests.conftest import HouseMaker

pytestmark = pytest.mark.browser


def test_the_first_link_a_post_and_a_voice_from_outside(
    make_house: HouseMaker, visit: Callable[..., Page]
) -> None:
    house = make_house(registrations="open")
    assert house.first_key_link
    page = visit(house, house.first_key_link.removeprefix(house.url))

    page.get_by_label("Name of the house").fill("The Lantern")
    page.get_by_label("Your name in the house").fill("alice")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Open the house").click()

    expect(page.get_by_role("status").first).to_contain_text("The house is yours to keep")
    page.get_by_label("Your text").fill("Good evening, house.")
    page.get_by_role("button", name="Publish to this house").click()
    expect(page.get_by_role("article")).to_contain_text("Good evening, house.")

    bob = house.account("bob")
    page.goto("/@bob")
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("status").first).to_contain_text("You follow bob.")
    page.goto("/")
    with page.expect_request("**/live*"):
        page.reload()
    page.wait_for_timeout(300)
    top = page.locator(".card").first.bounding_box()
    say(house, bob, "Good evening, Alice.")

    line = page.get_by_role("link", name="1 new post")
    expect(line).to_be_visible()
    expect(page.locator("#say")).to_have_text("1 new post")
    expect(page.get_by_text("Good evening, Alice.")).to_have_count(0)
    assert top is not None

    say(house, bob, "Are you there?")
    expect(page.get_by_role("link", name="2 new posts")).to_be_visible()
    page.get_by_role("link", name="2 new posts").click()
    first = page.locator(".card").first
    expect(first).to_contain_text("Are you there?")
    expect(first).to_be_focused()
    expect(page.locator(".card").nth(1)).to_contain_text("Good evening, Alice.")
    expect(page.locator("#new-line a")).to_have_count(0)

    say(house, bob, "I will come by.")
    expect(page.get_by_role("link", name="1 new post")).to_be_visible()
    page.keyboard.press(".")
    expect(page.locator(".card").first).to_contain_text("I will come by.")
