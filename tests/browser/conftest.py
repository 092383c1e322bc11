"""Browsers for walks: each context is one person at one screen."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.harness.house import House

PASSWORD = "correct horse"
expect.set_options(timeout=10_000)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page of a house in a browser of its own: `visit(house, "/", width=320)`."""
    contexts: list[BrowserContext] = []

    def open_page(
        house: House,
        path: str = "/",
        *,
        width: int = 1280,
        height: int = 900,
        language: str = "en",
        script: bool = True,
        scheme: str = "light",
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            extra_http_headers={"Accept-Language": language},
            java_script_enabled=script,
            color_scheme=scheme,  # type: ignore[arg-type]
            base_url=house.url,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def sign_in(page: Page, name: str, next_place: str = "/") -> None:
    """Signs somebody in by the form, whatever the language."""
    page.goto(f"/sign-in?next={next_place}")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.click("main .button.main")
    # By its path: the address of the form ends with the same words, in its query.
    path = urlsplit(next_place).path
    page.wait_for_url(lambda address: urlsplit(address).path == path)


def reload_until(page: Page, words: str) -> None:
    """Asks for the page again until it says `words`: what follows an act comes when it comes."""
    main = page.get_by_role("main")
    for _try in range(40):
        if words in main.inner_text():
            return
        page.wait_for_timeout(250)
        page.reload()
    expect(main).to_contain_text(words)
