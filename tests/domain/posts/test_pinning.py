"""What an author puts on top of her page."""

import pytest

from portevoix.domain.audiences.public import NOBODY
from portevoix.domain.posts import commands
from portevoix.domain.posts.errors import MayNotPin
from portevoix.domain.posts.lists import pinned
from portevoix.kernel.errors import NotFound
from portevoix.kernel.models import OutboxRow
from tests.factories.people import id_of, member
from tests.factories.posts import post

pytestmark = pytest.mark.django_db


def test_the_last_pinned_comes_first_and_each_by_who_may_read_it() -> None:
    alice, bob = member("alice"), member("bob")
    first, second = post(alice, "One"), post(alice, "Two", "house")
    for made in (first, second, first):
        commands.pin(actor_id=id_of(alice), post_id=made.id)
    assert pinned(bob, id_of(alice)) == [second.id, first.id]
    assert pinned(NOBODY, id_of(alice)) == [first.id]
    commands.unpin(actor_id=id_of(alice), post_id=first.id)
    commands.unpin(actor_id=id_of(alice), post_id=first.id)
    assert pinned(bob, id_of(alice)) == [second.id]
    names = OutboxRow.objects.filter(name__contains="inned").values_list("name", flat=True)
    assert sorted(names) == ["posts.PostPinned", "posts.PostPinned", "posts.PostUnpinned"]


@pytest.mark.parametrize("rung", ["only_me", "connections", "direct"])
def test_a_narrow_post_is_not_pinned(rung: str) -> None:
    alice = member("alice")
    member("bob")
    made = post(alice, "@bob hello", rung)
    with pytest.raises(MayNotPin):
        commands.pin(actor_id=id_of(alice), post_id=made.id)


def test_five_and_no_more_and_only_ones_own() -> None:
    alice, bob = member("alice"), member("bob")
    for _ in range(5):
        commands.pin(actor_id=id_of(alice), post_id=post(alice).id)
    with pytest.raises(MayNotPin):
        commands.pin(actor_id=id_of(alice), post_id=post(alice).id)
    with pytest.raises(NotFound):
        commands.pin(actor_id=id_of(bob), post_id=post(alice).id)


def test_what_is_deleted_is_pinned_no_more() -> None:
    alice = member("alice")
    made = post(alice)
    commands.pin(actor_id=id_of(alice), post_id=made.id)
    commands.delete(actor_id=id_of(alice), post_id=made.id)
    assert pinned(alice, id_of(alice)) == []
