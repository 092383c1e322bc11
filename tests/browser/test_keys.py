"""Passkeys and one-time codes, with a browser's virtual authenticator."""

from collections.abc import Callable

import pyotp
import pytest
from playwright.sync_api import Page, expect

from portevoix.kernel import clock
from tests.browser.conftest import PASSWORD, sign_in
from tests.harness.house import House

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_authenticator(page: Page) -> Callable[[bool], None]:
    """Gives a page's browser an authenticator; returns what makes it know its person, or not."""
    talk = page.context.new_cdp_session(page)
    talk.send("WebAuthn.enable")
    made = talk.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    def knows(person: bool) -> None:
        told = {"authenticatorId": made["authenticatorId"], "isUserVerified": person}
        talk.send("WebAuthn.setUserVerified", told)

    return knows


def sign_out(page: Page) -> None:
    """Signs out, and waits until it is done."""
    page.goto("/more")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status").first).to_contain_text("You have signed out.")


def test_a_passkey_is_added_comes_in_proves_and_goes(
    shared_house: House, visit: Callable[..., Page]
) -> None:
    shared_house.account("paula")
    page = visit(shared_house)
    knows = with_authenticator(page)
    sign_in(page, "paula", "/settings/security/passkeys")
    page.get_by_label("Name of the passkey").fill("My telephone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("status").first).to_contain_text("It lets you in from now on.")
    expect(page.get_by_role("main")).to_contain_text("My telephone")

    sign_out(page)
    page.goto("/sign-in?next=/settings/security/log")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/settings/security/log")
    expect(page.get_by_role("main")).to_contain_text("Came in by passkey")

    page.goto("/settings/security/again?next=/settings/security/passkeys")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/settings/security/passkeys")

    knows(False)
    page.goto("/settings/security/again?next=/house")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("#say")).to_contain_text("No passkey was given.")
    knows(True)

    page.goto("/settings/security/passkeys")
    page.get_by_role("link", name="Change My telephone").click()
    page.get_by_label("Name of the passkey").fill("The old telephone")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Change The old telephone").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("main")).not_to_contain_text("The old telephone")

    sign_out(page)
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("#faults")).to_contain_text("This passkey is not known here.")


def test_codes_are_set_up_and_asked(shared_house: House, visit: Callable[..., Page]) -> None:
    shared_house.account("toto")
    page = visit(shared_house, script=False)
    sign_in(page, "toto", "/settings/security/codes")
    page.get_by_role("button", name="Set up codes").click()
    box = page.locator(".qr-code svg").bounding_box()
    assert box is not None
    assert box["width"] > 150
    clockwork = pyotp.TOTP(page.locator("#key").input_value().replace(" ", ""))
    page.get_by_role("textbox", name="Code").fill(clockwork.at(clock.now()))
    page.get_by_role("button", name="Ask codes from now on").click()
    codes = page.locator(".recovery-codes code").all_text_contents()
    assert len(codes) == 10
    sign_out(page)

    page.goto("/sign-in?next=/house")
    page.fill("#name", "toto")
    page.fill("#password", PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(codes[4])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/house")
