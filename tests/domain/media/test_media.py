"""Media of members: given, described, put beside words, gone with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest

from portevoix.domain.media import commands, policies, queries
from portevoix.domain.media.commands import Arrangement
from portevoix.domain.media.errors import MediaRefused
from portevoix.domain.media.models import Medium
from portevoix.domain.posts import commands as posts
from portevoix.domain.posts.models import Post
from portevoix.gateways import blob_store
from portevoix.kernel import clock
from portevoix.kernel.errors import Invalid, NotFound
from tests.factories.media import medium, there
from tests.factories.people import id_of, member
from tests.factories.posts import post
from tests.harness.settling import settle

pytestmark = pytest.mark.django_db


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(MediaRefused) as caught:
        yield
    assert caught.value.code == code


def shown(of: Post) -> list[int]:
    return [each.id for each in queries.of_posts([of.id]).get(of.id, [])]


def test_a_post_shows_its_media_in_their_order_and_needs_no_words() -> None:
    alice = member("alice")
    one, two = medium(alice), medium(alice)
    made = post(alice, "", media_ids=[two.id, one.id, two.id])
    assert shown(made) == [two.id, one.id]
    assert queries.of_posts([made.id + 1]) == {}


def test_media_of_others_and_of_other_posts_are_refused() -> None:
    alice, bob = member("alice"), member("bob")
    bobs, used = medium(bob), medium(alice)
    post(alice, "First", media_ids=[used.id])
    for wrong in ([bobs.id], [used.id], [1], [medium(alice).id, 1]):
        with refused("media_not_found"):
            post(alice, "Second", media_ids=wrong)
    assert not Post.objects.filter(text="Second").exists()
    many = [medium(alice).id for _ in range(5)]
    with refused("media_too_many"):
        post(alice, "Third", media_ids=many)
    with refused("media_mixed"):
        post(alice, "Fourth", media_ids=[many[0], medium(alice, kind="video").id])


def test_only_the_owner_describes_and_only_before_it_is_of_a_post() -> None:
    alice, bob = member("alice"), member("bob")
    given = medium(alice, description="  A cat\x00 ")
    assert given.description == "A cat"
    told = commands.describe(
        owner_id=id_of(alice), medium_id=given.id, description="A dog", focus=(9.0, float("nan"))
    )
    assert (told.description, told.focus_x, told.focus_y) == ("A dog", 1.0, 0.0)
    with pytest.raises(NotFound):
        commands.describe(owner_id=id_of(bob), medium_id=given.id, description="mine")
    with pytest.raises(Invalid):
        commands.describe(owner_id=id_of(alice), medium_id=given.id, description="x" * 1501)
    post(alice, media_ids=[given.id])
    with pytest.raises(NotFound):
        commands.describe(owner_id=id_of(alice), medium_id=given.id, description="later")
    with refused("media_attached"):
        commands.remove(owner_id=id_of(alice), medium_id=given.id)


def test_an_edit_rearranges_and_what_it_leaves_out_is_kept_with_the_post() -> None:
    alice = member("alice")
    one, two, three = medium(alice), medium(alice), medium(alice)
    made = post(alice, media_ids=[one.id, two.id])
    wanted = Arrangement(ids=[three.id, one.id], descriptions={one.id: "New words"})
    commands.arrange(post_id=made.id, author_id=id_of(alice), media=wanted)
    assert shown(made) == [three.id, one.id]
    assert [each.id for each in queries.of_post(made.id)] == [three.id, one.id, two.id]
    assert Medium.objects.get(id=one.id).description == "New words"


def test_with_its_post_a_medium_loses_its_address_at_once_and_its_files_soon() -> None:
    alice = member("alice")
    given = medium(alice)
    made = post(alice, media_ids=[given.id])
    posts.delete(actor_id=id_of(alice), post_id=made.id)
    settle()
    assert not there(given)
    aside = Medium.objects.get(id=given.id)
    assert there(aside)
    again = post(alice, "Written again", media_ids=[given.id])
    assert shown(again) == [given.id]
    posts.delete(actor_id=id_of(alice), post_id=again.id)
    settle()
    aside = Medium.objects.get(id=given.id)
    with patch.object(clock, "now", return_value=clock.now() + policies.SET_ASIDE * 2):
        assert commands.remove_forgotten() == 1
    settle()
    assert not there(aside)


def test_what_finds_no_post_goes_after_a_day_unless_it_is_held() -> None:
    alice = member("alice")
    lost, held, used = medium(alice), medium(alice), medium(alice)
    commands.hold(
        owner_id=id_of(alice), media_ids=[held.id, used.id], until=clock.now() + timedelta(days=30)
    )
    post(alice, media_ids=[used.id])
    assert commands.remove_forgotten() == 0
    with patch.object(clock, "now", return_value=clock.now() + timedelta(days=2)):
        assert commands.remove_forgotten() == 1
    settle()
    assert [there(each) for each in (lost, held, used)] == [False, True, True]


def test_too_many_that_wait_are_refused() -> None:
    alice = member("alice")
    with patch.object(policies, "MOST_WAITING", 1):
        medium(alice)
        with refused("media_waiting"):
            medium(alice)


def test_a_medium_taken_back_is_gone_with_its_files() -> None:
    alice = member("alice")
    given = medium(alice)
    commands.remove(owner_id=id_of(alice), medium_id=given.id)
    settle()
    assert not there(given)
    assert not Medium.objects.exists()
    assert (given.folder, 20) not in list(blob_store.folders(blob_store.OWN))
