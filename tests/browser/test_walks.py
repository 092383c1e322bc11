"""Coming in, writing, answering, following, being told; with the script and without it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, reload_until, sign_in
from tests.browser.neighbours import call, say
from tests.harness.house import House

pytestmark = pytest.mark.browser


def _join(page: Page, name: str) -> None:
    page.goto("/join")
    page.get_by_label("Name in the house").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("I will keep to the rules").check()
    page.get_by_role("main").get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This house")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_newcomer(script: bool, shared_house: House, visit: Callable[..., Page]) -> None:
    ending = "script" if script else "plain"
    host = shared_house.account(f"host_{ending}")
    post = say(shared_house, host, "Who can lend me a ladder?", visibility="public")
    page = visit(shared_house, "/", script=script)
    _join(page, f"new_{ending}")

    card = page.locator(f"#p{post}")
    card.get_by_role("button", name="Favourite").click()
    expect(page.locator(f"#f{post}")).to_have_attribute("aria-pressed", "true")
    card.locator(".when").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A post by")

    page.get_by_label("Answer host").fill("I can. It is a tall one.")
    page.locator(".picker > summary").click()
    page.get_by_label("Public", exact=False).last.check()
    page.get_by_role("button", name="Publish to everyone").click()
    expect(page.locator(".branch")).to_contain_text("It is a tall one.")

    page.goto(f"/@host_{ending}")
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_text("You follow this person.")).to_be_visible()

    me = call(shared_house, host, f"/api/v1/accounts/lookup?acct=new_{ending}")["id"]
    call(shared_house, host, f"/api/v1/accounts/{me}/follow", reblogs=True)
    said = f"Thank you, @new_{ending}."
    say(shared_house, host, said, in_reply_to_id=post, visibility="public")
    page.goto("/notifications")
    reload_until(page, "host_" + ending)
    page.goto("/notifications?around=1")
    expect(page.get_by_role("main")).to_contain_text("follows you")
    expect(page.locator(".note.unread")).to_have_count(1)
    page.reload()
    expect(page.locator(".note.unread")).to_have_count(0)
    page.goto("/")
    expect(page.locator(".feed")).to_contain_text("Thank you")


def test_nothing_typed_is_lost_when_the_session_ends(
    shared_house: House, visit: Callable[..., Page]
) -> None:
    shared_house.account("lost")
    page = visit(shared_house)
    sign_in(page, "lost", "/write")
    page.get_by_label("Your text").fill("A long letter.")
    sessions = [each for each in page.context.cookies() if each["name"].endswith("_session")]
    page.context.clear_cookies(name=sessions[0]["name"])
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("What you wrote is kept.")).to_be_visible()
    page.fill("#name", "lost")
    page.fill("#password", PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("Your text")).to_have_value("A long letter.")
    page.get_by_role("button", name="Publish").click()
    published = page.get_by_role("article").filter(has_text="A long letter.")
    expect(published.first).to_be_visible()


def test_a_menu_opens_and_closes(shared_house: House, visit: Callable[..., Page]) -> None:
    token = shared_house.account("menu")
    say(shared_house, token, "With a menu", visibility="public")
    page = visit(shared_house)
    sign_in(page, "menu", "/house")
    summary = page.locator(".card .menu summary").first
    summary.click()
    expect(page.get_by_role("link", name="Open the talk").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Open the talk").first).to_be_hidden()
    expect(summary).to_be_focused()


def test_deleting_asks_on_a_page(shared_house: House, visit: Callable[..., Page]) -> None:
    token = shared_house.account("regret")
    post = say(shared_house, token, "To be regretted", visibility="public")
    page = visit(shared_house, script=False)
    sign_in(page, "regret", f"/@regret/{post}")
    page.locator(".menu summary").first.click()
    page.get_by_role("link", name="Delete…").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("status").first).to_contain_text("Deleted.")
    expect(page.get_by_text("To be regretted")).to_have_count(0)
