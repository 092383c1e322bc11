"""Other words for a post: its history, its readers, who is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences.public import NOBODY, Grant, may_read
from portevoix.domain.notifications.models import Notification
from portevoix.domain.posts import commands
from portevoix.domain.posts.history import versions
from portevoix.domain.posts.models import FormerVersion, Mention, Post, PostTag
from portevoix.domain.posts.public import RemotePost
from portevoix.domain.relationships.commands import follow
from portevoix.kernel import clock
from portevoix.kernel.errors import Conflict, NotFound
from portevoix.kernel.models import OutboxRow
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post, received, reply

pytestmark = pytest.mark.django_db


def edit(author: Reader, made: Post, text: str, **about: object) -> Post:
    return commands.edit(actor_id=id_of(author), post_id=made.id, text=text, **about)  # type: ignore[arg-type]


def test_the_words_change_and_the_former_ones_are_kept() -> None:
    alice = member("alice")
    made = post(alice, "First #one")
    edit(alice, made, "Second #two", warning="odd")
    found, said = versions(NOBODY, made.id)
    assert [each.text for each in said] == ["First #one", "Second #two"]
    assert [each.warning for each in said] == ["", "odd"]
    assert said[0].created_at == made.created_at
    assert found.edited_at == said[1].created_at
    assert PostTag.objects.get(post_id=made.id).tag.name == "two"


def test_the_same_words_change_nothing() -> None:
    alice = member("alice")
    made = post(alice, "First")
    edit(alice, made, "First")
    assert not FormerVersion.objects.exists()
    assert not OutboxRow.objects.filter(name="posts.PostEdited").exists()


def test_whoever_reads_the_post_reads_its_history_and_nobody_else() -> None:
    alice, bob = member("alice"), member("bob")
    made = post(alice, "For me", "only_me")
    edit(alice, made, "For me alone")
    assert len(versions(alice, made.id)[1]) == 2
    with pytest.raises(NotFound):
        versions(bob, made.id)


def test_nobody_edits_another_ones_post_nor_a_boost_nor_what_is_gone() -> None:
    alice, bob = member("alice"), member("bob")
    made = post(alice)
    carried = commands.boost(actor_id=id_of(bob), post_id=made.id)
    for author, each in ((bob, made), (bob, carried)):
        with pytest.raises(NotFound):
            edit(author, each, "Mine")
    commands.delete(actor_id=id_of(alice), post_id=made.id)
    with pytest.raises(NotFound):
        edit(alice, made, "Again")
    assert not FormerVersion.objects.exists()


def test_another_tab_is_told_that_it_comes_late() -> None:
    alice = member("alice")
    made = post(alice)
    edit(alice, made, "One", version=made.version)
    with pytest.raises(Conflict):
        edit(alice, made, "Two", version=made.version)


def test_a_mention_added_lets_read_and_one_removed_still_does(settle: Callable[[], None]) -> None:
    alice, bob = member("alice"), member("bob")
    made = post(alice, "To those who follow", "followers")
    assert not may_read(bob, made.id)
    edit(alice, made, "To those who follow and @bob")
    settle()
    assert may_read(bob, made.id)
    assert Notification.objects.get(owner_id=id_of(bob)).kind == "mention"
    edit(alice, made, "To those who follow")
    assert may_read(bob, made.id)
    assert not Mention.objects.filter(post_id=made.id).exists()


@pytest.mark.parametrize("rung", ["only_me", "house", "connections"])
def test_where_a_mention_adds_nobody_an_edit_does_not_either(rung: str) -> None:
    alice, zoe = member("alice"), stranger("zoe")
    made = post(alice, "Here", rung)
    edit(alice, made, "Here @zoe@neighbour.example")
    assert not may_read(zoe, made.id)


def test_a_mention_added_to_a_reply_needs_the_parent_to_be_readable() -> None:
    alice, bob, carol = member("alice"), member("bob"), member("carol")
    follow(follower_id=id_of(alice), followee_id=id_of(bob))
    parent = post(bob, "To those who follow me", "followers")
    answer = reply(alice, parent, "Yes", "as_parent")
    edit(alice, answer, "Yes @carol")
    assert not may_read(carol, answer.id)


def test_who_carries_it_is_told_each_time_once(settle: Callable[[], None]) -> None:
    alice, bob = member("alice"), member("bob")
    made = post(alice)
    commands.boost(actor_id=id_of(bob), post_id=made.id)
    for text in ("One", "Two"):
        edit(alice, made, text)
        settle()
    told = Notification.objects.get(owner_id=id_of(bob))
    assert (told.kind, told.post_id) == ("update", made.id)


def remote(post: Post, **about: object) -> RemotePost:
    values: dict[str, object] = {
        "uri": post.uri, "url": post.url, "author_id": post.author_id, "html": "<p>Later.</p>",
        "warning": "", "sensitive": False, "language": "en", "grants": Grant.PUBLIC,
        "named_ids": (), "mention_ids": (), "direct": False, "in_reply_to_id": None,
        "in_reply_to_uri": "", "tags": (), "created_at": post.created_at,
    }  # fmt: skip
    return RemotePost(**(values | about))  # type: ignore[arg-type]


def test_edits_from_elsewhere_in_any_order_leave_the_newest() -> None:
    zoe = stranger("zoe")
    made = received(zoe, created_at=clock.now() - timedelta(hours=1))
    assert made is not None
    late, early = made.created_at + timedelta(minutes=9), made.created_at + timedelta(minutes=3)
    commands.receive_edit(remote(made), updated=late)
    commands.receive_edit(remote(made, html="<p>Between.</p>"), updated=early)
    commands.receive_edit(remote(made, html="<p>Same moment.</p>"), updated=late)
    commands.receive_edit(remote(made, html="<p>No date.</p>"), updated=None)
    standing = Post.objects.get(id=made.id)
    assert (standing.html, standing.edited_at) == ("<p>Later.</p>", late)
    assert FormerVersion.objects.get().html == "<p>From afar.</p>"


def test_an_update_of_the_second_of_publication_is_no_edit() -> None:
    made = received(stranger("zoe"))
    assert made is not None
    commands.receive_edit(remote(made), updated=made.created_at)
    assert not FormerVersion.objects.exists()


def test_nobody_elsewhere_edits_another_ones_post() -> None:
    made = received(stranger("zoe"))
    other = stranger("yann")
    assert made is not None
    late = made.created_at + timedelta(minutes=9)
    assert commands.receive_edit(remote(made, author_id=id_of(other)), updated=late) is None
    assert Post.objects.get(id=made.id).edited_at is None
