"""Tokens and sign-ins."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from portevoix.domain.access import commands, events, queries
from portevoix.domain.access.errors import AccessRefused
from portevoix.domain.access.models import SignIn, Token
from portevoix.domain.access.visits import Visit
from portevoix.domain.accounts.models import Member
from portevoix.domain.accounts.queries import member as member_of
from portevoix.kernel import clock
from portevoix.kernel.errors import Invalid, NotAllowed
from portevoix.kernel.events import Event, decode
from portevoix.kernel.models import OutboxRow
from tests.factories.people import id_of, member

PHONE = Visit(device="Phone", address="192.0.2.7", cookie="c" * 43)


@pytest.fixture
def alice(db: None) -> Member:
    found = member_of(id_of(member("alice")))
    assert found is not None
    return found


def told(kind: type[Event]) -> list[Event | None]:
    rows = OutboxRow.objects.filter(name=kind.name).order_by("position")
    return [decode(row.name, row.payload) for row in rows]


def test_a_token_is_found_in_one_query(
    alice: Member, django_assert_num_queries: Callable[..., object]
) -> None:
    token = commands.member_token(alice, None, "read write")
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        found = queries.bearer(token)
    assert found is not None
    assert (found.account_id, found.scopes) == (alice.pk, {"read", "write"})
    assert found.is_active_member
    assert queries.bearer("nonsense") is None


def test_only_the_hash_is_kept(alice: Member) -> None:
    token = commands.member_token(alice, None, "read")
    assert token not in str(list(Token.objects.values()))


def test_a_member_is_given_no_keys_of_the_house(alice: Member) -> None:
    with pytest.raises(NotAllowed):
        commands.member_token(alice, None, "admin:read")
    with pytest.raises(Invalid):
        commands.member_token(alice, None, "anything")


def test_revoking_all_ends_each_and_says_so(alice: Member) -> None:
    tokens = [commands.member_token(alice, None, "read") for _ in range(2)]
    commands.revoke_all(alice.pk)
    assert [queries.bearer(token) for token in tokens] == [None, None]
    assert told(events.TokensRevoked) == [events.TokensRevoked(member_id=alice.pk, token_ids=[])]


def test_revoking_an_app_leaves_the_others(alice: Member) -> None:
    app, _ = commands.register_app(name="Tern", redirect_uris=["https://tern.example/"])
    with_app, without = (
        commands.member_token(alice, app, "read"),
        commands.member_token(alice, None, "read"),
    )
    assert [each.app for each in queries.apps_of(alice.pk)] == [app, None]
    commands.revoke_app(member_id=alice.pk, app_id=app.id)
    assert queries.bearer(with_app) is None
    assert queries.bearer(without) is not None
    assert [each.app for each in queries.apps_of(alice.pk)] == [None]
    commands.revoke_unnamed(alice.pk)
    assert queries.apps_of(alice.pk) == []


def test_an_app_gets_no_more_than_it_registered(db: None) -> None:
    app, secret = commands.register_app(name="Tern", redirect_uris=["https://tern.example/"])
    assert commands.knows_secret(app, secret)
    assert not commands.knows_secret(app, "guess")
    with pytest.raises(AccessRefused) as refused:
        commands.app_token(app=app, scopes_asked="write")
    assert refused.value.code == "invalid_scope"


def test_ending_a_sign_in_ends_its_session(alice: Member) -> None:
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session.create()
    assert session.session_key is not None
    commands.remember_sign_in(member_id=alice.pk, session_key=session.session_key, visit=PHONE)
    assert [row.device for row in queries.sign_ins(alice.pk)] == ["Phone"]
    commands.end_sign_in(session.session_key)
    assert queries.sign_in(session.session_key) is None
    assert not Session.objects.exists()
    assert len(told(events.SignInsEnded)) == 1


def test_all_but_this_browser_are_signed_out(alice: Member) -> None:
    for key in ("one", "two", "three"):
        commands.remember_sign_in(member_id=alice.pk, session_key=key, visit=PHONE)
    commands.end_all_sign_ins(alice.pk, but="two")
    assert [row.session_key for row in queries.sign_ins(alice.pk)] == ["two"]


def test_a_browser_that_stayed_away_a_month_is_forgotten(alice: Member) -> None:
    for key in ("old", "new"):
        commands.remember_sign_in(member_id=alice.pk, session_key=key, visit=PHONE)
    SignIn.objects.filter(session_key="old").update(seen_at=clock.now() - timedelta(days=31))
    assert commands.forget_idle_sign_ins() == 1
    assert [row.session_key for row in queries.sign_ins(alice.pk)] == ["new"]
