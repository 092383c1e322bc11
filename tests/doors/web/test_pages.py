"""Every page answers, for a visitor and for a member."""

from collections.abc import Callable

import pytest
from django.test import Client

from portevoix.domain.accounts.reader import Reader
from tests.factories.posts import post

FOR_ANYONE = [
    "/",
    "/house",
    "/world",
    "/tags/tea",
    "/join",
    "/sign-in",
    "/about",
    "/rules",
    "/privacy",
    "/accessibility",
    "/keys",
    "/@alice",
    "/@alice?with=replies",
    "/@alice/followers",
    "/@alice/following",
    "/authorize_interaction?uri=alice@localhost:8000",
]
FOR_MEMBERS = [
    "/write",
    "/notifications",
    "/notifications?around=1",
    "/follow-requests",
    "/search",
    "/search?q=ali",
    "/search?q=tea&in=tags",
    "/search?q=tea&in=posts",
    "/more",
    "/settings",
    "/settings/profile",
    "/settings/appearance",
    "/settings/security",
    "/settings/blocks",
    "/settings/mutes",
    "/invitations",
    "/desk/approvals",
    "/keep/house",
    "/keep/rules",
    "/@bob/ties",
]


@pytest.mark.parametrize("path", FOR_ANYONE)
def test_anyone_sees(path: str, visitor: Client, alice: Reader) -> None:
    post(alice, "Hello from the #tea room")
    assert visitor.get(path).status_code == 200


@pytest.mark.parametrize("path", FOR_MEMBERS)
def test_visitors_are_asked_to_sign_in(path: str, visitor: Client, alice: Reader) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in?next=/")


@pytest.mark.parametrize("path", FOR_ANYONE + FOR_MEMBERS)
def test_members_see(
    path: str, as_member: Callable[[Reader], Client], alice: Reader, bob: Reader
) -> None:
    post(alice, "Hello from the #tea room")
    post(bob, "And from me", rung="house")
    answer = as_member(alice).get(path)
    expected = 302 if path in ("/join", "/sign-in") or "authorize" in path else 200
    assert answer.status_code == expected


def test_a_post_in_its_talk(
    as_member: Callable[[Reader], Client], alice: Reader, bob: Reader
) -> None:
    first = post(alice, "A question, @bob")
    answer = post(bob, "An answer", in_reply_to_id=first.id)
    page = as_member(alice).get(f"/@alice/{first.id}")
    assert page.status_code == 200
    assert "An answer" in page.content.decode()
    assert as_member(bob).get(f"/@bob/{answer.id}").status_code == 200
