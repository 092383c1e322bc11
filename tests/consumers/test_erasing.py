"""Who is gone for good is nowhere any more; a crash in between costs nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from portevoix.consumers import erasing
from portevoix.domain.accounts import commands
from portevoix.domain.accounts.models import Account, Member, Standing
from portevoix.domain.audiences.circles import add_to_circle, create_circle
from portevoix.domain.posts.commands import boost
from portevoix.domain.posts.models import Post
from portevoix.domain.reactions.commands import favourite
from portevoix.domain.relationships.commands import block, follow, mute
from portevoix.kernel import clock
from portevoix.kernel.models import Job
from tests.domain.accounts.test_leaving import columns_with
from tests.factories.people import id_of, member
from tests.factories.posts import post, reply

pytestmark = pytest.mark.django_db
Settle = Callable[[], None]

# What stays of somebody gone: the account without words, tombstones that hold replies below
# them, the login without a person, the key for a week, the last deliveries.
REMAINS = {
    "account.id",
    "account_signing_key.account_id",
    "audience_ceiling.author_id",
    "audience_subject.author_id",
    "audience_subject.parent_author_id",
    "member.account_id",
    "peer_outgoing_body.sender_id",
    "post.author_id",
    "post.in_reply_to_account_id",
}


def test_nothing_else_remains(settle: Settle) -> None:
    alice, bob = member("alice"), member("bob")
    mine, theirs = post(alice, "Hello @bob"), post(bob, "Hello @alice")
    reply(alice, theirs)
    reply(bob, mine)
    boost(actor_id=id_of(alice), post_id=theirs.id)
    favourite(actor_id=id_of(alice), post_id=theirs.id)
    favourite(actor_id=id_of(bob), post_id=mine.id)
    for one, other in ((alice, bob), (bob, alice)):
        follow(follower_id=id_of(one), followee_id=id_of(other))
        circle = create_circle(owner_id=id_of(one), title="Friends")
        add_to_circle(owner_id=id_of(one), circle_id=circle.id, account_id=id_of(other))
    post(alice, "Between us", "circle", circle_id=_circle_of(id_of(alice)))
    dora = member("dora")
    mute(muter_id=id_of(alice), muted_id=id_of(dora))
    block(blocker_id=id_of(alice), blocked_id=id_of(dora))
    settle()
    commands.delete("alice")
    settle()
    assert columns_with(id_of(alice)) <= REMAINS
    assert not Post.objects.filter(author_id=id_of(alice), deleted_at=None).exists()
    assert not Post.objects.filter(author_id=id_of(alice)).exclude(text="").exists()
    left = Post.objects.get(id=theirs.id)
    assert (left.favourites_count, left.boosts_count) == (0, 0)
    assert Account.objects.get(pk=id_of(bob)).followers_count == 0


def _circle_of(owner_id: int) -> int:
    from portevoix.domain.audiences.queries import circles_of

    return circles_of(owner_id)[0].id


def test_no_column_that_names_somebody_is_forgotten() -> None:
    from django.apps import apps
    from django.db import models

    from portevoix.domain.accounts.erasing import _BARE

    # Taken by the verbs of their rooms (timelines.forget_account, PostDeleted), or kept on purpose.
    elsewhere = {"member_list", "list_member", "followed_tag", "home_marker", "home_row", "filter"}
    elsewhere |= {"filter_state", "wire_mastodon_account"}
    kept = {"audience_subject", "audience_ceiling", "post", "member", "house", "house_invitation"}
    named = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.BigIntegerField)
        and field.column.rpartition("_")[0] in {"owner", "account", "author", "actor", "asker"}
    }
    forgotten = {each for each in named - set(_BARE) if each[0] not in elsewhere | kept}
    assert not forgotten


def test_it_goes_part_by_part_and_asks_for_itself_again(
    settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = member("alice")
    for number in range(5):
        post(alice, f"Number {number}")
    settle()
    commands.delete("alice")
    parts = []
    real = erasing.delete_all_of

    def two_at_once(*, author_id: int) -> int:
        parts.append(real(author_id=author_id, limit=2))
        return parts[-1]

    monkeypatch.setattr(erasing, "delete_all_of", two_at_once)
    settle()
    assert parts == [2, 2, 1, 0]
    assert not Job.objects.filter(kind="accounts.erase").exists()


def test_the_periodic_job_ends_what_is_due(settle: Settle) -> None:
    alice = member("alice")
    made = post(alice)
    commands.leave(account_id=id_of(alice), name="alice", password="")
    erasing.end_leavings({})
    assert Account.objects.get(pk=id_of(alice)).standing == Standing.LEAVING
    Member.objects.update(leaving_since=clock.now() - timedelta(days=31))
    erasing.end_leavings({})
    settle()
    assert Account.objects.get(pk=id_of(alice)).standing == Standing.DELETED
    assert Post.objects.get(id=made.id).text == ""
