"""The lists that a member takes out, as CSV: named and headed exactly as Mastodon does.

Each is made a line at a time, so a list of any length costs no memory.
"""

import csv
from collections.abc import Callable, Iterable, Iterator

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.queries import by_ids, member, viewer_of
from portevoix.domain.posts.models import Post
from portevoix.domain.reactions.bookmarks import bookmarks_of
from portevoix.domain.reactions.queries import favourites_of
from portevoix.domain.relationships import exporting as ties
from portevoix.domain.relationships.house_blocks import blocked_houses
from portevoix.domain.timelines.list_queries import lists_of, members_of
from portevoix.kernel.pagination import Page
from portevoix.wire.activitystreams.letter import post_uri
from portevoix.wire.addresses import own_host

_PAGE = 40
_FOLLOWING = ("Account address", "Show boosts", "Notify on new posts", "Languages")
_MUTED = ("Account address", "Hide notifications")


class _Line:
    """Takes a written line and gives it back at once."""

    def write(self, text: str) -> str:
        """Returns what was written."""
        return text


def lines(name: str, owner_id: int) -> Iterator[bytes]:
    """Yields the list called `name` (one of NAMES) of a member, line by line, in UTF-8."""
    writer = csv.writer(_Line(), lineterminator="\n")
    for row in _LISTS[name](owner_id):
        yield str(writer.writerow(row)).encode()


def liked(owner_id: int) -> Iterator[str]:
    """Yields the ids of the posts that a member likes and may still read, newest first."""
    return (uri for _, uri in _posts(owner_id, favourites_of))


def bookmarked(owner_id: int) -> Iterator[str]:
    """Yields the ids of the posts that a member put aside and may still read, newest first."""
    return (uri for _, uri in bookmarked_posts(owner_id))


def bookmarked_posts(owner_id: int) -> Iterator[tuple[int, str]]:
    """Yields the same with the numbers that these posts have here."""
    return _posts(owner_id, bookmarks_of)


def _following(owner_id: int) -> Iterator[Iterable[str]]:
    yield _FOLLOWING
    for row in ties.all_followed(owner_id):
        languages = ", ".join(row.languages)
        yield _address(row), _word(row.shows_boosts), _word(row.notifies), languages


def _blocked(owner_id: int) -> Iterator[Iterable[str]]:
    for row in ties.all_blocked(owner_id):
        yield (_address(row),)


def _muted(owner_id: int) -> Iterator[Iterable[str]]:
    yield _MUTED
    for row in ties.all_muted(owner_id):
        yield _address(row), _word(row.hides_notifications)


def _lists(owner_id: int) -> Iterator[Iterable[str]]:
    for each in lists_of(owner_id):
        for person in _members(each.id):
            yield each.title, f"{person.name}@{person.host or own_host()}"


def _members(list_id: int) -> Iterator[Account]:
    page = Page(limit=_PAGE)
    while found := members_of(list_id, page):
        people = by_ids([account_id for _, account_id in found])
        yield from (people[each] for _, each in found if each in people)
        page = Page(limit=_PAGE, max_id=found[-1][0])


def blocked_hosts(owner_id: int) -> Iterator[str]:
    """Yields the houses that a member does not wish to meet."""
    page = Page(limit=_PAGE)
    while found := blocked_houses(owner_id, page):
        yield from (host for _, host in found)
        page = Page(limit=_PAGE, max_id=found[-1][0])


def _blocked_domains(owner_id: int) -> Iterator[Iterable[str]]:
    for host in blocked_hosts(owner_id):
        yield (host,)


def _bookmarks(owner_id: int) -> Iterator[Iterable[str]]:
    for uri in bookmarked(owner_id):
        yield (uri,)


_LISTS: dict[str, Callable[[int], Iterator[Iterable[str]]]] = {
    "following_accounts.csv": _following,
    "lists.csv": _lists,
    "blocked_accounts.csv": _blocked,
    "muted_accounts.csv": _muted,
    "blocked_domains.csv": _blocked_domains,
    "bookmarks.csv": _bookmarks,
}
NAMES = tuple(_LISTS)


def _address(row: ties.Followed | ties.Kept) -> str:
    return f"{row.name}@{row.host or own_host()}"


def _word(is_so: bool) -> str:
    return "true" if is_so else "false"


def _posts(
    owner_id: int, listing: Callable[..., list[tuple[int, int]]]
) -> Iterator[tuple[int, str]]:
    viewer = viewer_of(member(owner_id))
    page = Page(limit=_PAGE)
    while viewer.account_id is not None:
        found = listing(viewer, page)
        posts = Post.objects.select_related("author").in_bulk([post_id for _, post_id in found])
        yield from ((each, post_uri(posts[each], posts[each].author)) for _, each in found)
        if len(found) < _PAGE:
            return
        page = Page(limit=_PAGE, max_id=found[-1][0])
