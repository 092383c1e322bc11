"""Who finds what, on the database's own search."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from portevoix.consumers.search import Search, complete
from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import NOBODY, Reader
from portevoix.domain.media.models import Medium
from portevoix.domain.posts import commands as posts
from portevoix.domain.posts.editing import edit
from portevoix.domain.posts.poll_draft import PollDraft
from portevoix.domain.reactions import commands as reactions
from portevoix.domain.reactions.bookmarks import bookmark
from portevoix.domain.relationships import commands as ties
from portevoix.domain.search import commands, queries
from portevoix.kernel import clock, database
from portevoix.kernel.ids import id_at, new_id
from portevoix.kernel.pagination import Page
from portevoix.kernel.relay import Relay
from tests.domain.search.test_asking import TYPED
from tests.factories.people import id_of, member, stranger
from tests.factories.posts import post, received, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def drain() -> Callable[[], None]:
    return Relay([Search()]).drain


def found(text: str, viewer: Reader = NOBODY, **how: object) -> list[int]:
    return queries.posts(text, viewer, Page(limit=40), **how).ids  # type: ignore[arg-type]


def wishes_to_be_found(*people: Reader) -> None:
    Account.objects.filter(id__in=[id_of(each) for each in people]).update(indexable=True)


def test_ones_own_words_are_found_whoever_they_are_for(drain: Callable[[], None]) -> None:
    alice, bob = member("alice"), member("bob")
    secret = post(alice, "A secret garden", rung="only_me")
    drain()
    assert found("garden", alice) == [secret.id]
    assert found("garden", bob) == []
    assert found("garden") == []


def test_strangers_are_found_only_if_they_wish(drain: Callable[[], None]) -> None:
    alice, bob = member("alice"), member("bob")
    public, house = post(alice, "Public garden"), post(alice, "House garden", rung="house")
    quiet = post(alice, "Quiet garden", rung="quiet")
    drain()
    assert found("garden", bob) == []
    wishes_to_be_found(alice)
    assert found("garden", bob) == found("garden") == [public.id]
    ties.follow(follower_id=id_of(bob), followee_id=id_of(alice))
    assert found("garden", bob) == [quiet.id, house.id, public.id]


def test_what_one_had_to_do_with_is_found(drain: Callable[[], None]) -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    liked, carried, answered, unseen = (post(bob, f"Garden {number}") for number in range(4))
    named = post(bob, "Garden for @carla", rung="followers")
    reactions.favourite(actor_id=id_of(alice), post_id=liked.id)
    posts.boost(actor_id=id_of(alice), post_id=carried.id)
    mine = reply(alice, answered, "In my garden")
    drain()
    assert found("garden", alice) == [mine.id, answered.id, carried.id, liked.id]
    assert found("garden in:mine", alice) == [mine.id]
    assert found("garden in:home", alice) == [mine.id]
    assert found("garden in:library", alice) == found("garden", alice)
    assert found("garden", carla) == [named.id]
    assert unseen.id not in found("garden", alice)


def test_what_one_put_aside_is_found(drain: Callable[[], None]) -> None:
    alice, bob = member("alice"), member("bob")
    kept = post(bob, "Garden")
    bookmark(actor_id=id_of(alice), post_id=kept.id)
    drain()
    assert found("garden", alice) == [kept.id]


def test_an_edit_changes_what_is_found(drain: Callable[[], None]) -> None:
    alice = member("alice")
    written = post(alice, "Garden")
    drain()
    edit(actor_id=id_of(alice), post_id=written.id, text="Kettle")
    drain()
    assert found("garden", alice) == []
    assert found("kettle", alice) == [written.id]


def test_pictures_are_found_by_kind_and_description(drain: Callable[[], None]) -> None:
    alice = member("alice")
    written, bare = post(alice, "Look"), post(alice, "Look here")
    Medium.objects.create(
        id=new_id(),
        owner_id=id_of(alice),
        post_id=written.id,
        position=0,
        kind="image",
        folder="f",
        description="A <red> kettle",
        created_at=clock.now(),
    )
    drain()
    assert found("has:picture", alice) == found("look has:media", alice) == [written.id]
    assert found('"a red kettle"', alice) == [written.id]
    assert found("look -has:media", alice) == [bare.id]


def test_polls_are_found_by_their_answers(drain: Callable[[], None]) -> None:
    alice = member("alice")
    asked = post(
        alice, "What now?", poll=PollDraft(options=("Thé vert", "Coffee"), expires_in=3600)
    )
    drain()
    assert found("has:poll", alice) == found('"the vert"', alice) == [asked.id]
    assert found("has:media", alice) == []


def test_taken_away_from_every_search(drain: Callable[[], None]) -> None:
    alice, bob, carla = member("alice"), member("bob"), member("carla")
    wishes_to_be_found(bob)
    first, second = post(bob, "Garden one"), post(bob, "Garden two")
    drain()
    posts.delete(actor_id=id_of(bob), post_id=first.id)
    drain()
    assert found("garden", alice) == [second.id]
    ties.mute(muter_id=id_of(alice), muted_id=id_of(bob))
    ties.block(blocker_id=id_of(bob), blocked_id=id_of(carla))
    assert found("garden", alice) == found("garden", carla) == []
    Account.objects.filter(id=id_of(bob)).update(limited=True)
    assert found("garden") == []


def test_operators_narrow(drain: Callable[[], None]) -> None:
    alice, bob, yara = member("alice"), member("bob"), stranger("yara")
    wishes_to_be_found(alice, bob, yara)
    one = post(alice, "Le jardin de https://bob.example/ #Été", language="fr", warning="Fleurs")
    two = reply(bob, one, "Mon jardinier et moi")
    far = received(yara, html="<p>Un jardin plus loin</p>", language="fr")
    assert far is not None
    drain()
    every = [far.id, two.id, one.id]
    assert found("jardin") == every
    for text, expected in {
        "jardin from:bob": [two.id],
        "jardin -from:bob": [far.id, one.id],
        "from:yara@neighbour.example": [far.id],
        "from:nobody": [],
        "from:bob from:alice": [],
        '"jardin"': [far.id, one.id],
        '"jardin de"': [one.id],
        '"de jardin"': [],
        "fleurs": [one.id],
        '"fleurs le"': [],
        "#ete": [one.id],
        "jardin language:fr": [far.id, one.id],
        "jardin is:reply": [two.id],
        "jardin -is:reply": [far.id, one.id],
        "jardin has:link": [one.id],
        "jardin -moi": [far.id, one.id],
        "jardin in:house": [two.id, one.id],
        "in:house": [two.id, one.id],
        "jardin since:2030": [],
        "jardin before:1990": [],
        "jardin since:1990 until:4000": every,
        "before:4999-12-31": every,
    }.items():
        assert found(text) == expected, text
    assert found("jardin", author_id=id_of(bob)) == [two.id]


def test_days_and_pages_go_by_identifiers(drain: Callable[[], None]) -> None:
    yara = stranger("yara")
    wishes_to_be_found(yara)
    old = received(yara, html="<p>Garden</p>", created_at=datetime(2020, 5, 3, tzinfo=UTC))
    new = [received(yara, html="<p>Garden</p>", number=number) for number in range(2, 7)]
    drain()
    assert old is not None
    ids = [each.id for each in reversed(new) if each is not None]
    assert found("garden during:2020-05") == [old.id]
    assert found("garden after:2020-05-03") == ids
    assert queries.posts("garden", NOBODY, Page(limit=2, max_id=ids[1])).ids == ids[2:4]
    assert queries.posts("garden", NOBODY, Page(limit=2, min_id=ids[3])).ids == ids[1:3]
    assert queries.posts("garden", NOBODY, Page(limit=2), offset=3).ids == [ids[3], ids[4]]
    assert id_at(datetime(2020, 5, 4, tzinfo=UTC)) > old.id


def _rows() -> list[tuple[object, ...]]:
    return database.rows("SELECT post_id, CAST(words AS text) FROM search_post ORDER BY post_id")


def test_events_and_rebuilding_come_to_the_same(drain: Callable[[], None]) -> None:
    alice, bob = member("alice"), member("bob")
    kept, gone = post(alice, "Garden and tea #garden"), post(alice, "Garden gone")
    posts.boost(actor_id=id_of(bob), post_id=kept.id)
    reply(bob, kept, "東京 garden", rung="house")
    drain()
    posts.delete(actor_id=id_of(alice), post_id=gone.id)
    drain()
    by_events = _rows()
    assert len(by_events) == 2
    database.run("DELETE FROM search_post WHERE post_id = %s", [kept.id])
    database.run("INSERT INTO search_post (post_id, words) VALUES (%s, %s)", [1, "stale"])
    last = commands.rebuild_after(0)
    while last:
        last = commands.rebuild_after(last)
    assert _rows() == by_events
    assert found("tea", alice) == [kept.id]


def test_posts_older_than_the_index_are_added() -> None:
    alice = member("alice")
    old = post(alice, "Garden")
    complete({})
    assert found("garden", alice) == [old.id]


def test_a_text_too_long_for_an_index_is_found_by_its_beginning(drain: Callable[[], None]) -> None:
    yara = stranger("yara")
    wishes_to_be_found(yara)
    words = " ".join(f"{number}{'語' * 40}" for number in range(12_000))
    long = received(yara, html=f"<p>Beginning {words} end</p>")
    drain()
    assert long is not None
    assert found("beginning") == found("from:yara@neighbour.example") == [long.id]


@given(text=TYPED)
@settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_question_breaks_out_of_the_index(text: str) -> None:
    queries.posts(text, Reader(1, is_member=True), Page(limit=5))
    queries.posts(text, NOBODY, Page(limit=5))
