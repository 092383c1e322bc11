"""People elsewhere, as their house describes them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portevoix.domain.accounts import commands, keys, queries
from portevoix.domain.accounts.errors import ProfileInvalid
from portevoix.domain.accounts.events import (
    AccountDeleted,
    AccountRestored,
    AccountSuspended,
    RemoteAccountStored,
)
from portevoix.domain.accounts.models import Account, Kind, SigningKey, Standing
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from tests.domain.accounts.people import member, remote, stand, stranger, told

pytestmark = pytest.mark.django_db


def test_an_account_is_stored_once_by_its_uri() -> None:
    first = stranger("Bob", display_name="Bob")
    again = stranger("Bob", display_name="Robert")
    assert (first.pk, again.version, Account.objects.count()) == (again.pk, 2, 1)
    assert told() == [
        RemoteAccountStored(account_id=first.pk, is_new=True),
        RemoteAccountStored(account_id=first.pk, is_new=False),
    ]


def test_the_same_again_is_not_told_but_was_fetched() -> None:
    before = stranger()
    after = stranger()
    assert len(told()) == 1
    assert after.version == 1
    assert before.fetched_at is not None
    assert after.fetched_at is not None
    assert after.fetched_at > before.fetched_at


def test_uris_are_exact_and_hosts_are_not() -> None:
    one = stranger("bob", "Far.Example", uri="https://far.example/users/bob")
    other = stranger("bobby", uri="https://far.example/users/Bob", key_id="https://far.example/k2")
    assert one.pk != other.pk
    assert queries.by_handle("BOB", "FAR.example") == one
    assert queries.by_uri("https://far.example/users/Bob") == other


def test_a_handle_moves_to_the_new_uri_and_the_old_keeps_its_own() -> None:
    old = stranger("bob")
    new = stranger(
        "Bob", uri="https://far.example/actors/7", key_id="https://far.example/actors/7#k"
    )
    assert queries.by_handle("bob", "far.example") == new
    old.refresh_from_db()
    assert (old.name, old.uri) == (f"bob~{old.pk}", "https://far.example/users/bob")
    assert old.standing == Standing.ACTIVE


def test_a_handle_here_is_never_touched() -> None:
    alice = member("alice")
    stranger("alice", "far.example")
    assert queries.by_handle("alice") == alice.account


def test_lengths_are_cut_as_the_limits_of_federation_say() -> None:
    bob = stranger(
        display_name="n" * 3000,
        bio_html="<p>" + "b" * 19_995 + "<a href='https://x.example/'>link</a></p>",
        fields=[{"name": "n" * 3000, "value": "v" * 3000}] * 60,
        avatar_url="https://far.example/" + "a" * 2048,
        kind="dragon",
        followers_count=10**12,
    )
    bob.refresh_from_db()
    assert len(bob.display_name) == 2048
    assert len(bob.bio_html) <= 20_004
    assert bob.bio_html.endswith("</p>")
    assert len(bob.fields) == 50
    assert len(bob.fields[0]["name"]) <= 2047
    assert len(bob.fields[0]["html"]) <= 2047
    assert (bob.avatar_url, bob.kind, bob.followers_count) == ("", Kind.PERSON, 2**31 - 1)


def test_html_is_sanitised() -> None:
    bob = stranger(
        bio_html="<p onclick='x'>hi<script>alert(1)</script></p>",
        fields=[{"name": "site", "value": "<img src=x onerror=y>me"}],
    )
    assert "script" not in bob.bio_html
    assert "onclick" not in bob.bio_html
    assert "<img" not in bob.fields[0]["html"]


@pytest.mark.parametrize("field", ["uri", "inbox_url", "name", "host"])
def test_what_is_needed_is_refused_when_missing_or_too_long(field: str) -> None:
    for value, fault in (("", "blank"), ("x" * 2049, "too_long")):
        with pytest.raises(ProfileInvalid) as refused:
            commands.store_remote(replace(remote(), **{field: value}))  # type: ignore[arg-type]
        assert refused.value.fields == {field: [fault]}
    assert not Account.objects.exists()


def test_nobody_was_made_in_the_future() -> None:
    assert stranger(created_at=clock.now() + timedelta(days=700)).created_at <= clock.now()


def test_a_key_is_found_by_its_id_and_rotates() -> None:
    bob = stranger()
    stranger(public_pem="another PEM")
    found = keys.by_key_id(remote().key_id)
    assert found is not None
    assert (found.account, found.public_pem) == (bob, "another PEM")
    assert len(told()) == 2
    with pytest.raises(NotFound):
        keys.signing_key(bob.pk)


def test_a_key_id_belongs_to_who_holds_it_now() -> None:
    stranger("bob", key_id="https://far.example/key")
    eve = stranger("eve", key_id="https://far.example/key")
    assert SigningKey.objects.get().account == eve


def test_their_house_suspends_and_restores() -> None:
    bob = stranger()
    assert stranger(suspended=True).standing == Standing.SUSPENDED
    assert stranger(suspended=False).standing == Standing.ACTIVE
    assert [event for event in told() if not isinstance(event, RemoteAccountStored)] == [
        AccountSuspended(account_id=bob.pk, here=False),
        AccountRestored(account_id=bob.pk, here=False),
    ]


def test_a_suspension_spoken_here_is_not_undone_there() -> None:
    stand(stranger(), Standing.SUSPENDED)
    stranger(suspended=True)
    assert stranger(suspended=False).standing == Standing.SUSPENDED


def test_the_deleted_stay_deleted() -> None:
    bob = stranger(display_name="Bob")
    for _ in range(2):
        commands.delete_remote(account_id=bob.pk)
    assert told()[1:] == [AccountDeleted(account_id=bob.pk, here=False, handle="bob@far.example")]
    again = stranger(display_name="Bob")
    assert (again.standing, again.display_name) == (Standing.DELETED, "")


def test_only_people_elsewhere_are_deleted_so() -> None:
    with pytest.raises(NotFound):
        commands.delete_remote(account_id=member("alice").pk)


def test_the_house_has_one_account() -> None:
    house = commands.house_account()
    assert commands.house_account() == house
    assert (house.kind, house.name, keys.signing_key(house.pk).name) == (
        Kind.HOUSE,
        "house",
        "house",
    )
