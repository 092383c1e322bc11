"""Passkeys: what is not believed. That they work is walked by tests/browser/test_keys.py."""

import dataclasses
import json
from typing import Any

import pytest

from portevoix.domain.access import passkeys
from portevoix.domain.access.errors import LastKey, PasskeyRefused
from portevoix.domain.access.models import Passkey
from portevoix.domain.access.visits import Visit
from portevoix.domain.accounts.commands import set_password
from portevoix.kernel import clock, ids
from portevoix.kernel.errors import NotFound
from tests.factories.people import id_of, member

pytestmark = pytest.mark.django_db
ODD = [
    "",
    "null",
    "[]",
    "{}",
    "[" * 5000,
    "x" * 30_000,
    json.dumps({"id": 7, "response": {}}),
    json.dumps({"id": "\x00", "response": {}}),
    json.dumps({"id": "\ud800", "response": {}}),
    json.dumps({"id": "a" * 40, "rawId": "a" * 40, "type": "public-key", "response": {}}),
    json.dumps(
        {"id": "kept", "rawId": "kept", "type": "public-key", "response": {"userHandle": 1}}
    ),
    json.dumps(
        {
            "id": "kept",
            "rawId": "kept",
            "type": "public-key",
            "response": {"clientDataJSON": "!", "authenticatorData": "!", "signature": "!"},
        }
    ),
]


@pytest.fixture
def alice() -> int:
    return id_of(member("alice"))


def kept(member_id: int, credential_id: str = "kept") -> Passkey:
    return Passkey.objects.create(
        id=ids.new_id(),
        member_id=member_id,
        credential_id=credential_id,
        public_key="AAAA",
        name="Telephone",
        created_at=clock.now(),
    )


@pytest.mark.parametrize("challenge", [b"", b"a challenge"])
@pytest.mark.parametrize("answer", ODD)
def test_what_is_no_answer_is_refused(answer: str, challenge: bytes, alice: int) -> None:
    kept(alice)
    with pytest.raises(PasskeyRefused):
        passkeys.enter_by_passkey(answer=answer, challenge=challenge, visit=Visit())
    with pytest.raises(PasskeyRefused):
        passkeys.add_passkey(member_id=alice, name="New", answer=answer, challenge=challenge)


def test_the_last_key_stays(alice: int) -> None:
    one, two = kept(alice), kept(alice, "other")
    passkeys.remove_passkey(member_id=alice, passkey_id=one.id)
    with pytest.raises(LastKey):
        passkeys.remove_passkey(member_id=alice, passkey_id=two.id)
    set_password(account_id=alice, password="correct horse")
    passkeys.remove_passkey(member_id=alice, passkey_id=two.id)


def test_a_passkey_is_its_members_alone(alice: int) -> None:
    row, bob = kept(alice), id_of(member("bob"))
    with pytest.raises(NotFound):
        passkeys.remove_passkey(member_id=bob, passkey_id=row.id)
    with pytest.raises(NotFound):
        passkeys.rename_passkey(member_id=bob, passkey_id=row.id, name="Mine")


@pytest.mark.parametrize(
    ("origin", "possible"),
    [
        ("http://localhost:8000", True),
        ("https://voix.example", True),
        ("http://voix.example", False),
        ("https://192.0.2.1", False),
        ("https://[2001:db8::1]", False),
        ("http://127.0.0.1:8000", False),
    ],
)
def test_where_passkeys_can_be(origin: str, possible: bool, settings: Any) -> None:
    settings.PORTEVOIX = dataclasses.replace(settings.PORTEVOIX, origin=origin)
    assert passkeys.possible() is possible
