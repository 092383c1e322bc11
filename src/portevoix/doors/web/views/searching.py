"""Finding people, posts and tags; and what was seen in another house."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.public import Reader
from portevoix.domain.audiences.public import may_read
from portevoix.domain.posts import queries as posts
from portevoix.domain.search import queries as search_room
from portevoix.doors.web import answers, cards, languages, paging, people, resolving, words
from portevoix.doors.web.forms.searching import FIELDS, Search, searched
from portevoix.doors.web.frame import zone_of
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.kernel import limits
from portevoix.kernel.config import current
from portevoix.wire import addresses

_HANDLE = re.compile(r"@?(?P<name>[^@/\s]+)@(?P<host>[^@/\s]+)")
_ADDRESS = re.compile(r"https?://\S+")
_PEOPLE = 20
_TAGS = 20


@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """`/search?q=`: people, posts and tags. An address of this house leads straight to it."""
    asked = searched(request.GET.dict())
    place = place_of(asked.text, viewer(request))
    if place:
        return HttpResponseRedirect(place)
    values: dict[str, Any] = {"search": asked, "people": [], "tags": [], "posts": []}
    values |= {"unreachable": _is_elsewhere(asked.text), "too_short": False}
    values["languages_offered"] = languages.offered("", words.language())
    if not asked.is_empty:
        limits.take_here(f"search:{me(request).pk}", limit=60, seconds=60)
        values |= _found(request, asked)
    return answers.page(request, "search.html", values)


def _found(request: HttpRequest, asked: Search) -> dict[str, Any]:
    reader = viewer(request)
    if asked.tab == "tags":
        return {"tags": posts.find_tags(asked.text, limit=_TAGS)}
    if asked.tab == "people":
        ids = accounts.search(asked.text, viewer=reader, limit=_PEOPLE)
        known = accounts.by_ids(ids)
        return {"people": [known[each] for each in ids if each in known]}
    part = paging.asked(request, "q", "in", *FIELDS)
    found = search_room.posts(asked.question, reader, part.page, zone=zone_of(request))
    ids, newer, older = part.cut(found.ids)
    return {
        "posts": cards.shown(reader, ids),
        "newer": newer,
        "older": older,
        "too_short": found.too_short,
    }


def _is_elsewhere(text: str) -> bool:
    """Whether what was typed is an address or a full handle: its house was asked, and said no."""
    return bool(_HANDLE.fullmatch(text) or _ADDRESS.fullmatch(text))


def place_of(text: str, reader: Reader) -> str:
    """Returns the page here of an address or a full handle that was pasted, or "".

    What is not known here yet is asked of its house.
    """
    return _known(text, reader) or resolving.path_of(text, asker_id=reader.account_id or 0)


def _known(text: str, reader: Reader) -> str:
    handle = _HANDLE.fullmatch(text)
    if handle:
        host = "" if handle["host"].lower() == current().host.lower() else handle["host"]
        named = accounts.by_handle(handle["name"], host)
        return people.page_of(named) if named is not None else ""
    if not re.match(r"https?://", text):
        return ""
    origin = current().origin
    name = addresses.local_actor_name(text)
    if name:
        return f"/@{name}"
    if text.startswith(f"{origin}/@"):
        return text.removeprefix(origin)
    account = accounts.by_uri(text)
    if account is not None:
        return people.page_of(account)
    post = posts.by_uri(text)
    if post is not None and may_read(reader, post.id):
        return people.post_path(post.author, post.id)
    return ""
