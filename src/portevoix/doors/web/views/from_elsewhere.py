"""Coming here to answer or follow what was seen in another house."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from portevoix.domain.accounts.public import Reader
from portevoix.doors.web import answers
from portevoix.doors.web.viewers import member_of, viewer
from portevoix.doors.web.views.searching import place_of
from portevoix.kernel.errors import NotFound

_HOST = re.compile(r"(?:https?://)?(?:@?[^@/\s]+@)?([a-z0-9.-]+(?::\d{2,5})?)/?", re.IGNORECASE)
_LONGEST = 2048


def arrive(request: HttpRequest) -> HttpResponse:
    """`/authorize_interaction?uri=`: the thing itself, or the way to the asker's own house."""
    uri = request.GET.get("uri", "").strip().removeprefix("acct:")[:_LONGEST]
    if not uri:
        raise NotFound
    if member_of(request) is not None:
        return _show(uri, viewer(request))
    typed = request.GET.get("house", "").strip()
    found = _HOST.fullmatch(typed)
    values = {"uri": uri, "typed": typed, "host": found[1].lower() if found else ""}
    return answers.page(request, "from_elsewhere.html", values)


def _show(uri: str, reader: Reader) -> HttpResponse:
    place = place_of(uri, reader)
    if not place:
        raise NotFound(code="not_known_here")
    return HttpResponseRedirect(place)
