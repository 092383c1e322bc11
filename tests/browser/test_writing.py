"""Writing with the script: marks by keys, names offered, a preview, a thread out of a long text."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.neighbours import say
from tests.harness.house import House

pytestmark = pytest.mark.browser


def test_marks_names_and_preview(shared_house: House, visit: Callable[..., Page]) -> None:
    shared_house.account("marks")
    say(shared_house, shared_house.account("zebulon"), "Here", visibility="public")
    page = visit(shared_house)
    sign_in(page, "marks", "/write")
    text = page.get_by_label("Your text")
    text.click()
    expect(page.get_by_role("toolbar", name="Marks")).to_be_visible()
    page.keyboard.press("Control+b")
    page.keyboard.type("Hello")
    page.keyboard.press("End")
    page.keyboard.type(" @ze")
    expect(page.locator("#offers li")).to_contain_text("@zebulon")
    expect(page.locator("#say")).to_contain_text("Choose with the arrows")
    page.keyboard.press("Escape")
    expect(page.locator("#offers li")).to_have_count(0)
    page.keyboard.type("b")
    expect(page.locator("#offers li")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(text).to_have_value("**Hello** @zebulon ")
    page.keyboard.press("Enter")
    expect(text).to_have_value("**Hello** @zebulon \n")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview").locator("strong")).to_have_text("Hello")


def test_a_long_text_becomes_a_thread(shared_house: House, visit: Callable[..., Page]) -> None:
    shared_house.account("longwinded")
    page = visit(shared_house)
    sign_in(page, "longwinded", "/write")
    text = page.get_by_label("Your text")
    text.click()
    expect(page.get_by_role("toolbar", name="Marks")).to_be_visible()
    text.fill("x" * 4_950)
    expect(page.locator("#say")).to_have_text("50 characters left")
    expect(page.get_by_role("button", name="Split into a thread")).to_be_hidden()
    text.fill("A sentence of some length. " * 200)
    expect(page.locator("#say")).to_contain_text("characters too many")
    page.get_by_role("button", name="Split into a thread").click()
    page.get_by_role("button", name="Publish the thread").click()
    expect(page.get_by_role("status").first).to_contain_text("Published.")
    page.goto("/@longwinded")
    expect(page.get_by_role("article").first).to_contain_text("A sentence of some length.")
