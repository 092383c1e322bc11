"""Each kind of house writes in its own way; all of them arrive."""

from collections.abc import Callable
from typing import Any

import pytest

from portevoix.domain.accounts.models import Account
from portevoix.domain.audiences.public import Grant, details
from portevoix.domain.media.queries import of_posts
from portevoix.domain.posts.models import Mention, Post, PostTag
from portevoix.domain.reactions.models import Favourite
from portevoix.domain.relationships.commands import follow
from portevoix.domain.relationships.models import Block, Follow
from portevoix.doors.activitypub.verification import resolver
from portevoix.kernel.errors import DomainError
from tests.factories.people import member
from tests.factories.posts import post
from tests.federation import shapes
from tests.federation.peers import HOME, Peer, Person
from tests.federation.shapes import PUBLIC, act, create, mention, note
from tests.federation.test_identity import watch

Settle = Callable[[], None]
BOB = f"{HOME}/users/bob"
OPEN_SHAPES = [
    shapes.gotosocial_note, shapes.pleroma_note, shapes.misskey_note, shapes.ghost_note,
    shapes.hubzilla_note, shapes.wordpress_article, shapes.friendica_note, shapes.threads_note,
    shapes.akkoma_note, shapes.bookwyrm_review, shapes.peertube_video,
]  # fmt: skip


@pytest.mark.parametrize("shape", OPEN_SHAPES, ids=lambda one: one.__name__)
def test_a_public_post_of_each_kind_of_house_arrives(
    home: None, alice: Person, settle: Settle, shape: Callable[[str], dict[str, Any]]
) -> None:
    watch(alice, settle)
    made = shape(alice.uri)
    answer = alice.send({**create(made), "actor": alice.uri})
    assert answer.status_code == 202
    settle()
    stored = Post.objects.get()
    assert stored.uri == made["id"]
    about = details(stored.id)
    assert about is not None
    assert about.grants & Grant.PUBLIC
    assert stored.created_at.year == 2026
    assert stored.html


def test_what_the_shapes_mean_is_kept(home: None, alice: Person, settle: Settle) -> None:
    watch(alice, settle)
    for shape in OPEN_SHAPES:
        alice.send({**create(shape(alice.uri)), "actor": alice.uri})
    settle()
    found = {post.uri.rpartition("/")[2]: post for post in Post.objects.all() if post.uri}
    media = of_posts([post.id for post in found.values()])
    teapot, boat = media[found["20"].id][0], media[found["21"].id][0]
    assert (teapot.description, teapot.kind) == ("A teapot", "image")
    assert (boat.description, boat.remote_url) == ("A boat", "https://x.example/boat.png")
    assert found["21"].created_at.microsecond == 123456
    assert found["23"].warning == ""
    assert found["23"].url == ""
    assert "News" in found["24"].html
    assert found["26"].url == "https://x.example/html"
    assert "https://x.example/watch" in found["27"].html
    assert found["27"].author.name == "alice"
    assert "excerpt" not in found["?p=12"].warning
    names = set(PostTag.objects.values_list("tag__name", flat=True))
    assert {"tea", "boats"} <= names


def test_a_reply_whose_tags_are_a_map(bob: Account, alice: Person, settle: Settle) -> None:
    carla = member("carla")
    parent = post(carla)
    uri = f"{HOME}/users/carla/statuses/{parent.id}"
    alice.send(create(shapes.pixelfed_reply(alice.uri, uri, BOB)))
    settle()
    reply = Post.objects.exclude(uri=None).get()
    assert reply.in_reply_to_id == parent.id
    assert list(Mention.objects.values_list("account_id", flat=True)) == [bob.pk]
    assert PostTag.objects.get().tag.name == "dunes"


def test_a_reply_in_a_list_with_mentions_without_names(
    home: None, alice: Person, settle: Settle
) -> None:
    parent = post(member("carla"))
    uri = f"{HOME}/users/carla/statuses/{parent.id}"
    alice.send(create(shapes.bridgy_reply(alice.uri, uri)))
    settle()
    assert Post.objects.exclude(uri=None).get().in_reply_to_id == parent.id


