"""Old posts come silently: with their dates, to nobody's home, told to nobody."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from portevoix.domain.accounts.commands import freeze
from portevoix.domain.accounts.models import Account
from portevoix.domain.audiences.public import NOBODY, Grant, readable
from portevoix.domain.notifications.models import Notification
from portevoix.domain.posts.commands import OldPost, import_post
from portevoix.domain.posts.models import Post
from portevoix.domain.relationships.commands import follow
from portevoix.domain.timelines.models import HomeRow
from portevoix.kernel.errors import NotAllowed
from portevoix.kernel.ids import moment_of
from portevoix.kernel.models import Job
from tests.factories.people import id_of, member, stranger

pytestmark = pytest.mark.django_db
THEN = datetime(2019, 5, 3, 12, 40, tzinfo=UTC)


def old(text: str = "Hello @bob, long ago #ferry", **about: object) -> OldPost:
    values = {
        "text": text,
        "warning": "",
        "sensitive": False,
        "language": "en",
        "grants": Grant.PUBLIC,
        "created_at": THEN,
    }
    return OldPost(**(values | about))  # type: ignore[arg-type]


def test_silently(settle: Callable[[], None]) -> None:
    alice, bob, chloe = member("alice"), member("bob"), stranger("chloe")
    for each in (bob, chloe):
        follow(follower_id=id_of(each), followee_id=id_of(alice))
    settle()
    before = HomeRow.objects.count()
    made = import_post(author_id=id_of(alice), old=old())
    settle()
    assert moment_of(made.id) == THEN
    assert readable(NOBODY, [made.id]) == {made.id}
    assert HomeRow.objects.count() == before
    assert not Notification.objects.filter(post_id=made.id).exists()
    assert not Job.objects.filter(kind__startswith="deliver").exists()
    counted = Account.objects.get(pk=id_of(alice))
    assert (counted.posts_count, counted.last_post_on) == (1, THEN.date())
    assert '<a href="/@bob"' in made.html or "/@bob" in made.html


def test_posts_of_one_second_stay_two() -> None:
    alice = member("alice")
    ids = {import_post(author_id=id_of(alice), old=old(f"{each}")).id for each in range(20)}
    assert len(ids) == 20


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (Grant.NAMED, Grant.NONE),
        (Grant.CIRCLE, Grant.NONE),
        (Grant.HOUSE | Grant.CIRCLE, Grant.HOUSE),
        (Grant.FOLLOWERS | Grant.NAMED, Grant.FOLLOWERS),
    ],
)
def test_what_means_nothing_here_is_taken_away(asked: Grant, given: Grant) -> None:
    from portevoix.domain.audiences.queries import known_details

    alice = member("alice")
    made = import_post(author_id=id_of(alice), old=old(grants=asked))
    about = known_details(made.id)
    assert (about.grants, about.named_ids) == (given, ())


def test_answers_to_oneself_stay_a_talk_and_others_keep_the_address() -> None:
    alice, bob = member("alice"), member("bob")
    first = import_post(author_id=id_of(alice), old=old("One"))
    second = import_post(author_id=id_of(alice), old=old("Two", parent_id=first.id))
    assert (second.in_reply_to_id, second.thread_id) == (first.id, first.id)
    theirs = import_post(author_id=id_of(bob), old=old("Theirs"))
    uri = "https://far.example/1"
    third = import_post(
        author_id=id_of(alice), old=old("Three", parent_id=theirs.id, parent_uri=uri)
    )
    assert (third.in_reply_to_id, third.in_reply_to_uri) == (None, uri)
    assert Post.objects.get(id=theirs.id).replies_count == 0


def test_who_rests_imports_nothing() -> None:
    alice = member("alice")
    freeze(id_of(alice))
    with pytest.raises(NotAllowed):
        import_post(author_id=id_of(alice), old=old())
