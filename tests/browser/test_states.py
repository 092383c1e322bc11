"""States that every screen shares: undo beside what was done, slowness, no connection."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, sign_in
from tests.browser.neighbours import say
from tests.harness.house import House

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def post(shared_house: House) -> int:
    """A post by somebody whose name is `states`."""
    return int(say(shared_house, shared_house.account("states"), "A state", visibility="public"))


def test_a_toast_undoes_and_the_card_has_the_focus(
    shared_house: House, post: int, visit: Callable[..., Page]
) -> None:
    page = visit(shared_house)
    sign_in(page, "states", "/house")
    page.locator(f"#f{post}").click()
    expect(page.locator("#say")).to_contain_text("Favourite kept.")
    page.locator("#say").get_by_role("button", name="Undo").click()
    expect(page.locator(f"#f{post}")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#say")).to_contain_text("Favourite taken back.")
    expect(page.locator(f"#p{post}")).to_be_focused()


def test_a_slow_act_says_so(shared_house: House, post: int, visit: Callable[..., Page]) -> None:
    page = visit(shared_house)
    sign_in(page, "states", "/house")
    page.clock.install()
    held = []
    page.route("**/favourite", lambda route: held.append(route))
    page.locator(f"#f{post}").click()
    page.clock.fast_forward(600)
    expect(page.locator("#say")).to_have_text("One moment…")
    page.clock.fast_forward(8000)
    page.locator("#say").get_by_role("button", name="Keep waiting").click()
    expect(page.locator("#say")).to_have_text("")
    held[0].continue_()
    expect(page.locator("#say")).to_contain_text("Favourite kept.")


def _come_in(page: Page, *, mine: bool) -> None:
    page.goto("/sign-in")
    page.fill("#name", "states")
    page.fill("#password", PASSWORD)
    if mine:
        page.get_by_label("This device is mine").check()
    page.click("main .button.main")
    page.locator("[data-me]").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")


def test_without_a_connection_only_my_own_device_shows_what_was_seen(
    shared_house: House, post: int, visit: Callable[..., Page]
) -> None:
    page = visit(shared_house)
    _come_in(page, mine=False)
    page.goto("/house")
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    page.goto("/house")
    expect(page.get_by_role("heading", level=1)).to_have_text("No connection")
    page.context.set_offline(False)

    page = visit(shared_house)
    _come_in(page, mine=True)
    page.goto("/house")
    page.wait_for_function("caches.match('/house').then((found) => !!found)")
    page.context.set_offline(True)
    page.goto("/house")
    expect(page.locator(f"#p{post}")).to_be_visible()
    page.goto("/world")
    expect(page.get_by_role("heading", level=1)).to_have_text("No connection")
    page.context.set_offline(False)
    page.goto("/more")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    page.wait_for_function("caches.has('pages').then((found) => !found)")


def test_leaving_with_changes_asks(shared_house: House, visit: Callable[..., Page]) -> None:
    page = visit(shared_house)
    shared_house.account("changes")
    sign_in(page, "changes", "/settings/appearance")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Roomier text").check()
    page.goto("/settings")
    assert asked == ["beforeunload"]
    page.goto("/settings/appearance")
    page.get_by_label("Roomier text").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Kept.")
    assert asked == ["beforeunload"]
