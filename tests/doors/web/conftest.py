"""A house with a few people in it, asked as a browser asks."""

from collections.abc import Callable

import pytest
from django.test import Client

from portevoix.domain.accounts import queries
from portevoix.domain.accounts.reader import Reader
from portevoix.doors.web import sign_in
from tests.factories.people import id_of, member


@pytest.fixture
def alice(db: None) -> Reader:
    """A member of the house."""
    return member("alice", role="owner")


@pytest.fixture
def bob(db: None) -> Reader:
    """Another member."""
    return member("bob")


@pytest.fixture
def as_member() -> Callable[[Reader], Client]:
    """Signs a browser in, without the work of a password."""

    def make(reader: Reader) -> Client:
        client = Client(headers={"accept-language": "en"})
        found = queries.member(id_of(reader))
        assert found is not None
        client.force_login(found, backend=f"{sign_in.__name__}.HouseBackend")
        return client

    return make


@pytest.fixture
def visitor(db: None) -> Client:
    """A browser that is nobody's."""
    return Client(headers={"accept-language": "en"})
