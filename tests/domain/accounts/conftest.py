"""Makes tests quick: one key for all who join."""

from collections.abc import Callable

import pytest

from portevoix.domain.accounts import joining, keys

_generate = keys.generate
_PAIR = keys.KeyPair("a public key", "a private key")


@pytest.fixture(autouse=True)
def _one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "generate", lambda: _PAIR)


@pytest.fixture
def registrations(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Lets a test say who may join."""
    return lambda mode: monkeypatch.setattr(joining, "registration_mode", lambda: mode)


@pytest.fixture
def new_pair() -> keys.KeyPair:
    """A real pair."""
    return _generate()