def test_a_chat_message_is_a_conversation(bob: Account, alice: Person, settle: Settle) -> None:
    alice.send(create(shapes.chat_message(alice.uri, BOB)))
    settle()
    about = details(Post.objects.get().id)
    assert about is not None
    assert about.direct
    assert about.named_ids == (bob.pk,)


@pytest.mark.parametrize(
    ("tags", "flag", "direct"),
    [([], None, False), ([], True, True), ([mention(BOB, "@bob")], None, True)],
)
def test_addressed_without_a_mention_is_private_and_no_conversation(
    bob: Account, alice: Person, settle: Settle, tags: list[Any], flag: bool | None, direct: bool
) -> None:
    made = note(alice.uri, 1, to=[BOB], cc=[], tag=tags)
    if flag is not None:
        made["directMessage"] = flag
    alice.send(create(made))
    settle()
    about = details(Post.objects.get().id)
    assert about is not None
    assert about.grants == Grant.NAMED
    assert about.direct is direct


def test_a_foreign_followers_address_gives_nothing(
    bob: Account, peer: Peer, alice: Person, settle: Settle
) -> None:
    peer.person("mal")
    made = note(alice.uri, 1, to=[f"{peer.stub.url}/users/mal/followers", BOB], cc=[])
    alice.send(create(made))
    settle()
    about = details(Post.objects.get().id)
    assert about is not None
    assert about.grants == Grant.NAMED


def test_a_post_without_audience_is_for_the_inbox_it_came_to(
    bob: Account, alice: Person, settle: Settle
) -> None:
    made = note(alice.uri, 1)
    del made["to"], made["cc"]
    activity = {**create(made), "to": None, "cc": None}
    alice.send(activity, to="/users/bob/inbox")
    settle()
    about = details(Post.objects.get().id)
    assert about is not None
    assert about.named_ids == (bob.pk,)
    alice.peer.serve("/users/alice/statuses/2", {**made, "id": f"{alice.uri}/statuses/2"})
    with pytest.raises(DomainError):
        resolver().post(f"{alice.uri}/statuses/2")


def test_undo_by_a_bare_id(bob: Account, alice: Person, settle: Settle) -> None:
    mine = post(member("carla"))
    uri = f"{HOME}/users/carla/statuses/{mine.id}"
    acts = [
        act("Follow", alice.uri, BOB),
        act("Like", alice.uri, uri),
        act("Block", alice.uri, BOB),
    ]
    boost = act("Announce", alice.uri, uri, to=[PUBLIC])
    for one in (acts[0], acts[1], boost):
        alice.send(one)
    settle()
    assert (Follow.objects.count(), Favourite.objects.count()) == (1, 1)
    assert Post.objects.exclude(boost_of=None).filter(deleted_at=None).count() == 1
    for number, one in enumerate((acts[0], acts[1], boost)):
        alice.send(act("Undo", alice.uri, one["id"], number))
    settle()
    assert (Follow.objects.count(), Favourite.objects.count()) == (0, 0)
    assert not Post.objects.exclude(boost_of=None).filter(deleted_at=None).exists()
    alice.send(acts[2])
    settle()
    assert Block.objects.count() == 1
    alice.send(act("Undo", alice.uri, acts[2]["id"], 9))
    settle()
    assert not Block.objects.exists()


@pytest.mark.parametrize("form", ["bare id", "inline without id", "its own id"])
def test_accept_in_each_form(bob: Account, alice: Person, settle: Settle, form: str) -> None:
    found = resolver().account(alice.uri)
    row = follow(follower_id=bob.pk, followee_id=found.pk)
    settle()
    uri = f"{BOB}/follows/{row.pk}"
    about: Any = {
        "bare id": uri,
        "inline without id": {"type": "Follow", "actor": BOB, "object": alice.uri},
        "its own id": {"id": "x", "type": "Follow", "actor": BOB, "object": alice.uri},
    }[form]
    alice.send(act("Accept", alice.uri, about))
    settle()
    row.refresh_from_db()
    assert row.accepted


