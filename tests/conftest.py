"""What every test may ask for. The pieces are in tests/harness, the people in tests/factories."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.harness.browser import chromium
from tests.harness.house import House
from tests.harness.network import loopback_only
from tests.harness.postgresql import server

ENGINE = os.environ.get("PORTEVOIX_TEST_ENGINE", "sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what means nothing on this engine."""
    if ENGINE == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("postgresql")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(worker_id: str) -> None:
    """Gives each worker a database of its own."""
    from django.conf import settings

    test = settings.DATABASES["default"].setdefault("TEST", {})
    if worker_id != "master" and ENGINE == "postgresql":
        test["NAME"] = f"test_portevoix_{worker_id}"


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    with loopback_only() as tried:
        yield
    assert not tried, f"tried to reach beyond this machine: {', '.join(tried)}"


@pytest.fixture
def settle() -> Callable[[], None]:
    """The function that works off every event and due job."""
    from tests.harness.settling import settle

    return settle


HouseMaker = Callable[..., House]


def _maker(tmp: Callable[[], Path]) -> Iterator[HouseMaker]:
    houses: list[House] = []
    databases: list[str] = []

    def make(**settings: str) -> House:
        if ENGINE == "postgresql":
            databases.append(server().new_database())
            settings.setdefault("database_url", databases[-1])
        house = House(tmp(), **settings)
        houses.append(house)
        return house.start()

    yield make
    for house in houses:
        house.kill()
    for database in databases:
        server().drop_database(database)


@pytest.fixture
def make_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HouseMaker]:
    """Makes houses that serve, as many as a test wants: `make_house(registrations="open")`."""
    yield from _maker(lambda: tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def make_shared_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HouseMaker]:
    """As `make_house`; the houses stand until the last test of the file."""
    yield from _maker(lambda: tmp_path_factory.mktemp("house"))


@pytest.fixture
def house(make_house: HouseMaker) -> House:
    """A house of this test's own, nobody in it yet."""
    return make_house()


@pytest.fixture(scope="module")
def shared_house(make_shared_house: HouseMaker) -> House:
    """A house for all tests of a file; they use accounts of different names."""
    return make_shared_house(registrations="open")


# A file at a time, not the session: Playwright's loop would still run under later tests of rooms.
@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Debian's Chromium; see tests/harness/browser.py."""
    with chromium() as running:
        yield running
