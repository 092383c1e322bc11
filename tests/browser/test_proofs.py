"""What the accessibility page promises: text at twice its size, keys off, paper."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import sign_in
from tests.browser.pages_seen import FOR_MEMBERS, furnish
from tests.browser.test_axe import CUT
from tests.harness.browser import chromium
from tests.harness.house import House

pytestmark = pytest.mark.browser
# What reaches beyond the right edge, when the page can be pushed sideways at all.
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter((each) => each.checkVisibility()
    && !each.closest(".skips, .sweet, .unseen")
    && each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML.slice(0, 120))"""
SAMPLE = ["/", "/write", "TALK", "/notifications", "/circles"]


@pytest.fixture(scope="module")
def talk(shared_house: House) -> str:
    """The path of a talk in a house with something on every page."""
    return furnish(shared_house)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser of somebody who sets large text for every page.

    Media queries follow it, as they would not follow a size set on `html`.
    """
    with chromium("--blink-settings=defaultFontSize=32") as running:
        yield running


class TestLargeText:
    """Text at twice its size: nothing is cut, nothing is to be pushed sideways."""

    @pytest.mark.parametrize("width", [390, 1280])
    def test_a_sample_fits(
        self, width: int, shared_house: House, talk: str, visit: Callable[..., Page]
    ) -> None:
        self._fits(SAMPLE, width, shared_house, talk, visit)

    @pytest.mark.long
    @pytest.mark.parametrize("width", [390, 1280])
    def test_every_page_fits(
        self, width: int, shared_house: House, talk: str, visit: Callable[..., Page]
    ) -> None:
        self._fits(FOR_MEMBERS, width, shared_house, talk, visit)

    def _fits(
        self,
        paths: list[str],
        width: int,
        house: House,
        talk: str,
        visit: Callable[..., Page],
    ) -> None:
        page = visit(house, width=width, language="fr", bypass_csp=True)
        sign_in(page, "walker")
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        wide = {}
        for path in paths:
            page.goto(talk if path == "TALK" else path)
            if found := page.evaluate(WIDE) or page.evaluate(CUT):
                wide[path] = found
        assert wide == {}


def test_single_keys_can_be_switched_off_and_never_work_in_a_field(
    shared_house: House, talk: str, visit: Callable[..., Page]
) -> None:
    page = visit(shared_house)
    sign_in(page, "walker", "/house")
    page.goto("/search")
    page.locator("#q").first.focus()
    page.keyboard.type("?n")
    expect(page.locator("#q").first).to_have_value("?n")
    page.goto("/keys")
    page.get_by_role("button", name="Switch single keys off").click()
    expect(page.get_by_role("status").first).to_contain_text("Single keys are off.")
    page.goto("/house")
    for key in ("j", "?", "n"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement === document.body")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.goto("/keys")
    page.get_by_role("button", name="Switch single keys on").click()
    expect(page.get_by_role("status").first).to_contain_text("Single keys are on.")


def test_paper_holds_the_talk_alone(
    shared_house: House, talk: str, visit: Callable[..., Page]
) -> None:
    page = visit(shared_house, talk)
    page.emulate_media(media="print")
    expect(page.get_by_text("Where does one")).to_be_visible()
    for what in ("header.top", "footer.end", ".tools"):
        assert not page.locator(what).first.is_visible(), what
    assert page.pdf()[:5] == b"%PDF-"
