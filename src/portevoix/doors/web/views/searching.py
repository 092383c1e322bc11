"""Finding people and tags; and what was seen in another house."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.public import Reader
from portevoix.domain.audiences.public import may_read
from portevoix.domain.posts import queries as posts
from portevoix.doors.web import answers, people, resolving
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.kernel import limits
from portevoix.kernel.config import current
from portevoix.wire import addresses

_HANDLE = re.compile(r"@?(?P<name>[^@/\s]+)@(?P<host>[^@/\s]+)")
_PEOPLE = 20
_TAGS = 20


@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """`/search?q=`: people and tags. An address of this house leads straight to it."""
    text = request.GET.get("q", "").strip()[:200]
    place = place_of(text, viewer(request))
    if place:
        return HttpResponseRedirect(place)
    tab = "tags" if request.GET.get("in") == "tags" or text.startswith("#") else "people"
    values: dict[str, Any] = {"text": text, "tab": tab, "people": [], "tags": []}
    if text:
        limits.take_here(f"search:{me(request).pk}", limit=60, seconds=60)
    if text and tab == "people":
        ids = accounts.search(text, viewer=viewer(request), limit=_PEOPLE)
        known = accounts.by_ids(ids)
        values["people"] = [known[each] for each in ids if each in known]
    elif text:
        values["tags"] = posts.find_tags(text, limit=_TAGS)
    return answers.page(request, "search.html", values)


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
