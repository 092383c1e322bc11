"""Who may say what about whom (security.md A1, A2, A6, A7, A9, A11 to A13)."""

from collections.abc import Callable

import pytest

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.queries import by_handle, by_uri
from portevoix.domain.audiences.public import Viewer, may_read
from portevoix.domain.posts.models import Post
from portevoix.domain.relationships.commands import follow
from portevoix.domain.relationships.models import Follow
from portevoix.doors.activitypub.verification import resolver
from portevoix.kernel.errors import DomainError
from tests.factories.people import member
from tests.factories.posts import post
from tests.federation.conftest import account
from tests.federation.peers import AS2, HOME, Peer, Person
from tests.federation.shapes import PUBLIC, act, create, note

Settle = Callable[[], None]
BOB = f"{HOME}/users/bob"


def watch(person: Person, settle: Settle) -> Account:
    """Lets somebody here follow `person`, so that their posts concern this house."""
    found = resolver().account(person.uri)
    fan = account("fan")
    follow(follower_id=fan.pk, followee_id=found.pk)
    settle()
    Follow.objects.update(accepted=True)
    return found


def test_a1_a_boost_of_a_forged_note_stores_nothing_of_the_victim(
    home: None, new_peer: Callable[[], Peer], settle: Settle
) -> None:
    evil, victims = new_peer(), new_peer()
    eve, victim = evil.person("eve"), victims.person("alice")
    watch(eve, settle)
    forged = note(victim.uri, 1, content="<p>I never wrote this</p>")
    where = evil.serve("/forged", {"@context": "https://www.w3.org/ns/activitystreams", **forged})
    eve.send(act("Announce", eve.uri, where, to=[PUBLIC]))
    settle()
    assert not Post.objects.filter(html__contains="never wrote").exists()
    assert victims.stub.asked("/users/alice/statuses/1") == 1


def test_a1_an_embedded_note_of_another_house_is_fetched_at_its_own(
    bob: Account, new_peer: Callable[[], Peer], settle: Settle
) -> None:
    eve, victim = new_peer().person("eve"), new_peer().person("alice")
    watch(eve, settle)
    forged = note(victim.uri, 1, to=[BOB])
    eve.send({**create(forged), "id": f"{eve.uri}/a/1", "actor": eve.uri})
    settle()
    assert not Post.objects.exists()


def test_a1_a_redirect_to_another_house_does_not_lend_its_name(
    home: None, new_peer: Callable[[], Peer]
) -> None:
    evil, victims = new_peer(), new_peer()
    victim = victims.person("alice")
    evil.serve("/x", {"@context": "https://www.w3.org/ns/activitystreams", **note(victim.uri, 1)})
    victims.stub.answer("/users/alice/statuses/1", status=302, Location=f"{evil.stub.url}/x")
    with pytest.raises(DomainError):
        resolver().post(f"{victim.uri}/statuses/1")
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("content_type", "accepted"),
    [
        (AS2, True),
        (f"{AS2}; charset=utf-8", True),
        ('application/ld+json; profile="https://www.w3.org/ns/activitystreams"', True),
        ("application/ld+json", False),
        ("application/json", False),
        ("text/plain", False),
        ("text/html", False),
    ],
)
def test_a2_only_the_media_types_of_activitystreams_are_believed(
    home: None, alice: Person, content_type: str, *, accepted: bool
) -> None:
    document = {"@context": "https://www.w3.org/ns/activitystreams", **alice.note()}
    uri = alice.peer.serve("/users/alice/statuses/1", document, content_type)
    if accepted:
        assert resolver().post(uri).uri == uri
    else:
        with pytest.raises(DomainError):
            resolver().post(uri)


def test_a6_a_neighbour_cannot_edit_delete_or_undo(
    bob: Account, peer: Peer, alice: Person, settle: Settle
) -> None:
    mal = peer.person("mal")
    alice.send(alice.create(alice.note(to=[PUBLIC, BOB])))
    follow_bob = act("Follow", alice.uri, BOB)
    alice.send(follow_bob)
    settle()
    stored = Post.objects.get()
    peer.serve(peer.path(stored.uri or ""), {"@context": AS_CONTEXT, **alice.note()})
    mal.send(act("Delete", mal.uri, stored.uri))
    mal.send(act("Update", mal.uri, {**alice.note(), "content": "<p>mine</p>"}, 2))
    mal.send(act("Undo", mal.uri, follow_bob, 3))
    settle()
    stored.refresh_from_db()
    assert stored.deleted_at is None
    assert "word 1" in stored.html
    assert Follow.objects.count() == 1


AS_CONTEXT = "https://www.w3.org/ns/activitystreams"


def test_a_moderators_delete_counts_once_the_post_is_gone_at_home(
    bob: Account, peer: Peer, alice: Person, settle: Settle
) -> None:
    moderator = peer.person("mod")
    alice.send(alice.create(alice.note(to=[PUBLIC, BOB])))
    settle()
    stored = Post.objects.get()
    peer.stub.answer(peer.path(stored.uri or ""), status=410)
    moderator.send(act("Delete", moderator.uri, stored.uri))
    settle()
    stored.refresh_from_db()
    assert stored.deleted_at is not None


