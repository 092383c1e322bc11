"""A post by Alice in one house, read by Bob in the other: answered, liked, boosted, deleted."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.federation.two_houses import Person, eventually, free_port
from tests.gateways.made_pictures import picture
from tests.harness.house import House


def _house(folder: Path) -> House:
    house = House(folder, allow_private_peers="127.0.0.0/8", origin="http://127.0.0.1:0")
    house.port = free_port()
    house.url = f"http://127.0.0.1:{house.port}"
    house._settings["origin"] = house.url
    return house.start()


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, House]]:
    """Two houses that know nothing of one another yet."""
    made: list[House] = []
    try:
        for name in ("first", "second"):
            made.append(_house(tmp_path_factory.mktemp(name)))
        yield made[0], made[1]
    finally:
        for house in made:
            house.kill()


@pytest.fixture(scope="module")
def people(houses: tuple[House, House]) -> tuple[Person, Person]:
    """Alice in the first house, Bob in the second, who follow one another."""
    first, second = houses
    alice = Person(first, "alice", first.account("alice"))
    bob = Person(second, "bob", second.account("bob"))
    bob.follow(alice)
    alice.follow(bob)
    return alice, bob


def test_following_shows_in_both_houses(people: tuple[Person, Person]) -> None:
    alice, bob = people
    assert eventually(lambda: alice.notified("follow"))["account"]["acct"] == bob.handle[1:]
    assert alice.relation(alice.find(bob.handle)["id"])["followed_by"] is True


def test_a_picture_is_seen_from_the_other_house_through_ones_own(
    people: tuple[Person, Person],
) -> None:
    alice, bob = people
    given = alice.give(picture((900, 600)), description="A greenhouse", focus="0.5,-0.5")
    alice.say("Look what grew", media_ids=[given["id"]])
    read = eventually(lambda: bob.sees("what grew"), "the post in the other house")
    seen = read["media_attachments"][0]
    assert (seen["description"], seen["blurhash"]) == ("A greenhouse", given["blurhash"])
    assert seen["remote_url"] == given["url"]
    assert seen["meta"]["focus"] == {"x": 0.5, "y": -0.5}
    assert seen["url"].startswith(f"{bob.house.url}/media/far/")
    for url in (seen["url"], seen["preview_url"]):
        with urllib.request.urlopen(url, timeout=30) as answer:
            assert answer.headers["Content-Type"].startswith("image/")
            assert len(answer.read()) > 100


def test_a_post_is_read_answered_liked_boosted_and_deleted(people: tuple[Person, Person]) -> None:
    alice, bob = people
    written = alice.say("The seedlings survived the frost.", spoiler_text="soil")
    read = eventually(lambda: bob.sees("seedlings"), "the post in the other house")
    assert read["account"]["acct"] == alice.handle[1:]
    assert read["uri"] == written["uri"]
    assert read["spoiler_text"] == "soil"
    assert read["visibility"] == "public"

    bob.say(f"{alice.handle} wonderful news", in_reply_to_id=read["id"])
    answer = eventually(lambda: alice.notified("mention"), "the answer")["status"]
    assert answer["in_reply_to_id"] == written["id"]
    assert "wonderful news" in answer["content"]
    context = alice.get(f"/api/v1/statuses/{written['id']}/context")
    assert [one["id"] for one in context["descendants"]] == [answer["id"]]

    bob.post(f"/api/v1/statuses/{read['id']}/favourite")
    liked = eventually(lambda: alice.notified("favourite"), "the like")
    assert liked["status"]["id"] == written["id"]

    bob.post(f"/api/v1/statuses/{read['id']}/reblog")
    boosted = eventually(lambda: alice.notified("reblog"), "the boost")
    assert boosted["status"]["id"] == written["id"]
    counted = alice.get(f"/api/v1/statuses/{written['id']}")
    assert (counted["favourites_count"], counted["reblogs_count"]) == (1, 1)

    bob.post(f"/api/v1/statuses/{read['id']}/unfavourite")
    bob.post(f"/api/v1/statuses/{read['id']}/unreblog")
    eventually(
        lambda: (
            alice.get(f"/api/v1/statuses/{written['id']}")["reblogs_count"] == 0
            and alice.get(f"/api/v1/statuses/{written['id']}")["favourites_count"] == 0
        ),
        "the end of both",
    )

    alice.ask("DELETE", f"/api/v1/statuses/{written['id']}")
    eventually(lambda: bob.get(f"/api/v1/statuses/{read['id']}") in (404, 410), "the end of it")
    assert bob.sees("seedlings") is None


def test_followers_only_reaches_followers_and_nobody_else(
    people: tuple[Person, Person], houses: tuple[House, House]
) -> None:
    alice, bob = people
    carla = Person(houses[1], "carla", houses[1].account("carla"))
    alice.say("Between us: the key is under the pot.", "private")
    read = eventually(lambda: bob.sees("under the pot"), "the followers' post")
    assert read["visibility"] == "private"
    assert carla.get(f"/api/v1/statuses/{read['id']}") == 404
    assert bob.post(f"/api/v1/statuses/{read['id']}/reblog") in (403, 404, 422)


def test_what_is_for_the_house_stays_in_it(people: tuple[Person, Person]) -> None:
    alice, bob = people
    alice.say("Only for us here: cake at four.", local_only=True)
    alice.say("A word that follows it.")
    eventually(lambda: bob.sees("word that follows"), "the next post")
    assert bob.sees("cake at four") is None


def test_a_direct_word_reaches_the_one_it_names(people: tuple[Person, Person]) -> None:
    alice, bob = people
    alice.say(f"{bob.handle} could you call me?", "direct")
    told = eventually(
        lambda: next(
            (
                one
                for one in bob.get("/api/v1/notifications", limit=40)
                if one["type"] == "mention" and "call me" in one["status"]["content"]
            ),
            None,
        ),
        "the direct word",
    )
    assert told["status"]["visibility"] == "direct"


def test_an_address_typed_into_the_search_finds_the_post(
    people: tuple[Person, Person], houses: tuple[House, House]
) -> None:
    alice, bob = people
    dan = Person(houses[0], "dan", houses[0].account("dan"))
    written = dan.say("Nobody over there follows me yet.")
    for address in (written["uri"], written["url"]):
        found = bob.get("/api/v2/search", q=address, resolve="true")
        assert [one["uri"] for one in found["statuses"]] == [written["uri"]]
    assert alice.get(f"/api/v1/statuses/{written['id']}")["id"] == written["id"]


def test_a_changed_profile_is_seen_over_there(people: tuple[Person, Person]) -> None:
    alice, bob = people
    alice.ask("PATCH", "/api/v1/accounts/update_credentials", display_name="Alice of the hill")
    eventually(lambda: bob.find(alice.handle)["display_name"] == "Alice of the hill", "the name")


def test_a_block_ends_it_in_both_houses(people: tuple[Person, Person]) -> None:
    alice, bob = people
    there = alice.find(bob.handle)
    alice.post(f"/api/v1/accounts/{there['id']}/block")
    here = bob.find(alice.handle)

    def apart() -> bool:
        relation = bob.relation(here["id"])
        return not relation["following"] and not relation["followed_by"]

    eventually(apart, "the end of both follows")
    alice.say("A word after the door closed.")
    bob.say(f"{alice.handle} are you there?")
    bob.post(f"/api/v1/accounts/{here['id']}/follow")
    eventually(lambda: not bob.relation(here["id"])["requested"], "the refusal")
    assert bob.relation(here["id"])["following"] is False
    assert bob.sees("after the door closed") is None
    assert "are you there" not in str(alice.get("/api/v1/notifications", limit=40))
