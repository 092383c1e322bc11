"""Every page with an address of its own is under its ceilings (web.md 8.1); none is left out."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts.models import Post
from portevoix.doors.web.urls import urlpatterns
from tests.doors.web.test_weight import talk as talk
from tests.doors.web.test_weight import weigh

AsMember = Callable[[Reader], Client]

# Kilobytes and questions to the database, by the beginning of the path; the longest one counts.
# A list asks four things at most, the frame ten; settings and public pages six in all.
CEILINGS = {
    "": (6, 6),
    "house": (14, 14),
    "world": (14, 14),
    "lists": (14, 14),
    "bookmarks": (14, 14),
    "favourites": (14, 14),
    "notifications": (12, 14),
    "search": (12, 14),
    "write": (6, 7),
    "keep": (20, 9),
    "desk": (20, 9),
    # What protects an account is gathered from five tables.
    "settings/security": (6, 9),
}
HOME = (14, 14)


def paths() -> list[str]:
    """The addresses that need nothing else."""
    found = [str(each.pattern) for each in urlpatterns if isinstance(each, URLPattern)]
    return [path for path in found if "<" not in path]


def ceiling(path: str) -> tuple[int, int]:
    """What a page may weigh and ask."""
    if not path:
        return HOME
    return CEILINGS[max((each for each in CEILINGS if path.startswith(each)), key=len)]


def over(browser: Client, language: str) -> list[str]:
    """The pages over their ceilings, with what they weigh and ask."""
    found, seen = [], 0
    for path in paths():
        headers = {"accept-language": language}
        browser.get(f"/{path}", headers=headers)
        with CaptureQueriesContext(connection) as caught:
            answer = browser.get(f"/{path}", headers=headers)
        assert answer.status_code < 500, path
        if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
            continue
        seen += 1
        weight, asked = weigh(answer.content), len(caught)
        most_weight, most_asked = ceiling(path)
        if weight > most_weight or asked > most_asked:
            found.append(f"/{path}: {weight:.1f} of {most_weight} kB, {asked} of {most_asked}")
        assert answer.content.count(b"<script") <= 2, path
        assert answer.content.count(b'rel="stylesheet"') <= 1, path
    assert seen > 10, "the pages were not found"
    return found


def test_pages_of_members(talk: Post, as_member: AsMember, alice: Reader) -> None:
    assert not over(as_member(alice), "fr")


def test_pages_of_visitors(talk: Post, visitor: Client) -> None:
    assert not over(visitor, "en")
