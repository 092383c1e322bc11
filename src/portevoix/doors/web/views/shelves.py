"""What one put aside, and what one likes."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portevoix.domain.audiences.public import Viewer
from portevoix.domain.reactions.bookmarks import bookmarks_of
from portevoix.domain.reactions.queries import favourites_of
from portevoix.doors.web import answers, cards, paging
from portevoix.doors.web.viewers import signed_in, viewer
from portevoix.kernel.pagination import Page

Shelf = Callable[[Viewer, Page], list[tuple[int, int]]]


@signed_in
def bookmarks(request: HttpRequest) -> HttpResponse:
    """`/bookmarks`: posts put aside, the last first."""
    return _shelf(request, bookmarks_of, "bookmarks")


@signed_in
def favourites(request: HttpRequest) -> HttpResponse:
    """`/favourites`: posts liked, the last first."""
    return _shelf(request, favourites_of, "favourites")


def _shelf(request: HttpRequest, listing: Shelf, kind: str) -> HttpResponse:
    asked = paging.asked(request)
    posts = dict(listing(viewer(request), asked.page))
    cursors, newer, older = asked.cut(list(posts))
    shown = cards.shown(viewer(request), [posts[cursor] for cursor in cursors])
    values = {"kind": kind, "posts": shown, "newer": newer, "older": older}
    return answers.page(request, "shelf.html", values)
