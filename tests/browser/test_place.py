"""A list stands where it stood: after back and reload, and on another device."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import reload_until, sign_in
from tests.browser.neighbours import say
from tests.harness.house import House

pytestmark = pytest.mark.browser
TOP = """() => [...document.querySelectorAll(".card")].map((card) =>
  [card.id, card.getBoundingClientRect().top]).find(([id, top]) => top > 60)"""
AT = "(id) => document.getElementById(id).getBoundingClientRect().top"


@pytest.fixture(scope="module")
def posts(shared_house: House) -> list[int]:
    """Forty posts of somebody whose name is `places`."""
    token = shared_house.account("places")
    words = "A post that is long enough to fill a few lines of a card on a screen. " * 4
    return [
        int(say(shared_house, token, f"{number} {words}", visibility="public"))
        for number in range(40)
    ]


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_back_and_reload_keep_the_item(
    script: bool, shared_house: House, posts: list[int], visit: Callable[..., Page]
) -> None:
    page = visit(shared_house, script=script)
    sign_in(page, "places", "/house")
    page.mouse.move(640, 450)
    page.mouse.wheel(0, 2400)
    page.wait_for_function("scrollY > 2000")
    item, top = page.evaluate(TOP)
    page.locator(f"#{item} .when").click()
    expect(page.locator(".card.reading")).to_be_visible()
    page.go_back()
    page.wait_for_function("scrollY > 2000")
    assert abs(page.evaluate(AT, item) - top) <= 40
    page.reload()
    page.wait_for_function("scrollY > 2000")
    assert abs(page.evaluate(AT, item) - top) <= 40


def test_home_opens_where_another_device_stopped(
    shared_house: House, posts: list[int], visit: Callable[..., Page]
) -> None:
    page = visit(shared_house)
    sign_in(page, "places", "/about")
    page.goto(f"/?after={posts[10]}")
    expect(page.locator(".feed .card").first).to_be_in_viewport()
    # The browser tells what is in view with its next picture, and the page tells it on leaving.
    page.evaluate("new Promise(then => requestAnimationFrame(() => requestAnimationFrame(then)))")
    page.goto("/about")
    other = visit(shared_house, script=False)
    sign_in(other, "places")
    reload_until(other, "You had read until here")
    other = visit(shared_house)
    sign_in(other, "places", "/about")
    other.goto("/")
    line = other.locator("#place")
    expect(line).to_be_in_viewport()
    expect(other.get_by_role("link", name="Newer above")).to_have_attribute(
        "href", f"/?before={posts[29]}"
    )


def test_pages_join_by_choice_and_then_ask(
    shared_house: House, posts: list[int], visit: Callable[..., Page]
) -> None:
    page = visit(shared_house)
    sign_in(page, "places", "/settings/appearance")
    page.get_by_label("The next page joins at the foot").check()
    page.get_by_role("button", name="Save").click()
    page.goto("/house")
    expect(page.locator(".feed .card")).to_have_count(20)
    page.locator(".pager").scroll_into_view_if_needed()
    expect(page.locator(".feed .card")).to_have_count(40)
    expect(page.locator(".feed .card").last.get_by_role("toolbar")).to_be_visible()
