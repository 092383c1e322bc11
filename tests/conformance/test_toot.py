"""toot, as a program, against a running house."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conformance.browser import let_in
from tests.harness.house import House

PROGRAM = str(Path(sys.executable).parent / "toot")
Toot = Callable[..., str]


@pytest.fixture(scope="module")
def toot(shared_house: House, tmp_path_factory: pytest.TempPathFactory) -> Toot:
    """Runs toot, signed in as Tom through the page with the code."""
    home = tmp_path_factory.mktemp("toot")
    shared_house.account("tom")
    about = os.environ | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_CACHE_HOME": str(home),
    }

    def run(*words: str) -> str:
        done = subprocess.run(
            [PROGRAM, *words], env=about, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    _log_in(shared_house, about)
    return run


def _log_in(house: House, about: dict[str, str]) -> None:
    with subprocess.Popen(
        [PROGRAM, "login", "-i", house.url],
        env=about | {"PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as waiting:
        assert waiting.stdout is not None
        address = next(line for line in waiting.stdout if "/oauth/authorize" in line).strip()
        code = let_in(house, address, "tom")
        said, _ = waiting.communicate(f"n\n{code}\n", timeout=60)
        assert waiting.returncode == 0, said


def test_it_knows_who_it_is(toot: Toot) -> None:
    assert "@tom" in toot("whoami")
    assert "Portevoix" in toot("instance")


def test_it_posts_and_sees_it_everywhere(toot: Toot, shared_house: House) -> None:
    made = json.loads(toot("post", "Good #evening", "--json"))
    for where in (("home",), ("public", "--local"), ("tag", "evening")):
        assert "evening" in toot("timelines", *where)
    assert "evening" in toot("status", made["id"])


def test_it_answers_likes_and_carries_further(toot: Toot, shared_house: House) -> None:
    made = json.loads(toot("post", "First", "--json"))
    answer = json.loads(toot("post", "Second", "--reply-to", made["id"], "--json"))
    assert answer["in_reply_to_id"] == made["id"]
    assert "Second" in toot("thread", made["id"])
    for verb in ("favourite", "unfavourite", "reblog", "unreblog"):
        assert toot(verb, answer["id"])
    toot("delete", answer["id"])


def test_it_follows_and_keeps_away(toot: Toot, shared_house: House) -> None:
    shared_house.account("una")
    toot("follow", "una")
    assert "una" in toot("following", "tom")
    for verb in ("mute", "unmute", "block", "unblock"):
        toot(verb, "una")
    assert "una" in toot("search", "una")
    toot("notifications")
