"""Home, this house, the world, a tag."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from portevoix.domain.accounts.public import Reader
from portevoix.domain.house import queries as house
from portevoix.domain.posts import queries as posts
from portevoix.domain.timelines.followed_tags import follows_tag
from portevoix.doors.web import answers, paging
from portevoix.doors.web.sifting import sifted
from portevoix.doors.web.viewers import member_of, viewer
from portevoix.doors.web.views.front import front
from portevoix.doors.web.views.home import home
from portevoix.kernel.errors import NotFound
from portevoix.kernel.pagination import Page

Listing = Callable[[Reader, Page], list[int]]


def root(request: HttpRequest) -> HttpResponse:
    """`/`: home for a member, the front page for a visitor."""
    return front(request) if member_of(request) is None else home(request)


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
