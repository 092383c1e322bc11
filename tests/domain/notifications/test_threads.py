"""Muted talks: nothing more is told of them."""

import pytest

from portevoix.domain.notifications import queries
from portevoix.domain.notifications.commands import notify
from portevoix.domain.notifications.models import Kind
from portevoix.domain.notifications.threads import mute_thread, thread_is_muted, unmute_thread
from portevoix.domain.posts.commands import boost
from portevoix.kernel.errors import NotFound
from portevoix.kernel.pagination import Page
from tests.factories.people import id_of, member
from tests.factories.posts import post, reply

pytestmark = pytest.mark.django_db


def test_nothing_is_told_until_it_is_unmuted() -> None:
    alice, bob = member("alice"), member("bob")
    root = post(alice)
    carried = boost(actor_id=id_of(bob), post_id=root.id)
    for _ in range(2):
        mute_thread(viewer=alice, post_id=carried.id)
    answered = reply(bob, reply(bob, root))

    def tell(kind: Kind, number: int) -> int:
        notify(owner_id=id_of(alice), kind=kind, actor_id=id_of(bob), post_id=number)
        return len(queries.page(alice, Page()))

    assert thread_is_muted(id_of(alice), answered.id)
    assert tell(Kind.MENTION, answered.id) == 0
    assert tell(Kind.FAVOURITE, root.id) == 0
    assert tell(Kind.FAVOURITE, post(alice).id) == 1
    unmute_thread(viewer=alice, post_id=answered.id)
    assert tell(Kind.MENTION, answered.id) == 2


def test_not_of_what_one_may_not_read() -> None:
    alice, bob = member("alice"), member("bob")
    hidden = post(bob, rung="only_me")
    for verb in (mute_thread, unmute_thread):
        with pytest.raises(NotFound):
            verb(viewer=alice, post_id=hidden.id)
