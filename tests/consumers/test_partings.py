"""Deleted accounts are untied."""

import pytest

from portevoix.consumers.partings import Partings
from portevoix.domain.accounts.commands import delete_remote
from portevoix.domain.accounts.models import Account
from portevoix.domain.relationships.commands import accept_follow, follow
from portevoix.domain.relationships.models import Follow
from portevoix.kernel.relay import Relay
from tests.domain.accounts.people import account, stranger


@pytest.mark.django_db
def test_nobody_follows_who_is_gone() -> None:
    alice, far = account("alice"), stranger("bob")
    follow(follower_id=alice.pk, followee_id=far.pk)
    accept_follow(follower_id=alice.pk, followee_id=far.pk)
    delete_remote(account_id=far.pk)
    Relay([Partings()]).drain()
    assert not Follow.objects.exists()
    assert Account.objects.get(pk=alice.pk).following_count == 0
