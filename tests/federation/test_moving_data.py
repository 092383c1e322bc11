"""What one house gives out, another takes in: the same lists, the same posts."""

import http.cookiejar
import re
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.federation.test_two_houses import _house
from tests.federation.two_houses import Person, eventually
from tests.harness.house import House


class Browser:
    """Somebody at the pages of a house."""

    def __init__(self, house: House, name: str) -> None:
        self.house = house
        jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.send("/sign-in", "/sign-in", name=name, password="correct horse")

    def get(self, path: str) -> bytes:
        """Fetches a page or file."""
        with self._opener.open(self.house.url + path, timeout=60) as answer:
            body: bytes = answer.read()
            return body

    def send(self, page: str, path: str, **fields: str) -> str:
        """Sends a form that stands on `page`; returns where it led."""
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": self.token(page)})
        with self._opener.open(self.house.url + path, data.encode(), timeout=60) as answer:
            return str(urllib.parse.urlsplit(answer.url).path)

    def hand_in(self, kind: str, file: bytes) -> str:
        """Sends a file to be brought in; returns its page."""
        edge = "edge7f3a"
        given = {"kind": kind, "mode": "merge", "csrfmiddlewaretoken": self.token(IMPORT)}
        parts = [f'form-data; name="{name}"\r\n\r\n{value}' for name, value in given.items()]
        head = 'form-data; name="file"; filename="file"\r\n\r\n'
        opening = f"--{edge}\r\nContent-Disposition: "
        body = "".join(f"{opening}{part}\r\n" for part in parts).encode()
        body += f"{opening}{head}".encode() + file + f"\r\n--{edge}--\r\n".encode()
        request = urllib.request.Request(
            self.house.url + IMPORT,
            body,
            {"Content-Type": f"multipart/form-data; boundary={edge}"},
        )
        with self._opener.open(request, timeout=60) as answer:
            return str(urllib.parse.urlsplit(answer.url).path)

    def token(self, page: str) -> str:
        """Returns the token of the forms on a page."""
        found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(page))
        assert found, page
        return found[1].decode()

    def bring_in(self, kind: str, file: bytes) -> str:
        """Hands a file in, agrees, and waits for the report."""
        place = self.hand_in(kind, file)
        eventually(lambda: b"Look before" in self.get(place), f"reading {kind}")
        self.send(place, place, verb="confirm", agreed="yes")
        eventually(lambda: b"What became of it" in self.get(place), f"doing {kind}")
        return self.get(place).decode()


IMPORT = "/settings/data/import"
LISTS = {
    "following_accounts.csv": "following",
    "muted_accounts.csv": "muting",
    "blocked_accounts.csv": "blocking",
    "bookmarks.csv": "bookmarks",
}


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, House]]:
    """The house that is left, and the one that is gone to."""
    made: list[House] = []
    try:
        for name in ("old", "new"):
            made.append(_house(Path(tmp_path_factory.mktemp(name))))
        yield made[0], made[1]
    finally:
        for house in made:
            house.kill()


def test_a_life_moves_from_house_to_house(houses: tuple[House, House]) -> None:
    old, new = houses
    alice = Person(old, "alice", old.account("alice"))
    people = {name: Person(old, name, old.account(name)) for name in ("bob", "carla", "dora")}
    ids = {name: alice.find(f"@{name}")["id"] for name in people}
    alice.post(f"/api/v1/accounts/{ids['bob']}/follow", reblogs=False)
    alice.post(f"/api/v1/accounts/{ids['carla']}/mute", notifications=False)
    alice.post(f"/api/v1/accounts/{ids['dora']}/block")
    kept = people["bob"].say("Worth keeping.")
    alice.post(f"/api/v1/statuses/{kept['id']}/bookmark")
    first = alice.say("Long ago, *once*. #ferry", spoiler_text="soil", language="en")
    alice.say("And on it went.", "unlisted", in_reply_to_id=first["id"])
    alice.say("For few.", "private")
    alice.say("For this house.", local_only=True)

    here = Browser(old, "alice")
    here.send("/settings/data", "/settings/data/export")
    page = eventually(lambda: re.search(rb"/settings/data/export/\d+", here.get("/settings/data")))
    archive = here.get(page[0].decode())
    lists = {name: here.get(f"/settings/data/{name}") for name in LISTS}

    new.account("alicia")
    there = Browser(new, "alicia")
    for name, kind in LISTS.items():
        assert "1 row was brought in." in there.bring_in(kind, lists[name]), name
    assert "4 rows were brought in." in there.bring_in("posts", archive)
    for name in LISTS:
        assert there.get(f"/settings/data/{name}") == lists[name] or name.startswith("following")
    alicia = Person(new, "alicia", new.token("alicia"))
    me = alicia.get("/api/v1/accounts/verify_credentials")
    posts = alicia.get(f"/api/v1/accounts/{me['id']}/statuses")[::-1]
    before = alice.get(f"/api/v1/accounts/{first['account']['id']}/statuses")[::-1]
    told = ("content", "visibility", "spoiler_text", "sensitive", "language")
    strip = [{name: each[name] for name in told} for each in posts]
    assert [each["visibility"] for each in posts] == ["public", "unlisted", "private", "public"]
    assert [each["created_at"][:19] for each in posts] == [
        each["created_at"][:19] for each in before
    ]
    content = [each["content"].replace(new.url, "") for each in strip]
    assert content == [each["content"].replace(old.url, "") for each in before]
    assert posts[1]["in_reply_to_id"] == posts[0]["id"]
    assert posts[3]["local_only"] is True
    assert not people["bob"].notified("mention")
    asked = eventually(lambda: people["bob"].notified("follow"), "the follow from the new house")
    assert asked["account"]["acct"] == alicia.handle[1:]
    assert there.get("/settings/data/following_accounts.csv") == lists["following_accounts.csv"]
