"""A house with a few people and their apps."""

import pytest

from portevoix.domain.accounts.reader import Reader
from tests.doors.mastodon.asking import Api, app_of
from tests.factories.people import member


@pytest.fixture
def alice(db: None) -> Reader:
    return member("alice")


@pytest.fixture
def bob(db: None) -> Reader:
    return member("bob")


@pytest.fixture
def carol(db: None) -> Reader:
    return member("carol")


@pytest.fixture
def alices(alice: Reader) -> Api:
    return app_of(alice)


@pytest.fixture
def bobs(bob: Reader) -> Api:
    return app_of(bob)


@pytest.fixture
def nobodys(db: None) -> Api:
    return Api()
