"""Everything by keyboard: few stops, seen focus, arrows in the toolbar, single keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.neighbours import say
from tests.harness.house import House

pytestmark = pytest.mark.browser

COVERED = """() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const across = box.x + box.width / 2;
  const top = document.elementFromPoint(across, box.y + Math.min(box.height / 2, 12));
  return !(top && (one.contains(top) || top.contains(one)));
}"""
RING = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 3;
}"""


@pytest.fixture(scope="module")
def talkative(shared_house: House) -> House:
    """A house in which somebody has said a few things."""
    token = shared_house.account("typist")
    for number in range(4):
        say(shared_house, token, f"Post {number} about #keys", visibility="public")
    return shared_house


@pytest.fixture
def page(talkative: House, visit: Callable[..., Page]) -> Page:
    """The house's list, with somebody signed in."""
    opened = visit(talkative)
    sign_in(opened, "typist", "/house")
    return opened


def test_the_first_stops_skip(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("To the content")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("To the posts")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.card')")


def test_every_stop_is_seen_and_few(page: Page) -> None:
    stops: dict[str, int] = {}
    before_cards = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        card = page.evaluate("document.activeElement.closest('.card')?.id ?? ''")
        before_cards += not (card or stops)
        if card:
            stops[card] = stops.get(card, 0) + 1
        assert page.evaluate(RING), page.evaluate("document.activeElement.outerHTML")
        assert not page.evaluate(COVERED), page.evaluate("document.activeElement.outerHTML")
    assert before_cards <= 20
    assert len(stops) >= 4
    assert max(stops.values()) <= 4


def test_arrows_move_in_the_toolbar(page: Page) -> None:
    page.locator(".card .reply").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus")).to_have_class("tool boost")
    page.keyboard.press("End")
    expect(page.locator(":focus")).to_have_attribute("title", "More")
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus")).to_have_class("tool reply")


def test_after_an_act_the_focus_stays(page: Page) -> None:
    button = page.locator(".card .fav").first
    name = button.get_attribute("id")
    was = button.get_attribute("aria-pressed")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{name}")).not_to_have_attribute("aria-pressed", was or "")
    expect(page.locator(f"#{name}")).to_be_focused()
    expect(page.locator("#say")).to_contain_text("avourite")


def test_single_keys(page: Page) -> None:
    page.keyboard.press("j")
    expect(page.locator(".card").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".card").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".card").first).to_be_focused()
    page.keyboard.press("f")
    expect(page.locator("#say")).to_contain_text("avourite")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_contain_text("A post by")
    page.keyboard.press("g")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Notifications")
    page.keyboard.press("n")
    expect(page.get_by_label("Your text")).to_be_visible()


def test_the_sheet_of_keys(page: Page) -> None:
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("next, previous post")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_keys_are_letters_in_a_field(page: Page) -> None:
    page.goto("/write")
    page.get_by_label("Your text").focus()
    page.keyboard.type("jgn?")
    expect(page.get_by_label("Your text")).to_have_value("jgn?")
    assert page.url.endswith("/write")


def test_keys_can_be_switched_off(page: Page) -> None:
    page.goto("/settings/appearance")
    page.get_by_label("Single keys").uncheck()
    page.get_by_role("button", name="Save").click()
    page.goto("/house")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")
    page.goto("/settings/appearance")
    page.get_by_label("Single keys").check()
    page.get_by_role("button", name="Save").click()


def test_writing_by_keyboard_alone(page: Page) -> None:
    page.goto("/write")
    page.get_by_label("Your text").focus()
    page.keyboard.type("Without a mouse")
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.picker') !== null"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Publish quietly")).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.get_by_label("Your text").focus()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article").first).to_contain_text("Without a mouse")
