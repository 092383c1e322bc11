"""On a phone every part of a post has the whole width of its card."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import sign_in
from tests.browser.neighbours import call
from tests.harness.house import House

pytestmark = pytest.mark.browser


def test_words_keep_their_width_beside_a_poll(
    shared_house: House, visit: Callable[..., Page]
) -> None:
    token = shared_house.account("narrow")
    poll = {"options": ["With the tide", "When everybody is free"], "expires_in": 3600}
    call(shared_house, token, "/api/v1/statuses", status="When to go?", poll=poll)
    page = visit(shared_house, width=320, height=640)
    sign_in(page, "narrow", "/@narrow")
    for part in (".words", ".poll", ".tools"):
        box = page.locator(f"article.card {part}").first.bounding_box()
        assert box is not None
        assert box["width"] > 200, f"{part} is {box['width']} wide"
    page.goto("/search?q=a+longer+question")
    box = page.locator("#q").bounding_box()
    assert box is not None
    assert box["width"] > 160
