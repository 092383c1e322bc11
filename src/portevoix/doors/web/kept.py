"""Forms that came without a session are kept, sealed, until the person has signed in again."""

from django.http import HttpRequest, QueryDict

from portevoix.kernel.secrets import seal, unseal

# Pages that fill themselves from what was kept.
PLACES = ("/write", "/settings/profile", "/keep/house")
_NAME = "kept_form"
_LARGEST = 40_000


def keep(request: HttpRequest) -> None:
    """Keeps the form of this request in the session, without its token and passwords."""
    form = request.POST.copy()
    for field in ("csrfmiddlewaretoken", "password", "new_password"):
        form.pop(field, None)
    written = form.urlencode()
    if request.path in PLACES and len(written) <= _LARGEST:
        request.session[_NAME] = {"path": request.path, "form": seal(written)}


def take(request: HttpRequest) -> QueryDict | None:
    """Returns the form kept for this page and forgets it, or None."""
    found = request.session.get(_NAME)
    if not found or found["path"] != request.path:
        return None
    del request.session[_NAME]
    return QueryDict(unseal(found["form"]))
