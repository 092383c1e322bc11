"""No automatic fault on any page, in both themes and languages; nothing too small or cut."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import sign_in
from tests.browser.pages_seen import (
    FOR_ANYONE,
    FOR_MEMBERS,
    SAMPLE_FOR_ANYONE,
    SAMPLE_FOR_MEMBERS,
    furnish,
)
from tests.harness.house import House

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => (await axe.run(document, {runOnly: [
  "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})).violations.map(
  (found) => found.id + ": " + found.nodes.map((node) => node.html.slice(0, 160)).join(" | "))"""
# Controls that can be seen: 44 pixels each way, 24 in a sentence or a heading.
SMALL = """() => [...document.querySelectorAll(
  "a, button, summary, input:not([type=hidden]), select, textarea")].filter((each) => {
    const box = (each.closest("label") ?? each).getBoundingClientRect();
    if (!box.width || each.closest(".skips, .sweet, .words")) return false;
    if (!each.checkVisibility()) return false;
    const inline = each.closest("p, dd, .by, h2, h3");
    return inline ? box.height < 23.5 : box.height < 43.5 || box.width < 43.5;
  }).map((each) => each.outerHTML.slice(0, 120))"""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def talk(shared_house: House) -> str:
    """The path of a talk in a house with something on every page."""
    return furnish(shared_house)


def _faults(page: Page) -> list[Any]:
    page.evaluate(AXE)
    found = [*page.evaluate(RUN), *(f"small: {each}" for each in page.evaluate(SMALL))]
    if page.evaluate(SIDEWAYS):
        found.append("wider than the screen")
    return found


def _look(page: Page, paths: list[str], talk: str) -> dict[str, list[Any]]:
    seen = {}
    for path in paths:
        page.goto(talk if path == "TALK" else path)
        if faults := _faults(page):
            seen[path] = faults
    return seen


LIGHT_AND_WIDE = {"scheme": "light", "language": "en", "width": 1280}
DARK_AND_NARROW = {"scheme": "dark", "language": "fr", "width": 320}


@pytest.mark.parametrize("screen", [LIGHT_AND_WIDE, DARK_AND_NARROW], ids=["wide", "narrow"])
def test_a_sample_of_pages(
    screen: dict[str, Any], shared_house: House, talk: str, visit: Callable[..., Page]
) -> None:
    page = visit(shared_house, **screen, bypass_csp=True)
    assert _look(page, SAMPLE_FOR_ANYONE, talk) == {}
    sign_in(page, "walker")
    assert _look(page, SAMPLE_FOR_MEMBERS, talk) == {}


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [1280, 320])
def test_every_page(
    scheme: str,
    language: str,
    width: int,
    shared_house: House,
    talk: str,
    visit: Callable[..., Page],
) -> None:
    page = visit(shared_house, scheme=scheme, language=language, width=width, bypass_csp=True)
    assert _look(page, FOR_ANYONE, talk) == {}
    sign_in(page, "walker")
    assert _look(page, FOR_MEMBERS, talk) == {}


def test_open_menus_sheets_and_faults(
    shared_house: House, talk: str, visit: Callable[..., Page]
) -> None:
    page = visit(shared_house, bypass_csp=True)
    sign_in(page, "walker", "/house")
    page.locator(".card .menu summary").first.click()
    page.locator(".warned summary").first.click()
    assert _faults(page) == []
    page.keyboard.press("Escape")
    page.goto("/house")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    assert _faults(page) == []
    page.goto("/write")
    page.locator(".picker > summary").click()
    assert _faults(page) == []
    page.get_by_role("button", name="Publish").click()
    page.locator("#faults").wait_for()
    assert page.evaluate("document.activeElement.id") == "faults"
    assert _faults(page) == []


def test_the_fault_finder_finds_faults(shared_house: House, visit: Callable[..., Page]) -> None:
    page = visit(shared_house, "/about", bypass_csp=True)
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any(str(fault).startswith("image-alt") for fault in _faults(page))


@pytest.mark.parametrize("path", ["/", "/write", "TALK", "/notifications"])
def test_forced_colours_and_stillness(
    path: str, shared_house: House, talk: str, visit: Callable[..., Page]
) -> None:
    page = visit(shared_house, forced_colors="active", reduced_motion="reduce", bypass_csp=True)
    sign_in(page, "walker", talk if path == "TALK" else path)
    assert _faults(page) == []
    page.locator(".button:visible, .tool:visible").first.hover()
    assert page.evaluate("document.getAnimations().length") == 0


SCREENS = [(320, 640), (320, 256), (640, 512)]
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
CUT = """() => [...document.querySelectorAll("main *, nav *, header *")].filter((each) => {
  const style = getComputedStyle(each);
  return each.checkVisibility() && style.overflowX === "hidden"
    && !each.closest(".unseen, .long, .quote") && each.scrollWidth > each.clientWidth + 1;
}).map((each) => each.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_small_screens_and_large_text(
    width: int, height: int, shared_house: House, talk: str, visit: Callable[..., Page]
) -> None:
    page = visit(shared_house, width=width, height=height, language="fr", bypass_csp=True)
    sign_in(page, "walker")
    for path in ["/", "/write", talk, "/notifications", "/settings/profile"]:
        page.goto(path)
        page.add_style_tag(content=SPACED)
        assert not page.evaluate(SIDEWAYS), path
        assert page.evaluate(CUT) == [], path
