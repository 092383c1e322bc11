"""Home: what those I follow said, in time order, from where I stopped."""

from contextlib import suppress
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.accounts import commands as accounts
from portevoix.domain.timelines import markers, places, queries
from portevoix.doors.web import answers, paging
from portevoix.doors.web.appearance import Appearance
from portevoix.doors.web.forms import composer
from portevoix.doors.web.numbers import number_in
from portevoix.doors.web.sifting import sifted
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import ngettext
from portevoix.kernel.errors import Conflict
from portevoix.kernel.pagination import Page

_MOST_NEW = 20


def home(request: HttpRequest) -> HttpResponse:
    """`/` for a member. With `?since=ID`, the newer ones alone; `?newest=1` begins at the top."""
    since = paging.since(request)
    if since is not None and answers.is_piece(request):
        return _newer(request, since)
    look = Appearance.of(me(request))
    asked = paging.asked(request)
    place = places.place(me(request).pk, page=paging.PER_PAGE)
    begins_at_place = (
        place is not None
        and place.far_behind
        and look.starts_at_place
        and asked.is_first
        and "newest" not in request.GET
    )
    if place is not None and begins_at_place:
        asked = asked.from_(place.last_read_id)
    ids, newer, older = asked.cut(_listing(look)(viewer(request), asked.page))
    found = sifted(viewer(request), ids, "home")
    values: dict[str, Any] = {
        "sifted": found,
        "posts": found.posts,
        "newer": newer,
        "older": older or (f"/?after={ids[-1]}" if begins_at_place and ids else ""),
        "place": place,
        "begins_at_place": begins_at_place,
        "all_read": bool(place and ids and not newer and ids[0] <= place.last_read_id),
        # The stream tells of what comes after this; on an older page nothing is announced.
        "newest": 0 if newer or asked.after is not None else max(ids, default=1),
        "form": composer.composer(me(request)),
    }
    return answers.page(request, "home.html", values)


def _listing(look: Appearance) -> partial[list[int]]:
    return partial(queries.home, boosts=look.home_boosts, replies=look.home_replies)


@signed_in
def new_line(request: HttpRequest) -> HttpResponse:
    """The line that says how many posts of home are newer than `?since=ID`."""
    since = paging.since(request) or 0
    page = Page(limit=_MOST_NEW + 1, min_id=since)
    number = len(_listing(Appearance.of(me(request)))(viewer(request), page))
    words = ngettext("%(number)s new post", "%(number)s new posts", number) % {"number": number}
    values = {"number": number, "since": since, "words": words, "many": number > _MOST_NEW}
    return answers.piece(request, "new_line", values)


def _newer(request: HttpRequest, since: int) -> HttpResponse:
    """Answers with the cards newer than `since`, to be put on top."""
    page = Page(limit=_MOST_NEW, min_id=since)
    ids = _listing(Appearance.of(me(request)))(viewer(request), page)
    values = {"posts": sifted(viewer(request), ids, "home").posts, "reading": False}
    said = ngettext("%(number)s post shown", "%(number)s posts shown", len(ids))
    return answers.piece(request, "cards", values, said=said % {"number": len(ids)} if ids else "")


@require_POST
@signed_in
def read(request: HttpRequest) -> HttpResponse:
    """`/home/read`: one has read up to a post; the same on every device, and never back."""
    last = number_in(request.POST.get("last", ""))
    if last is not None:
        # When another device tells so at the same instant, the next telling counts.
        with suppress(Conflict):
            markers.read_on(owner_id=me(request).pk, last_read_id=last)
    if request.POST.get("by") == "script":
        return HttpResponse(status=204)
    return answers.go(request, "/", _("Your place is kept."))


@require_POST
@signed_in
def choices(request: HttpRequest) -> HttpResponse:
    """`/home/choices`: whether home shows boosts and replies."""
    given = {name: bool(request.POST.get(name)) for name in ("home_boosts", "home_replies")}
    accounts.set_preferences(account_id=me(request).pk, settings=given)
    return answers.go(request, "/", _("Kept."))
