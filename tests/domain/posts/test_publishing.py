"""Publishing: what is kept, what is refused, what happens once."""

from datetime import timedelta

import pytest

from portevoix.domain.accounts.models import Account
from portevoix.domain.audiences.public import (
    OPEN,
    AudienceNotPossible,
    Grant,
    details,
    may_read,
)
from portevoix.domain.posts import commands
from portevoix.domain.posts.errors import NotAPost, UnknownPeople
from portevoix.domain.posts.models import Post, Tag
from portevoix.domain.posts.queries import mentioned_in
from portevoix.domain.relationships import commands as ties
from portevoix.kernel import clock, ids
from portevoix.kernel.errors import NotAllowed, NotFound
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import LONG_AGO, post, received, reply

pytestmark = pytest.mark.django_db


def grants_of(written: Post) -> Grant:
    about = details(written.id)
    assert about is not None
    return about.grants


@pytest.mark.parametrize("text", ["", "   ", "\x00\x07", "\u200b"])
def test_a_post_without_words_is_refused(text: str) -> None:
    with pytest.raises(NotAPost) as refused:
        post(member("alice"), text.replace("\u200b", ""))
    assert refused.value.fields == {"text": ["blank"]}


def test_the_limit_is_five_thousand_with_the_warning() -> None:
    alice = member("alice")
    assert post(alice, "a" * 4_990, warning="b" * 10).id
    with pytest.raises(NotAPost):
        post(alice, "a" * 4_990, warning="b" * 11)


def test_an_address_counts_twenty_three() -> None:
    assert post(member("alice"), "a" * 4_976 + " https://example.org/" + "x" * 200).id


def test_the_same_key_makes_one_post() -> None:
    alice, bob = member("alice"), member("bob")
    first = post(alice, "once", idempotency_key="k1")
    assert post(alice, "once", idempotency_key="k1").id == first.id
    assert post(bob, "once", idempotency_key="k1").id != first.id
    assert Post.objects.count() == 2


def test_a_refused_post_leaves_its_key_free() -> None:
    alice = member("alice")
    with pytest.raises(NotAPost):
        post(alice, "", idempotency_key="k1")
    assert post(alice, "now", idempotency_key="k1").text == "now"


def test_tags_are_one_in_any_case_and_keep_their_first_spelling() -> None:
    alice = member("alice")
    post(alice, "#ThéVert et #thévert")
    assert [tag.display for tag in Tag.objects.all()] == ["thévert"]
    post(alice, "#THÉVERT")
    assert Tag.objects.count() == 1


def test_who_is_not_active_or_frozen_does_not_publish() -> None:
    alice = member("alice")
    Account.objects.filter(id=id_of(alice)).update(frozen=True)
    with pytest.raises(NotAllowed):
        post(alice)


def test_one_answers_only_what_one_may_read() -> None:
    alice, bob = member("alice"), member("bob")
    hidden = post(alice, rung="only_me")
    with pytest.raises(NotFound):
        reply(bob, hidden)


@pytest.mark.parametrize(
    "rung", ["public", "quiet", "followers", "house", "only_me", "connections"]
)
def test_an_answer_below_a_narrow_post_cannot_have_a_rung_of_its_own(rung: str) -> None:
    alice, bob = member("alice"), member("bob")
    with pytest.raises(AudienceNotPossible) as refused:
        reply(bob, post(alice, rung="house"), rung=rung)
    assert refused.value.code == "wider_than_parent"


@pytest.mark.parametrize(
    ("rung", "code"),
    [("as_parent", "no_parent"), ("author_only", "no_parent"), ("circle", "unknown_circle")],
)
def test_rungs_that_need_something_are_refused_without_it(rung: str, code: str) -> None:
    with pytest.raises(AudienceNotPossible) as refused:
        post(member("alice"), rung=rung)
    assert refused.value.code == code


def test_an_answer_to_its_author_alone_is_a_conversation() -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    answer = reply(bob, post(alice), rung="author_only")
    assert [may_read(each, answer.id) for each in (alice, bob, carla)] == [True, True, False]


def test_in_a_conversation_later_mentions_open_another() -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    first = post(alice, "@bob come", "direct")
    same = post(bob, "@alice yes", "direct", in_reply_to_id=first.id)
    other = post(bob, "@alice @carla yes", "direct", in_reply_to_id=first.id)
    assert (same.in_reply_to_id, other.in_reply_to_id) == (first.id, None)
    assert may_read(carla, other.id)
    assert not may_read(carla, first.id)
    assert not may_read(carla, same.id)


