"""Home, this house, the world, a tag."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from portevoix.domain.accounts.public import Reader
from portevoix.domain.house import queries as house
from portevoix.domain.posts import queries as posts
from portevoix.domain.timelines import queries as timelines
from portevoix.domain.timelines.followed_tags import follows_tag
from portevoix.doors.web import answers, paging
from portevoix.doors.web.forms import composer
from portevoix.doors.web.sifting import sifted
from portevoix.doors.web.viewers import me, member_of, signed_in, viewer
from portevoix.doors.web.views.front import front
from portevoix.doors.web.words import ngettext
from portevoix.kernel.errors import NotFound
from portevoix.kernel.pagination import Page

_MOST_NEW = 20
Listing = Callable[[Reader, Page], list[int]]


def root(request: HttpRequest) -> HttpResponse:
    """`/`: home for a member, the front page for a visitor."""
    return front(request) if member_of(request) is None else home(request)


def home(request: HttpRequest) -> HttpResponse:
    """What those I follow said, in time order. With `?since=ID`, the newer ones alone."""
    since = paging.since(request)
    if since is not None and answers.is_piece(request):
        return newer(request, timelines.home, since)
    values = _list(request, timelines.home, "home")
    # The stream tells of what comes after this; on an older page nothing is announced.
    values["newest"] = 0 if request.GET.get("after") else max(values["ids"], default=1)
    values["form"] = composer.composer(me(request))
    return answers.page(request, "home.html", values)


@signed_in
def new_line(request: HttpRequest) -> HttpResponse:
    """The line that says how many posts of home are newer than `?since=ID`."""
    since = paging.since(request) or 0
    page = Page(limit=_MOST_NEW + 1, min_id=since)
    number = len(timelines.home(viewer(request), page))
    words = ngettext("%(number)s new post", "%(number)s new posts", number) % {"number": number}
    values = {"number": number, "since": since, "words": words, "many": number > _MOST_NEW}
    return answers.piece(request, "new_line", values)


def newer(request: HttpRequest, listing: Listing, since: int) -> HttpResponse:
    """Answers with the cards of `listing` newer than `since`, to be put on top."""
    ids = listing(viewer(request), Page(limit=_MOST_NEW, min_id=since))
    values = {"posts": sifted(viewer(request), ids, "home").posts, "reading": False}
    said = ngettext("%(number)s post shown", "%(number)s posts shown", len(ids))
    return answers.piece(request, "cards", values, said=said % {"number": len(ids)} if ids else "")


def house_page(request: HttpRequest) -> HttpResponse:
    """`/house`: what the people of this house say to all of it."""
    return answers.page(request, "house.html", _list(request, posts.house_page))


def world(request: HttpRequest) -> HttpResponse:
    """`/world`: what is said to everyone, here and elsewhere. Raises NotFound when it is closed."""
    if not house.house().world_open:
        raise NotFound
    return answers.page(request, "world.html", _list(request, posts.world))


def tag(request: HttpRequest, name: str) -> HttpResponse:
    """`/tags/NAME`: what carries a tag."""

    def listing(reader: Reader, page: Page) -> list[int]:
        return posts.tag(reader, name, page)

    reader = viewer(request)
    following = reader.account_id is not None and follows_tag(reader.account_id, name)
    values = {"name": name, "following": following, **_list(request, listing)}
    return answers.page(request, "tag.html", values)


def _list(request: HttpRequest, listing: Listing, context: str = "public") -> dict[str, Any]:
    asked = paging.asked(request)
    ids, newer_page, older_page = asked.cut(listing(viewer(request), asked.page))
    found = sifted(viewer(request), ids, context)
    values = {"ids": ids, "sifted": found, "posts": found.posts}
    return values | {"newer": newer_page, "older": older_page}
