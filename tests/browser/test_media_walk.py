"""A picture from the file to the dialog: given, described, published, looked at; two ways."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import PASSWORD, sign_in
from tests.browser.test_axe import _faults
from tests.gateways.made_pictures import moving, picture
from tests.harness.house import House

pytestmark = pytest.mark.browser
FILES: list[FilePayload] = [
    {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture((900, 600))},
    {"name": "b.gif", "mimeType": "image/gif", "buffer": moving()},
]


def test_with_the_script(shared_house: House, visit: Callable[..., Page]) -> None:
    shared_house.account("painter", password=PASSWORD)
    page = visit(shared_house, "/", bypass_csp=True)
    sign_in(page, "painter", "/write")
    page.get_by_label("Your text").fill("Two views of the quay")
    page.locator(".files summary").click()
    page.set_input_files("#files", FILES)
    rows = page.locator(".attached li")
    expect(rows).to_have_count(2)
    rows.first.get_by_label("Description").fill("A red wall")
    rows.last.get_by_role("button", name="Earlier").click()
    expect(rows.last.get_by_label("Description")).to_have_value("A red wall")
    assert not _faults(page)
    page.locator(".composer .button.main").click()
    expect(page.get_by_role("alert")).to_contain_text("1 picture has no description")
    page.locator(".composer .button.main").click()
    expect(page.locator(".shots img")).to_have_count(2)

    page.goto("/house")
    shot = page.locator(".shots a").last
    shot.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img")).to_have_attribute("alt", "A red wall")
    assert page.url.endswith("/media/2")
    assert not _faults(page)
    page.keyboard.press("+")
    expect(dialog.locator("img.z2")).to_be_visible()
    page.keyboard.press("0")
    page.keyboard.press("ArrowLeft")
    expect(dialog).to_contain_text("1 of 2")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.wait_for_url("**/house")
    expect(shot).to_be_focused()
    play = page.get_by_role("link", name="Let it move")
    play.click()
    expect(page.locator(".shots img").first).to_have_attribute("src", re.compile(r"moving\.gif$"))
    page.goto(f"{page.locator('.shots a').last.get_attribute('href')}")
    assert not _faults(page)


def test_without_the_script(shared_house: House, visit: Callable[..., Page]) -> None:
    shared_house.account("etcher", password=PASSWORD)
    page = visit(shared_house, "/", script=False, width=320)
    sign_in(page, "etcher", "/write")
    page.get_by_label("Your text").fill("One view of the quay")
    page.locator(".files summary").click()
    page.set_input_files("#files", FILES[:1])
    page.locator(".composer .button.main").click()
    page.get_by_label("Description").fill("A red wall")
    page.locator(".composer .button.main").click()
    shot = page.locator(".shots a").first
    expect(shot.get_by_role("img")).to_have_attribute("alt", "A red wall")
    shot.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Picture by etcher")
    page.get_by_role("link", name="Back to the post").click()
    expect(page.locator(".card.reading")).to_contain_text("One view of the quay")
