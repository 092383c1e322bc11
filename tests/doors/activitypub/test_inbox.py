"""What an inbox lets in (security.md A3 to A5, B1 to B4, and the answers of wire.md 4.6)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from portevoix.domain.accounts.models import Account
from portevoix.domain.peers.models import Attempt
from portevoix.domain.posts.models import Post
from portevoix.domain.relationships.commands import follow
from portevoix.domain.relationships.models import Follow
from portevoix.doors.activitypub import urls
from portevoix.gateways.signatures import OwnKey
from portevoix.kernel.models import Job
from tests.federation.peers import HOME, Peer, Person, deliver
from tests.federation.shapes import act

Settle = Callable[[], None]
INBOXES = ["/inbox", "/actor/inbox", "/users/bob/inbox"]


def test_a4_every_route_that_takes_a_post_is_tried_below() -> None:
    routes = {str(one.pattern) for one in urls.urlpatterns if str(one.pattern).endswith("inbox")}
    assert routes == {"inbox", "actor/inbox", "users/<str:name>/inbox"}
    assert all(isinstance(one, URLPattern) for one in urls.urlpatterns)
    assert get_resolver("portevoix.doors.activitypub.urls")


@pytest.mark.usefixtures("bob")
@pytest.mark.parametrize("path", INBOXES)
def test_a4_unsigned_is_401_everywhere(path: str) -> None:
    body = b'{"type":"Follow","actor":"https://peer.example/users/alice"}'
    answer = Client().post(path, body, content_type="application/activity+json")
    assert answer.status_code == 401
    assert not Job.objects.exists()


@pytest.mark.usefixtures("bob")
@pytest.mark.parametrize("style", ["cavage", "rfc9421"])
@pytest.mark.parametrize("path", INBOXES)
def test_signed_by_its_actor_is_accepted(path: str, style: str, alice: Person) -> None:
    answer = alice.send(act("Follow", alice.uri, f"{HOME}/users/bob"), to=path, style=style)
    assert answer.status_code == 202, answer.content


def test_a3_somebody_elses_good_key_is_401(bob: Account, new_peer: Callable[[], Peer]) -> None:
    victim, eve = new_peer().person("alice"), new_peer().person("eve")
    answer = eve.send(act("Follow", victim.uri, f"{HOME}/users/bob"))
    assert answer.status_code == 401
    assert not Job.objects.exists()


def test_a3_a_key_id_of_the_victims_house_needs_the_victims_key(
    bob: Account, new_peer: Callable[[], Peer]
) -> None:
    victim, eve = new_peer().person("alice"), new_peer().person("eve")
    forged = OwnKey(victim.key_id, eve.pair.private_pem)
    answer = deliver(act("Follow", victim.uri, f"{HOME}/users/bob"), key=forged)
    assert answer.status_code == 401


def test_a3_an_actor_that_lists_a_key_of_another_house(
    bob: Account, new_peer: Callable[[], Peer]
) -> None:
    victim, evil = new_peer().person("alice"), new_peer()
    eve = evil.person("eve")
    stolen = {"id": victim.key_id, "owner": eve.uri, "publicKeyPem": eve.pair.public_pem}
    evil.serve("/users/eve", {**eve.document, "publicKey": stolen})
    forged = OwnKey(victim.key_id, eve.pair.private_pem)
    assert deliver(act("Follow", victim.uri, f"{HOME}/users/bob"), key=forged).status_code == 401
    forged = OwnKey(eve.key_id, eve.pair.private_pem)
    assert deliver(act("Follow", eve.uri, f"{HOME}/users/bob"), key=forged).status_code == 401


def test_a5_a_neighbour_on_the_same_server_cannot_speak_for_another(
    bob: Account, peer: Peer, alice: Person, settle: Settle
) -> None:
    eve = peer.person("eve")
    answer = eve.send(alice.create(alice.note(to=[f"{HOME}/users/bob"])))
    assert answer.status_code == 401
    settle()
    assert not Post.objects.exists()


def test_an_activity_of_another_house_than_its_actor_is_401(bob: Account, alice: Person) -> None:
    activity = act("Follow", alice.uri, f"{HOME}/users/bob")
    assert alice.send({**activity, "id": "https://other.example/1"}).status_code == 401


@pytest.mark.parametrize("style", ["cavage", "rfc9421"])
def test_b1_a_body_that_was_not_signed_is_401(bob: Account, alice: Person, style: str) -> None:
    activity = act("Follow", alice.uri, f"{HOME}/users/bob")
    answer = alice.send(activity, style=style, signed_body=b"another")
    assert answer.status_code == 401


@pytest.mark.parametrize("header", ["Digest", "Date"])
def test_b2_what_is_covered_must_be_there(bob: Account, alice: Person, header: str) -> None:
    activity = act("Follow", alice.uri, f"{HOME}/users/bob")
    assert alice.send(activity, without=header).status_code == 401


def test_b4_the_same_bytes_twice_have_one_effect(
    bob: Account, alice: Person, settle: Settle
) -> None:
    activity = act("Follow", alice.uri, f"{HOME}/users/bob")
    assert alice.send(activity).status_code == 202
    assert alice.send(activity).status_code == 202
    settle()
    assert Follow.objects.count() == 1
    undo = act("Undo", alice.uri, activity)
    assert alice.send(undo).status_code == 202
    settle()
    assert alice.send(activity).status_code == 202
    settle()
    assert not Follow.objects.exists(), "a follow taken back came back by a replay"


def test_b7_bad_signatures_do_not_make_us_ask_each_time(bob: Account, alice: Person) -> None:
    forged = OwnKey(alice.key_id, alice.peer.person("eve").pair.private_pem)
    for number in range(10):
        answer = deliver(act("Follow", alice.uri, f"{HOME}/users/bob", number), key=forged)
        assert answer.status_code == 401
    assert alice.peer.stub.asked("/users/alice") <= 2
    assert Attempt.objects.count() <= 2


def test_b8_a_key_that_cannot_be_fetched_now_is_503(bob: Account, alice: Person) -> None:
    alice.peer.stub.answer("/users/alice", status=503)
    answer = alice.send(act("Follow", alice.uri, f"{HOME}/users/bob"))
    assert answer.status_code == 503


def test_a_new_key_is_learnt_when_the_old_one_fails(bob: Account, alice: Person) -> None:
    assert alice.send(act("Like", alice.uri, f"{HOME}/users/bob/statuses/1")).status_code == 202
    Attempt.objects.all().delete()
    other = alice.peer.person("eve").pair
    key = {**alice.document["publicKey"], "publicKeyPem": other.public_pem}
    alice.peer.serve("/users/alice", {**alice.document, "publicKey": key})
    rotated = OwnKey(alice.key_id, other.private_pem)
    answer = deliver(act("Like", alice.uri, f"{HOME}/users/bob/statuses/1", 2), key=rotated)
    assert answer.status_code == 202


@pytest.mark.usefixtures("bob")
def test_cheap_refusals(alice: Person) -> None:
    activity = act("Follow", alice.uri, f"{HOME}/users/bob")
    assert alice.send(activity, content_type="text/plain").status_code == 415
    assert alice.send(b"[1, 2").status_code == 400
    assert alice.send(b"[1, 2]").status_code == 400
    assert alice.send(activity, to="/users/nobody/inbox").status_code == 404
    assert Client().get("/inbox").status_code == 405
    assert alice.send(b"x" * (1024 * 1024 + 1)).status_code == 413


@pytest.mark.usefixtures("bob")
def test_floods_are_taken_without_a_look_at_a_key(alice: Person) -> None:
    stranger = "https://gone.example/users/x"
    key = OwnKey(f"{stranger}#main-key", alice.pair.private_pem)
    for activity in (act("Delete", stranger, stranger), act("View", stranger, "https://x.example")):
        assert deliver(activity, key=key).status_code == 202
    assert not Attempt.objects.exists()
    assert not Job.objects.exists()


def test_a_house_without_federation_takes_nothing(
    bob: Account, alice: Person, configure: Callable[..., None]
) -> None:
    configure(origin="http://localhost:8000", allow_private_peers=())
    answer = alice.send(act("Follow", alice.uri, f"{HOME}/users/bob"))
    assert answer.status_code == 403


def test_a_blocked_house_is_403(bob: Account, alice: Person) -> None:
    from portevoix.domain.peers.models import Peer as Row
    from portevoix.kernel import clock

    Row.objects.create(host=alice.peer.stub.host, blocked=True, first_seen_at=clock.now())
    assert alice.send(act("Follow", alice.uri, f"{HOME}/users/bob")).status_code == 403
    assert not alice.peer.stub.seen


@pytest.mark.parametrize("form", ["actor itself", "slash before fragment", "own document"])
def test_other_houses_name_their_keys_in_their_ways(
    bob: Account, alice: Person, form: str, settle: Settle
) -> None:
    uri = alice.uri
    key_id = {
        "actor itself": uri,
        "slash before fragment": f"{uri}/#main-key",
        "own document": f"{uri}/main-key",
    }[form]
    listed = {**alice.document["publicKey"], "id": key_id}
    alice.peer.serve("/users/alice", {**alice.document, "publicKey": listed})
    if form == "own document":
        stub = {"@context": "https://w3id.org/security/v1", "id": uri, "type": "Person"}
        alice.peer.serve("/users/alice/main-key", {**stub, "publicKey": listed})
    own = OwnKey(key_id, alice.pair.private_pem)
    assert deliver(act("Follow", uri, f"{HOME}/users/bob"), key=own).status_code == 202
    settle()
    assert Follow.objects.filter(followee_id=bob.pk).exists()
    assert follow  # the room's own verb is what ran


def test_an_actor_here_is_not_spoken_for_from_outside(bob: Account, alice: Person) -> None:
    forged = OwnKey(f"{HOME}/users/bob#main-key", alice.pair.private_pem)
    answer = deliver(act("Follow", f"{HOME}/users/bob", alice.uri), key=forged)
    assert answer.status_code == 401


def test_an_actor_with_a_multikey_alone_signs_with_ed25519(bob: Account, alice: Person) -> None:
    import base64
    from email.utils import format_datetime

    from portevoix.gateways.digests import digest
    from portevoix.kernel import clock
    from tests.gateways.keys_for_tests import ed25519_key, multikey

    key_id = f"{alice.uri}#ed25519-key"
    key = ed25519_key("alice")
    document = {name: value for name, value in alice.document.items() if name != "publicKey"}
    listed = {"id": key_id, "type": "Multikey", "controller": alice.uri}
    alice.peer.serve(
        "/users/alice",
        {**document, "assertionMethod": [{**listed, "publicKeyMultibase": multikey(key)}]},
    )
    body = b'{"type":"Follow","id":"%b/1","actor":"%b","object":"%b/users/bob"}' % (
        alice.uri.encode(), alice.uri.encode(), HOME.encode(),
    )  # fmt: skip
    date = format_datetime(clock.now(), usegmt=True)
    base = (
        f"(request-target): post /inbox\nhost: home.example\ndate: {date}\ndigest: {digest(body)}"
    )
    signature = base64.b64encode(key.sign(base.encode())).decode()
    covered = "(request-target) host date digest"
    answer = Client().post(
        "/inbox",
        body,
        content_type="application/activity+json",
        headers={
            "Date": date,
            "Digest": digest(body),
            "Signature": f'keyId="{key_id}",algorithm="hs2019",headers="{covered}",'
            f'signature="{signature}"',
        },
    )
    assert answer.status_code == 202, answer.content