def test_as_parent_in_a_conversation_reaches_its_people() -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    first = post(alice, "@bob @carla come", "direct")
    answer = reply(bob, first, rung="as_parent")
    about = details(answer.id)
    assert about is not None
    assert set(about.named_ids) == {alice.account_id, carla.account_id}


def test_who_blocked_the_author_gets_no_grant_and_nothing_says_so() -> None:
    alice, bob = member("alice"), member("bob")
    ties.block(blocker_id=id_of(bob), blocked_id=id_of(alice))
    written = post(alice, "@bob hello", "direct")
    about = details(written.id)
    assert about is not None
    assert about.direct
    assert about.named_ids == ()
    assert mentioned_in(written.id) == [bob.account_id]


def test_a_conversation_with_people_unknown_is_refused_whole() -> None:
    with pytest.raises(UnknownPeople) as refused:
        post(member("alice"), "@zoe@far.example hi", "direct")
    assert refused.value.handles == ["zoe@far.example"]
    assert not Post.objects.exists()


def test_somebody_found_later_becomes_a_reader() -> None:
    alice = member("alice")
    written = post(alice, "@zoe@far.example look", "followers")
    zoe = stranger("zoe", "far.example")
    assert not may_read(zoe, written.id)
    assert commands.find_mentions_again(post_id=written.id) == [zoe.account_id]
    assert may_read(zoe, written.id)
    assert "https://far.example/@zoe" in Post.objects.get(id=written.id).html


def test_writing_a_deleted_text_again_by_an_apps_word_keeps_the_circle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alice = member("alice")
    first = post(alice, "dear all", "connections")
    commands.delete(actor_id=id_of(alice), post_id=first.id)
    again = post(alice, "dear all", "followers", by_word=True)
    assert grants_of(again) == Grant.CONNECTIONS
    assert grants_of(post(alice, "dear all", "followers")) == Grant.FOLLOWERS
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=11))
    assert grants_of(post(alice, "dear all", "followers", by_word=True)) == Grant.FOLLOWERS


def test_no_number_tells_of_narrower_posts() -> None:
    alice, bob = member("alice"), member("bob")
    parent = post(alice)
    post(alice, rung="only_me")
    reply(bob, parent, rung="followers")
    reply(bob, parent, rung="quiet")
    assert Account.objects.get(id=id_of(alice)).posts_count == 1
    assert Post.objects.get(id=parent.id).replies_count == 1


def test_a_post_from_elsewhere_comes_once_and_may_gain_readers() -> None:
    alice, bob, zoe = member("alice"), member("bob"), stranger("zoe")
    first = received(zoe, Grant.NAMED, named_ids=(id_of(alice),))
    again = received(zoe, Grant.NAMED, named_ids=(id_of(bob),), html="<p>Changed.</p>")
    assert first is not None
    assert again is not None
    assert again.id == first.id
    assert Post.objects.get(id=first.id).html == "<p>From afar.</p>"
    assert may_read(alice, first.id)
    assert may_read(bob, first.id)


def test_another_author_touches_nothing_that_stands() -> None:
    zoe, eve, bob = stranger("zoe"), stranger("eve"), member("bob")
    first = received(zoe, Grant.NAMED)
    assert first is not None
    uri = Post.objects.get(id=first.id).uri
    assert received(eve, OPEN, uri=uri, named_ids=(id_of(bob),)) is None
    assert not may_read(bob, first.id)


def test_answers_that_came_first_find_their_parent() -> None:
    zoe, alice = stranger("zoe"), member("alice")
    uri = "https://neighbour.example/posts/first"
    answer = received(zoe, in_reply_to_uri=uri, number=2)
    parent = received(zoe, uri=uri)
    assert answer is not None
    assert parent is not None
    joined = Post.objects.get(id=answer.id)
    assert (joined.in_reply_to_id, joined.thread_id) == (parent.id, parent.id)
    assert Post.objects.get(id=parent.id).replies_count == 1
    assert may_read(alice, joined.id)


def test_many_old_posts_of_one_second_get_identifiers_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    zoe = stranger("zoe")
    monkeypatch.setattr(ids.secrets, "randbits", lambda _bits: 7)
    made = [received(zoe, number=number, created_at=LONG_AGO) for number in range(3)]
    assert len({each.id for each in made if each}) == 3