def test_a_group_announces_an_activity_and_the_post_is_fetched_at_its_own_house(
    home: None, new_peer: Callable[[], Peer], settle: Settle
) -> None:
    groups, people = new_peer(), new_peer()
    group = groups.person("wood", type="Group")
    tom = people.person("tom")
    watch(group, settle)
    page = shapes.lemmy_page(tom.uri, group.uri)
    people.serve(people.path(page["id"]), {"@context": ["https://x.example/c", shapes.AS], **page})
    forged = {**page, "content": "<p>changed on the way</p>"}
    group.send(act("Announce", group.uri, create(forged), to=[PUBLIC]))
    group.send(act("Announce", group.uri, page["id"], 2, to=[PUBLIC]))
    settle()
    original = Post.objects.get(uri=page["id"])
    assert "word 28" in original.html
    assert "changed" not in original.html
    assert Post.objects.filter(boost_of=original).count() == 1


@pytest.mark.parametrize("kind", ["Move", "Flag", "EmojiReact", "Add", "Join", "QuoteRequest", "X"])
def test_what_has_no_effect_here_is_accepted(bob: Account, alice: Person, kind: str) -> None:
    assert alice.send(act(kind, alice.uri, BOB, target=alice.uri)).status_code == 202


def test_deleted_before_created_stays_out(bob: Account, alice: Person, settle: Settle) -> None:
    made = alice.note(to=[BOB])
    alice.send(act("Delete", alice.uri, {"type": "Tombstone", "id": made["id"]}))
    settle()
    alice.send(create(made))
    settle()
    assert not Post.objects.exists()


def test_an_actor_that_deletes_itself_is_forgotten(
    bob: Account, alice: Person, settle: Settle
) -> None:
    alice.send(act("Follow", alice.uri, BOB))
    alice.send(alice.create(alice.note(to=[BOB])))
    settle()
    alice.send(act("Delete", alice.uri, alice.uri))
    settle()
    assert Post.objects.get().deleted_at is not None
    assert Account.objects.get(uri=alice.uri).display_name == ""


def test_a_changed_profile_arrives(bob: Account, alice: Person, settle: Settle) -> None:
    alice.send(act("Follow", alice.uri, BOB))
    settle()
    changed = {**alice.document, "name": "Alice \u202eL.", "icon": [
        {"type": "Image", "url": "https://x.example/s.png", "width": 48},
        {"type": "Image", "url": "https://x.example/l.png", "width": 400},
    ]}  # fmt: skip
    alice.peer.serve("/users/alice", changed)
    alice.send(act("Update", alice.uri, changed))
    settle()
    found = Account.objects.get(uri=alice.uri)
    assert found.display_name == "Alice L."
    assert found.avatar_url == "https://x.example/l.png"


def test_an_unknown_parent_is_fetched_later_and_the_thread_joined(
    home: None, peer: Peer, alice: Person, settle: Settle
) -> None:
    watch(alice, settle)
    tom = peer.person("tom")
    first = note(tom.uri, 1)
    second = note(tom.uri, 2, inReplyTo=first["id"])
    for one in (first, second):
        peer.serve(peer.path(one["id"]), {"@context": shapes.AS, **one})
    alice.send(create(note(alice.uri, 3, inReplyTo=second["id"])))
    settle()
    by_uri = {post.uri: post for post in Post.objects.all()}
    assert len(by_uri) == 3
    reply = by_uri[f"{alice.uri}/statuses/3"]
    assert reply.in_reply_to_id == by_uri[second["id"]].id
    assert by_uri[second["id"]].in_reply_to_id == by_uri[first["id"]].id
    assert len({post.thread_id for post in by_uri.values()}) == 1
