"""Who asks for a document and who for a page (wire.md 3.1)."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portevoix.wire import addresses

_ACTIVITY = ("application/activity+json", "application/ld+json")


def wants_activity(request: HttpRequest) -> bool:
    """Whether `Accept` names ActivityStreams before it names a page. `*/*` gets the page."""
    for part in request.headers.get("Accept", "").split(","):
        kind = part.partition(";")[0].strip().lower()
        if kind in _ACTIVITY:
            return True
        if kind in ("text/html", "application/xhtml+xml"):
            return False
    return False


class DocumentsAtPages:
    """Middleware: a page's address (`/@bob`, `/@bob/1`) gives the document to who asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Leads the request to the document before anybody looks for a view."""
        if request.path_info.startswith("/@") and wants_activity(request):
            path = document_path(request.path_info)
            if path is not None:
                request.path_info = path
        return self.get_response(request)


def document_path(page: str) -> str | None:
    """Returns the path of the document that a page's path stands for, or None."""
    address = addresses.address(page)
    name, post_id = addresses.local_actor_name(address), addresses.local_post_id(address)
    if post_id is not None:
        return f"/users/{page[2:].partition('/')[0].lower()}/statuses/{post_id}"
    return addresses.actor_path(name) if name is not None else None
