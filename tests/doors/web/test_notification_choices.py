"""Settings › Notifications, those who wait apart, and what is not grouped."""

from collections.abc import Callable

import pytest
from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.notifications.commands import notify
from portevoix.domain.notifications.models import Kind
from portevoix.domain.notifications.requests import choose, policy_of
from portevoix.domain.relationships.models import Block
from tests.factories.people import id_of, member
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]


def test_choices_are_kept(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    assert "Answers and mentions" in browser.get("/settings/notifications").content.decode()
    said = {"kind": ["mention", "follow"], "for_new_accounts": "filter", "for_not_following": "x"}
    assert browser.post("/settings/notifications", said)["Location"] == "/settings/notifications"
    policy = policy_of(id_of(alice))
    assert "favourite" in policy.kinds_off
    assert "mention" not in policy.kinds_off
    assert (policy.for_new_accounts, policy.for_not_following) == ("filter", "accept")
    page = browser.get("/settings/notifications").content.decode()
    assert 'value="favourite" checked' not in page
    assert 'value="mention"' in page


@pytest.mark.parametrize(
    ("act", "shown"), [("accept", True), ("dismiss", False), ("block", False), ("x", False)]
)
def test_several_who_wait_are_answered_at_once(
    as_member: AsMember, alice: Reader, bob: Reader, act: str, shown: bool
) -> None:
    choose(owner_id=id_of(alice), for_not_following="filter")
    chloe = member("chloe")
    asked = post(bob, "A <word>, @alice")
    notify(owner_id=id_of(alice), kind=Kind.MENTION, actor_id=id_of(bob), post_id=asked.id)
    notify(owner_id=id_of(alice), kind=Kind.FOLLOW, actor_id=id_of(chloe))
    browser = as_member(alice)
    page = browser.get("/notifications").content.decode()
    assert "2 people whom you do not know wait apart" in page
    assert "mentioned you" not in page
    page = browser.get("/notifications/requests").content.decode()
    assert "A &lt;word&gt;" in page
    nobody = browser.post("/notifications/requests", {"act": act})
    assert nobody["Location"] == "/notifications/requests"
    ids = [id_of(bob), id_of(chloe), "x", "9" * 40]
    browser.post("/notifications/requests", {"act": act, "who": ids})
    assert "Nobody waits apart" in browser.get("/notifications/requests").content.decode()
    assert ("mentioned you" in browser.get("/notifications").content.decode()) == shown
    assert Block.objects.count() == (2 if act == "block" else 0)


def test_groups_open_and_can_be_taken_apart(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    made = post(alice)
    people = [bob, *(member(name) for name in ("chloe", "dana", "eve"))]
    for each in people:
        notify(owner_id=id_of(alice), kind=Kind.FAVOURITE, actor_id=id_of(each), post_id=made.id)
        notify(owner_id=id_of(alice), kind=Kind.REBLOG, actor_id=id_of(each), post_id=made.id)
    browser = as_member(alice)
    page = browser.get("/notifications?around=1").content.decode()
    assert page.count('class="note') == 2
    assert page.count("Everyone</summary>") == 2
    page = browser.get("/notifications?around=1&apart=1").content.decode()
    assert page.count('class="note') == 8
    assert "Group again" in page


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_has_its_sentence(
    as_member: AsMember, alice: Reader, bob: Reader, kind: str
) -> None:
    made = post(alice)
    notify(owner_id=id_of(alice), kind=Kind(kind), actor_id=id_of(bob), post_id=made.id)
    browser = as_member(alice)
    pages = [browser.get(f"/notifications{query}") for query in ("", "?around=1")]
    assert sum(page.content.decode().count('class="note') for page in pages) == 1
