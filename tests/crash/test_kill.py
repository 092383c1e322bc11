"""A success code is a promise: what was acknowledged is there after a kill, once, in order."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from tests.crash.writer import Api, kill_after, write_until_gone
from tests.harness.house import House
from tests.harness.postgresql import server

HouseMaker = Callable[..., House]
ENGINES = ["sqlite", "postgresql"]
TRIES = 2_000


@pytest.fixture
def house_on(make_house: HouseMaker) -> Callable[[str], House]:
    """Makes a house on the engine named."""

    def make(engine: str) -> House:
        if engine == "postgresql":
            return make_house(database_url=server().new_database())
        return make_house()

    return make


def author_and_follower(house: House) -> tuple[str, str]:
    """Returns tokens of Alice and of Bob, who follows her."""
    alice, bob = house.account("alice"), house.account("bob")
    about = Api(house, alice).ask("GET", "/api/v1/accounts/verify_credentials")
    Api(house, bob).ask("POST", f"/api/v1/accounts/{about['id']}/follow")
    return alice, bob


def caught_up(api: Api, newest: str) -> list[dict[str, Any]]:
    """Returns the whole home once it holds `newest`; asks a bounded number of times."""
    for _ in range(TRIES):
        first = api.ask("GET", "/api/v1/timelines/home?limit=1")
        if first and int(first[0]["id"]) >= int(newest):
            return api.whole_home()
    raise AssertionError("the events were not worked off")


def check(house: House, tokens: tuple[str, str], kept: list[tuple[str, str]]) -> None:
    """Every acknowledged post is in both homes, once, in the order of ids; at most one more is."""
    for token in tokens:
        home = caught_up(Api(house, token), kept[-1][0])
        ids = [int(post["id"]) for post in home]
        assert ids == sorted(set(ids), reverse=True), "twice, or out of order"
        texts = [post["content"] for post in home]
        assert len(texts) == len(set(texts)), "the same text twice"
        acknowledged = [int(each) for each, _ in kept]
        assert acknowledged == sorted(acknowledged)
        assert set(acknowledged) <= set(ids), "an acknowledged post is lost"
        assert len(ids) - len(acknowledged) <= 1, "more than the one that was under way"


@pytest.mark.parametrize("engine", ENGINES)
def test_killed_after_a_hundred_posts(house_on: Callable[[str], House], engine: str) -> None:
    house = house_on(engine)
    tokens = author_and_follower(house)
    enough = threading.Event()
    killer = threading.Thread(target=lambda: (enough.wait(60), house.kill()))
    killer.start()
    kept = write_until_gone(
        Api(house, tokens[0]), TRIES, lambda count: enough.set() if count == 100 else None
    )
    killer.join()
    assert 100 <= len(kept) < TRIES
    house.start()
    check(house, tokens, kept)


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
def test_killed_after_three_seconds(house_on: Callable[[str], House], engine: str) -> None:
    house = house_on(engine)
    tokens = author_and_follower(house)
    timer = kill_after(house, 3)
    kept = write_until_gone(Api(house, tokens[0]), TRIES, lambda _: None)
    timer.join()
    assert kept
    house.start()
    check(house, tokens, kept)


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
def test_killed_while_working_off(house_on: Callable[[str], House], engine: str) -> None:
    """Killed again and again while the events of before are still being worked off."""
    house = house_on(engine)
    tokens = author_and_follower(house)
    kept: list[tuple[str, str]] = []
    lost = 0
    for _ in range(3):
        timer = kill_after(house, 1)
        kept += write_until_gone(Api(house, tokens[0]), TRIES, lambda _: None)
        timer.join()
        lost += 1
        house.start()
    home = caught_up(Api(house, tokens[1]), kept[-1][0])
    ids = [int(post["id"]) for post in home]
    assert ids == sorted(set(ids), reverse=True)
    assert {int(each) for each, _ in kept} <= set(ids)
    assert len(ids) - len(kept) <= lost
