"""Stubs on loopback, and a house that may speak with them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest

from tests.gateways.stub import Stub, stub_server


@pytest.fixture
def new_stub() -> Iterator[Callable[[], Stub]]:
    """Makes stubs, as many as a test wants."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(stub_server())


@pytest.fixture
def stub(new_stub: Callable[[], Stub]) -> Stub:
    """One stub."""
    return new_stub()


@pytest.fixture
def configure(settings: Any) -> Callable[..., None]:
    """Changes settings of the house: `configure(origin="https://home.example")`."""

    def change(**changes: object) -> None:
        settings.PORTEVOIX = replace(settings.PORTEVOIX, **changes)

    return change


@pytest.fixture
def closed_network(configure: Callable[..., None]) -> None:
    """A house with a real origin that may also speak with loopback."""
    configure(origin="https://home.example", allow_private_peers=("127.0.0.0/8",))


@pytest.fixture
def open_network(configure: Callable[..., None]) -> None:
    """A house with a real origin and no private peers: what keepers run."""
    configure(origin="https://home.example", allow_private_peers=())
