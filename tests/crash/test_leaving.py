"""Posts that wait leave once, though the house is killed in the middle of letting them go."""

import re
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar

import pytest

from tests.browser.conftest import PASSWORD
from tests.crash.test_kill import ENGINES, house_on  # noqa: F401  (a fixture)
from tests.crash.writer import Api, kill_after
from tests.harness.house import House

POSTS = 25
WAIT = 5


class Browser:
    """A browser without a script, with its cookies."""

    def __init__(self, house: House) -> None:
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self._open = urllib.request.build_opener(jar).open
        self._house = house
        self._token = ""

    def send(self, path: str, **fields: str) -> None:
        """Sends a form, with the token that the page of signing in gave."""
        if not self._token or path == "/settings/appearance":
            page = self._open(f"{self._house.url}{path}").read().decode()
            found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
            assert found
            self._token = found[1]
        form = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": self._token}).encode()
        self._open(f"{self._house.url}{path}", form).read()


@pytest.mark.parametrize("engine", [ENGINES[0], pytest.param(ENGINES[1], marks=pytest.mark.long)])
def test_killed_while_posts_leave(
    house_on: Callable[[str], House],  # noqa: F811
    engine: str,
) -> None:
    house = house_on(engine)
    token = house.account("alice")
    browser = Browser(house)
    browser.send("/sign-in", name="alice", password=PASSWORD)
    browser.send("/settings/appearance", undo_seconds=str(WAIT))
    started = time.monotonic()
    for number in range(POSTS):
        browser.send("/write", text=f"Number {number}.", audience="house", form_key=str(number))
    first_leaves = started + WAIT - time.monotonic()
    kill_after(house, max(first_leaves, 0) + 0.4).join()
    house.start()
    api, until = Api(house, token), time.monotonic() + 60
    texts: list[str] = []
    while len(texts) < POSTS and time.monotonic() < until:
        texts = [post["content"] for post in api.whole_home()]
    assert sorted(texts) == sorted(f"<p>Number {number}.</p>" for number in range(POSTS))
