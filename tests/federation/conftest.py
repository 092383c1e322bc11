"""A house on an invented origin that may speak with stubs on loopback."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest

from portevoix.domain.accounts import keys
from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.queries import by_id
from portevoix.kernel.jobs import run_due
from portevoix.kernel.relay import Relay
from portevoix.site import jobs
from portevoix.site.consumers import all_consumers
from tests.factories.people import id_of, member
from tests.federation.peers import HOME, Peer, Person, takes
from tests.federation.shapes import act
from tests.gateways.keys_for_tests import rsa_pair
from tests.gateways.stub import stub_server


@pytest.fixture
def configure(settings: Any) -> Callable[..., None]:
    """Changes settings of the house: `configure(authorized_fetch=True)`."""

    def change(**changes: object) -> None:
        settings.PORTEVOIX = replace(settings.PORTEVOIX, **changes)

    return change


@pytest.fixture
def home(
    db: None, configure: Callable[..., None], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The house under test is https://home.example. All keys here are one: making them is slow."""
    pair = rsa_pair("home")
    made = keys.KeyPair(pair.public_pem, pair.private_pem)
    monkeypatch.setattr(keys, "generate", lambda: made)
    settings.ALLOWED_HOSTS = ["*"]
    settings.ROOT_URLCONF = "portevoix.doors.activitypub.urls"
    settings.MIDDLEWARE = ["portevoix.doors.activitypub.negotiation.DocumentsAtPages"]
    configure(origin=HOME, allow_private_peers=("127.0.0.0/8",), rate_limits=False)
    jobs.load()


@pytest.fixture
def new_peer() -> Iterator[Callable[[], Peer]]:
    """Makes other houses, as many as a test wants."""
    with ExitStack() as stack:
        yield lambda: Peer(stack.enter_context(stub_server()))


@pytest.fixture
def peer(new_peer: Callable[[], Peer]) -> Peer:
    """One other house."""
    return new_peer()


@pytest.fixture
def alice(peer: Peer) -> Person:
    """Somebody of the other house."""
    return peer.person("alice")


@pytest.fixture
def bob(home: None) -> Account:
    """A member here."""
    return account("bob")


def account(name: str, **about: Any) -> Account:
    """Makes a member and returns the account."""
    found = by_id(id_of(member(name, **about)))
    assert found is not None
    return found


@pytest.fixture
def settle() -> Callable[[], None]:
    """Hands events to the consumers, and runs due jobs, until all is quiet."""

    def work() -> None:
        relay = Relay(all_consumers())
        for _ in range(50):
            relay.drain()
            if run_due(limit=1000) == 0:
                return
        raise AssertionError("the jobs never came to an end")

    return work


@pytest.fixture
def follower(bob: Account, alice: Person, settle: Callable[[], None]) -> Account:
    """Alice, elsewhere, follows Bob; her house takes everything."""
    takes(alice.peer, "/inbox", "/users/alice/inbox", "/users/dora/inbox")
    alice.send(act("Follow", alice.uri, f"{HOME}/users/bob"))
    settle()
    alice.peer.stub.seen.clear()
    return Account.objects.get(uri=alice.uri)
