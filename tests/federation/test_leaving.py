"""What leaves this house, to whom, in which words (audiences.md, On the wire; wire.md 6 to 18)."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from portevoix.domain.accounts.commands import come_back, leave, update_profile
from portevoix.domain.accounts.commands import delete as delete_account
from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences.circles import add_to_circle, create_circle, remove_from_circle
from portevoix.domain.audiences.commands import narrow, widen
from portevoix.domain.audiences.grants import Audience, Rung
from portevoix.domain.peers import commands as peers
from portevoix.domain.peers.models import OutgoingBody
from portevoix.domain.peers.models import Peer as Row
from portevoix.domain.posts.commands import boost, delete, take_back_boost
from portevoix.domain.posts.models import Post
from portevoix.domain.reactions.commands import favourite, take_back_favourite
from portevoix.domain.relationships.commands import block, follow, reject_follow, unfollow
from portevoix.doors.activitypub.verification import resolver
from portevoix.kernel.models import Job
from tests.factories.posts import post, reply
from tests.federation.conftest import account
from tests.federation.peers import HOME, Peer, Person, sent, takes
from tests.federation.shapes import PUBLIC, act, create, note

Settle = Callable[[], None]
BOB = f"{HOME}/users/bob"


def reader(account: Account) -> Reader:
    return Reader(account.pk, is_member=True)


def places(peer: Peer) -> list[str]:
    return [one.path for one in peer.stub.seen if one.method == "POST"]


def test_a_follow_is_accepted_and_a_repeated_one_accepted_again(
    bob: Account, alice: Person, settle: Settle
) -> None:
    takes(alice.peer, "/inbox")
    for number in (1, 2):
        alice.send(act("Follow", alice.uri, BOB, number))
        settle()
    first, second = sent(alice.peer, "Accept")
    assert first["actor"] == BOB
    assert first["object"]["id"] == f"{alice.uri}/follows/1"
    assert second["object"]["id"] == f"{alice.uri}/follows/2"
    assert first["id"] != second["id"]


def test_the_house_accepts_no_followers(bob: Account, alice: Person, settle: Settle) -> None:
    takes(alice.peer, "/inbox")
    resolver()
    alice.send(act("Follow", alice.uri, f"{HOME}/actor"), to="/actor/inbox")
    settle()
    assert [one["actor"] for one in sent(alice.peer, "Reject")] == [f"{HOME}/actor"]


@pytest.mark.parametrize(
    ("rung", "to", "cc"),
    [
        ("public", [PUBLIC], [f"{BOB}/followers"]),
        ("quiet", [f"{BOB}/followers"], [PUBLIC]),
        ("followers", [f"{BOB}/followers"], []),
    ],
)
def test_a_post_leaves_in_the_words_of_its_audience(
    bob: Account, follower: Account, alice: Person, settle: Settle, rung: str, to: Any, cc: Any
) -> None:
    made = post(reader(bob), "Hello #Garden <b>", rung, warning="soil", language="en")
    settle()
    [activity] = sent(alice.peer)
    about = activity["object"]
    assert activity["type"] == "Create"
    assert (activity["to"], activity["cc"]) == (to, cc) == (about["to"], about["cc"])
    assert about["id"] == f"{BOB}/statuses/{made.id}"
    assert activity["id"] == f"{about['id']}/activity"
    assert about["attributedTo"] == BOB
    assert about["summary"] == "soil"
    assert about["contentMap"] == {"en": about["content"]}
    assert f'href="{HOME}/tags/garden"' in about["content"]
    assert "&lt;b&gt;" in about["content"]
    assert about["tag"] == [{"type": "Hashtag", "name": "#Garden", "href": f"{HOME}/tags/garden"}]
    assert about.get("directMessage") is (False if rung == "followers" else None)
    assert places(alice.peer) == ["/inbox"]


@pytest.mark.parametrize("rung", ["house", "connections", "only_me"])
def test_what_is_for_this_house_never_leaves(
    bob: Account, follower: Account, alice: Person, settle: Settle, rung: str
) -> None:
    made = post(reader(bob), "@alice@" + alice.peer.stub.host + " psst", rung)
    settle()
    delete(actor_id=bob.pk, post_id=made.id)
    settle()
    assert not sent(alice.peer)
    assert not OutgoingBody.objects.filter(body__contains="psst").exists()


def test_one_delivery_a_house_however_many_follow(
    bob: Account, follower: Account, peer: Peer, settle: Settle
) -> None:
    peer.person("dora").send(act("Follow", f"{peer.stub.url}/users/dora", BOB))
    settle()
    peer.stub.seen.clear()
    post(reader(bob))
    settle()
    assert places(peer) == ["/inbox"]
    assert OutgoingBody.objects.filter(body__contains='"Create"').count() == 1


def test_a_mention_names_and_a_conversation_is_direct(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    handle = f"@alice@{alice.peer.stub.host}"
    post(reader(bob), f"{handle} hello", "direct")
    settle()
    [activity] = sent(alice.peer)
    about = activity["object"]
    assert activity["to"] == [alice.uri]
    assert activity["cc"] == []
    assert about["directMessage"] is True
    assert about["tag"] == [{"type": "Mention", "href": alice.uri, "name": handle}]
    assert PUBLIC not in json.dumps([activity["to"], activity["cc"], about["to"], about["cc"]])


def test_an_answer_below_a_followers_post_goes_to_its_author_alone(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    takes(alice.peer, "/inbox")
    resolved = Account.objects.get(uri=alice.uri)
    follow(follower_id=bob.pk, followee_id=resolved.pk)
    settle()
    row = sent(alice.peer, "Follow")[0]
    alice.send(act("Accept", alice.uri, row, 5))
    settle()
    parent = note(alice.uri, 1, to=[f"{alice.uri}/followers"], cc=[])
    alice.send(create(parent))
    settle()
    alice.peer.stub.seen.clear()
    reply(reader(bob), Post.objects.get(uri=parent["id"]), rung="as_parent")
    settle()
    [activity] = sent(alice.peer)
    assert activity["to"] == [alice.uri]
    assert activity["cc"] == []
    assert activity["object"]["inReplyTo"] == parent["id"]
    assert activity["object"]["tag"][0]["href"] == alice.uri


def test_a_circle_goes_to_each_member_apart(
    bob: Account, follower: Account, peer: Peer, alice: Person, settle: Settle
) -> None:
    dora = resolver().account(peer.person("dora").uri)
    circle = create_circle(owner_id=bob.pk, title="Near")
    for member in (follower, dora):
        add_to_circle(owner_id=bob.pk, circle_id=circle.id, account_id=member.pk)
    made = post(reader(bob), f"@alice@{peer.stub.host} for you", "circle", circle_id=circle.id)
    settle()
    copies = sent(peer, "Create")
    assert sorted(places(peer)) == ["/users/alice/inbox", "/users/dora/inbox"]
    assert {tuple(one["to"]) for one in copies} == {(alice.uri,), (dora.uri,)}
    assert len({one["id"] for one in copies}) == 2
    assert {one["object"]["id"] for one in copies} == {f"{BOB}/statuses/{made.id}"}
    for one in copies:
        assert one["cc"] == one["object"]["cc"] == []
        assert one["object"]["to"] == one["to"]
        assert not [tag for tag in one["object"]["tag"] if tag["type"] == "Mention"]
    peer.stub.seen.clear()
    remove_from_circle(owner_id=bob.pk, circle_id=circle.id, account_id=dora.pk)
    settle()
    assert not sent(peer), "the other member of that house still reads it"
    remove_from_circle(owner_id=bob.pk, circle_id=circle.id, account_id=follower.pk)
    settle()
    [taken] = sent(peer, "Delete")
    assert taken["to"] == [alice.uri]


def test_deleting_goes_where_the_post_went_and_to_who_carried_or_answered_it(
    bob: Account, follower: Account, alice: Person, new_peer: Callable[[], Peer], settle: Settle
) -> None:
    other = new_peer()
    tom = other.person("tom")
    takes(other, "/inbox")
    made = post(reader(bob))
    uri = f"{BOB}/statuses/{made.id}"
    tom.send(create(note(tom.uri, 1, inReplyTo=uri)))
    settle()
    delete(actor_id=bob.pk, post_id=made.id)
    settle()
    for peer in (alice.peer, other):
        [activity] = sent(peer, "Delete")
        assert activity["object"] == {"id": uri, "type": "Tombstone"}
        assert activity["to"] == [PUBLIC]


def test_deleting_what_was_for_followers_does_not_say_public(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    made = post(reader(bob), "quietly", "followers")
    settle()
    delete(actor_id=bob.pk, post_id=made.id)
    settle()
    [activity] = sent(alice.peer, "Delete")
    assert PUBLIC not in json.dumps(activity)


def test_likes_and_boosts_and_their_end(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    their_note = alice.note(to=[PUBLIC, BOB])
    alice.send(create(their_note))
    settle()
    original = Post.objects.get(uri=their_note["id"])
    favourite(actor_id=bob.pk, post_id=original.id)
    carried = boost(actor_id=bob.pk, post_id=original.id)
    settle()
    take_back_favourite(actor_id=bob.pk, post_id=original.id)
    take_back_boost(actor_id=bob.pk, post_id=original.id)
    settle()
    [like], [announce] = sent(alice.peer, "Like"), sent(alice.peer, "Announce")
    assert (like["object"], like["to"]) == (their_note["id"], [alice.uri])
    assert announce["id"] == f"{BOB}/statuses/{carried.id}/activity"
    assert announce["object"] == their_note["id"]
    assert announce["to"] == [PUBLIC]
    assert alice.uri in announce["cc"]
    undone = {one["object"]["type"]: one["object"] for one in sent(alice.peer, "Undo")}
    assert undone["Like"]["id"] == like["id"]
    assert undone["Announce"]["id"] == announce["id"]


def test_following_and_unfollowing(bob: Account, alice: Person, settle: Settle) -> None:
    takes(alice.peer, "/inbox")
    found = resolver().account(alice.uri)
    row = follow(follower_id=bob.pk, followee_id=found.pk)
    settle()
    unfollow(follower_id=bob.pk, followee_id=found.pk)
    settle()
    [asked], [undone] = sent(alice.peer, "Follow"), sent(alice.peer, "Undo")
    assert asked["id"] == undone["object"]["id"] == f"{BOB}/follows/{row.pk}"
    assert asked["object"] == alice.uri


def test_a_block_leaves_as_reject_and_undo(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    follow(follower_id=bob.pk, followee_id=follower.pk)
    settle()
    alice.peer.stub.seen.clear()
    block(blocker_id=bob.pk, blocked_id=follower.pk)
    settle()
    assert sorted(one["type"] for one in sent(alice.peer)) == ["Reject", "Undo"]
    assert sent(alice.peer, "Reject")[0]["object"]["actor"] == alice.uri
    assert not sent(alice.peer, "Block")
    alice.peer.stub.seen.clear()
    post(reader(bob), f"@alice@{alice.peer.stub.host} hello")
    settle()
    assert not sent(alice.peer)
    alice.send(act("Follow", alice.uri, BOB, 7))
    settle()
    assert [one["type"] for one in sent(alice.peer)] == ["Reject"]


def test_a_removed_follower_is_told(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    reject_follow(followee_id=bob.pk, follower_id=follower.pk)
    settle()
    [told] = sent(alice.peer, "Reject")
    assert told["object"]["id"] == f"{alice.uri}/follows/1"


def test_a_changed_profile_and_a_deleted_account_are_told(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    update_profile(account_id=bob.pk, display_name="Bob of the hill")
    settle()
    [update] = sent(alice.peer, "Update")
    assert update["object"]["name"] == "Bob of the hill"
    assert update["object"]["id"] == BOB
    delete_account("bob")
    settle()
    [gone] = sent(alice.peer, "Delete")
    assert gone["object"] == BOB


def test_whoever_leaves_is_told_as_suspended_and_may_come_back(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    made = post(reader(bob))
    leave(account_id=bob.pk, name="bob", password="")
    settle()
    come_back(bob.pk)
    settle()
    away, back = sent(alice.peer, "Update")
    assert (away["object"]["suspended"], away["object"]["name"]) == (True, "")
    assert "suspended" not in back["object"]
    assert away["object"]["publicKey"] == back["object"]["publicKey"]
    assert not sent(alice.peer, "Delete")
    delete_account("bob")
    settle()
    assert [one["object"] for one in sent(alice.peer, "Delete")] == [BOB], made.id


def test_widening_tells_the_new_ones_and_narrowing_takes_it_from_the_others(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    made = post(reader(bob), "hello", "house")
    settle()
    assert not sent(alice.peer)
    widen(actor_id=bob.pk, post_id=made.id, audience=Audience(Rung.FOLLOWERS))
    settle()
    assert len(sent(alice.peer, "Create")) == 1
    widen(actor_id=bob.pk, post_id=made.id, audience=Audience(Rung.PUBLIC))
    settle()
    assert len(sent(alice.peer, "Create")) == 1, "they have it already"
    narrow(actor_id=bob.pk, post_id=made.id, audience=Audience(Rung.HOUSE))
    settle()
    assert len(sent(alice.peer, "Delete")) == 1


def test_somebody_mentioned_who_is_not_known_is_found_and_gets_the_post(
    bob: Account, alice: Person, settle: Settle
) -> None:
    takes(alice.peer, "/inbox")
    handle = f"@alice@{alice.peer.stub.host}"
    made = post(reader(bob), f"Look, {handle}!", "followers")
    settle()
    [activity] = sent(alice.peer, "Create")
    assert activity["object"]["id"] == f"{BOB}/statuses/{made.id}"
    assert activity["cc"] == [alice.uri]
    assert activity["object"]["tag"][0]["href"] == alice.uri
    assert alice.uri.replace("/users/", "/@") in activity["object"]["content"]


def test_a_house_that_refuses_the_first_dialect_gets_the_second_and_is_remembered(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    def picky(handler: Any) -> None:
        status = 202 if handler.headers.get("Signature-Input") else 401
        handler.send_response(status)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    alice.peer.stub.answers["/inbox"] = picky
    post(reader(bob), "one")
    settle()
    assert len(sent(alice.peer)) == 2
    assert Row.objects.get(host=alice.peer.stub.host).signature_style == "rfc9421"
    post(reader(bob), "two")
    settle()
    assert len(sent(alice.peer)) == 3


def test_a_house_in_trouble_is_tried_again_later_and_a_refusal_is_an_end(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    alice.peer.stub.answer("/inbox", status=503, Retry_After="120")
    post(reader(bob), "one")
    settle()
    waiting = Job.objects.get(kind="deliver")
    assert waiting.dead_at is None
    assert waiting.attempts == 1
    assert timedelta(seconds=100) < waiting.run_at - waiting.created_at < timedelta(seconds=140)
    assert Row.objects.get(host=alice.peer.stub.host).failures == 1
    alice.peer.stub.answer("/inbox", status=404)
    post(reader(bob), "two")
    settle()
    assert Job.objects.filter(kind="deliver").exclude(dead_at=None).count() == 1


def test_a_house_that_stays_silent_is_left_alone(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    for _ in range(10):
        peers.note_failure(alice.peer.stub.host, "silence")
    post(reader(bob), "hello")
    settle()
    assert not sent(alice.peer)
    assert Job.objects.get(kind="deliver").dead_at is None
    alice.send(act("Like", alice.uri, f"{BOB}/statuses/1", 9))
    settle()
    assert Row.objects.get(host=alice.peer.stub.host).closed_until is None


def test_nothing_is_ever_sent_with_hidden_receivers(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    made = post(reader(bob))
    delete(actor_id=bob.pk, post_id=made.id)
    update_profile(account_id=bob.pk, display_name="B")
    block(blocker_id=bob.pk, blocked_id=follower.pk)
    settle()
    everything = "".join(OutgoingBody.objects.values_list("body", flat=True))
    assert "bto" not in everything
    assert "bcc" not in everything


def test_nothing_leaves_a_house_without_federation(
    bob: Account, follower: Account, settle: Settle, configure: Callable[..., None]
) -> None:
    configure(origin="http://localhost:8000", allow_private_peers=())
    post(reader(bob))
    settle()
    assert not Job.objects.filter(kind="deliver").exists()


def test_a_blocked_house_gets_nothing(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    Row.objects.filter(host=alice.peer.stub.host).update(blocked=True)
    post(reader(bob))
    settle()
    assert not sent(alice.peer)


def test_other_houses_learn_the_origin_with_the_first_delivery(
    bob: Account, follower: Account, settle: Settle
) -> None:
    from portevoix.domain.house.queries import fixed_origin

    post(reader(bob))
    settle()
    assert fixed_origin() == HOME


def test_someone_else_of_the_house_is_not_told_by_mistake(
    bob: Account, follower: Account, alice: Person, settle: Settle
) -> None:
    kim = account("kim")
    post(reader(kim), "not for alice", "followers")
    settle()
    assert not sent(alice.peer)