def test_a7_naming_a_private_post_of_another_opens_it_to_nobody(
    bob: Account, new_peer: Callable[[], Peer], settle: Settle
) -> None:
    kim = account("kim")
    jo, eve = new_peer().person("jo"), new_peer().person("eve")
    jo.send(create(note(jo.uri, 1, to=[BOB], cc=[], content="<p>for bob</p>")))
    settle()
    stored = Post.objects.get()
    kim_uri = f"{HOME}/users/kim"
    forged = note(jo.uri, 1, to=[PUBLIC, kim_uri])
    eve.send({**create(forged), "id": f"{eve.uri}/a", "actor": eve.uri}, to="/users/kim/inbox")
    eve.send({**create({**forged, "attributedTo": eve.uri}), "id": f"{eve.uri}/b"})
    settle()
    assert may_read(Viewer(bob.pk, is_member=True), stored.id)
    assert not may_read(Viewer(kim.pk, is_member=True), stored.id)


def test_a7_a_second_copy_by_its_author_adds_the_reader_it_came_to(
    bob: Account, alice: Person, settle: Settle
) -> None:
    kim = account("kim")
    alice.send(create(note(alice.uri, 1, to=[BOB], cc=[])))
    copy = create(note(alice.uri, 1, to=[f"{HOME}/users/kim"], cc=[]))
    alice.send({**copy, "id": f"{alice.uri}/copies/2"})
    settle()
    stored = Post.objects.get()
    assert may_read(Viewer(bob.pk, is_member=True), stored.id)
    assert may_read(Viewer(kim.pk, is_member=True), stored.id)


@pytest.mark.parametrize("word", ["@graph", "@included", "@reverse"])
@pytest.mark.parametrize("depth", [1, 5])
def test_a9_words_that_rearrange_the_graph_are_refused(
    bob: Account, alice: Person, word: str, depth: int
) -> None:
    inner: dict[str, object] = {word: [{"type": "Note"}]}
    for _ in range(depth - 1):
        inner = {"x": inner}
    answer = alice.send({**alice.create(alice.note(to=[BOB])), **inner})
    assert answer.status_code == 400


def test_a8_a_context_that_renames_the_actor_changes_nothing(
    bob: Account, new_peer: Callable[[], Peer], settle: Settle
) -> None:
    victim, eve = new_peer().person("alice"), new_peer().person("eve")
    made = create(note(eve.uri, 1, to=[BOB]))
    made["@context"] = [AS_CONTEXT, {"performer": "as:actor", "actor": "x:nothing"}]
    made["performer"] = victim.uri
    eve.send(made)
    settle()
    assert by_uri(victim.uri) is None
    assert Post.objects.get().author.uri == eve.uri


def test_a11_a_handle_needs_the_round_trip(home: None, new_peer: Callable[[], Peer]) -> None:
    evil, victims = new_peer(), new_peer()
    eve = evil.person("eve")
    evil.serve("/users/eve", {**eve.document, "webfinger": f"vic@{victims.stub.host}"})
    with pytest.raises(DomainError):
        resolver().account(eve.uri)
    victims.finger("vic", "https://elsewhere.example/users/vic")
    with pytest.raises(DomainError):
        resolver().account(eve.uri)
    assert by_handle("vic", victims.stub.host) is None


def test_a12_an_accept_never_asked_for_and_by_somebody_else(
    bob: Account, new_peer: Callable[[], Peer], settle: Settle
) -> None:
    alice, eve = new_peer().person("alice"), new_peer().person("eve")
    found = resolver().account(alice.uri)
    follow(follower_id=bob.pk, followee_id=found.pk)
    settle()
    row = Follow.objects.get()
    ours = {"id": f"{BOB}/follows/{row.id}", "type": "Follow", "actor": BOB, "object": alice.uri}
    eve.send(act("Accept", eve.uri, ours))
    eve.send(act("Accept", eve.uri, act("Follow", BOB, eve.uri), 2))
    settle()
    row.refresh_from_db()
    assert not row.accepted
    assert Follow.objects.count() == 1
    alice.send(act("Accept", alice.uri, ours))
    settle()
    row.refresh_from_db()
    assert row.accepted


def test_a13_ids_of_this_house_are_never_made_or_changed_from_outside(
    bob: Account, alice: Person, settle: Settle
) -> None:
    mine = post(member("carla"), "my words")
    uri = f"{HOME}/users/carla/statuses/{mine.id}"
    forged = {**note(alice.uri, 1, to=[PUBLIC, BOB]), "id": f"{HOME}/users/bob/statuses/7"}
    alice.send({**create(forged), "id": f"{alice.uri}/x"})
    alice.send(act("Delete", alice.uri, uri))
    alice.send(act("Update", alice.uri, {**forged, "id": uri}, 2))
    settle()
    assert Post.objects.count() == 1
    mine.refresh_from_db()
    assert mine.deleted_at is None
