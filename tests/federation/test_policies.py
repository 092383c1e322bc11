"""Who may do what, told to other houses and heard from them (wire.md 12)."""

from collections.abc import Callable
from typing import Any

import pytest

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts import commands
from portevoix.domain.posts.models import Ask, Policy, Post
from tests.factories.posts import post
from tests.federation.peers import HOME, Person, sent
from tests.federation.shapes import PUBLIC, act

Settle = Callable[[], None]
BOB = f"{HOME}/users/bob"


def write(bob: Account, **about: Any) -> Post:
    return post(Reader(bob.pk, is_member=True), **about)


@pytest.mark.parametrize(
    ("policy", "automatic", "manual"),
    [
        (Policy.EVERYONE, [PUBLIC], None),
        (Policy.FOLLOWERS, [f"{BOB}/followers", BOB], None),
        (Policy.ASK, [BOB], [PUBLIC]),
        (Policy.NOBODY, [BOB], None),
    ],
)
def test_policies_leave_with_the_post(
    bob: Account, follower: Account, alice: Person, settle: Settle,
    policy: Policy, automatic: Any, manual: Any,
) -> None:  # fmt: skip
    write(bob, reply_policy=policy, quote_policy=policy)
    settle()
    said = sent(alice.peer)[0]["object"]["interactionPolicy"]
    for name in ("canReply", "canQuote"):
        assert said[name]["automaticApproval"] == automatic
        assert said[name].get("manualApproval") == manual
    assert said["canAnnounce"] == {"automaticApproval": [PUBLIC]}


def test_a_change_of_mind_is_told(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    made = write(bob)
    commands.set_policies(actor_id=bob.pk, post_id=made.id, reply=Policy.NOBODY)
    settle()
    [update] = sent(alice.peer, "Update")
    assert update["object"]["interactionPolicy"]["canReply"] == {"automaticApproval": [BOB]}
    assert "updated" not in update["object"]


def test_a_refused_answer_gets_a_reject_and_is_not_stored(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    made = write(bob, reply_policy=Policy.NOBODY, boost_policy=Policy.NOBODY)
    note = alice.note(inReplyTo=f"{BOB}/statuses/{made.id}")
    alice.send(alice.create(note))
    alice.send(act("Announce", alice.uri, f"{BOB}/statuses/{made.id}", to=[PUBLIC]))
    settle()
    [reject] = sent(alice.peer, "Reject")
    assert (reject["actor"], reject["object"]) == (BOB, note["id"])
    assert Post.objects.count() == 1


def test_what_waits_is_agreed_or_left(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    made = write(bob, reply_policy=Policy.ASK, boost_policy=Policy.ASK)
    notes = [alice.note(each, inReplyTo=f"{BOB}/statuses/{made.id}") for each in (1, 2)]
    for note in notes:
        alice.send(alice.create(note))
    alice.send(act("Announce", alice.uri, f"{BOB}/statuses/{made.id}", to=[PUBLIC]))
    settle()
    first, second = Ask.objects.filter(act="reply").order_by("id")
    commands.agree(actor_id=bob.pk, ask_id=first.id)
    commands.leave(actor_id=bob.pk, ask_id=second.id)
    commands.agree(actor_id=bob.pk, ask_id=Ask.objects.get(act="boost").id)
    settle()
    assert [each["object"] for each in sent(alice.peer, "Reject")] == [notes[1]["id"]]
    standing = Post.objects.get(id=made.id)
    assert (standing.replies_count, standing.boosts_count) == (1, 1)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (None, ("everyone", "nobody")),
        ("odd", ("everyone", "nobody")),
        ({"canReply": {"automaticApproval": "FOLLOWERS"},
          "canQuote": {"automaticApproval": PUBLIC}},
         ("followers", "everyone")),
        ({"canReply": {"always": ["ME"], "approvalRequired": ["as:Public"]},
          "canQuote": {"automaticApproval": ["ME"]}}, ("ask", "nobody")),
        ({"canReply": {"automaticApproval": ["ME"]}, "canQuote": 7}, ("nobody", "nobody")),
        ({"canReply": {"automaticApproval": ["ME", "https://x.example/u"]}},
         ("mentioned", "nobody")),
    ],
)  # fmt: skip
def test_policies_of_others_are_understood(
    bob: Account, follower: Account, alice: Person, settle: Settle, said: Any, expected: Any
) -> None:
    def put(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: put(one) for key, one in value.items()}
        if isinstance(value, list):
            return [put(one) for one in value]
        return {"ME": alice.uri, "FOLLOWERS": f"{alice.uri}/followers"}.get(str(value), value)

    mine = write(bob)
    note = alice.note(inReplyTo=f"{BOB}/statuses/{mine.id}", interactionPolicy=put(said))
    alice.send(alice.create(note))
    settle()
    known = Post.objects.get(uri=note["id"])
    assert (known.reply_policy, known.quote_policy) == expected
