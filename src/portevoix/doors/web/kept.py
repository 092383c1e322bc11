"""Forms that are not saved yet: sealed until a new sign-in, or kept as drafts of themselves."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from portevoix.domain.posts.commands import drop_draft
from portevoix.domain.posts.drafts import draft_of
from portevoix.domain.posts.models import Draft
from portevoix.kernel.secrets import new_token, seal, unseal

# Pages that fill themselves from what was kept.
PLACES = ("/write", "/settings/profile", "/keep/house")
_NAME = "kept_form"
_LARGEST = 40_000
_NOT_KEPT = (
    "csrfmiddlewaretoken", "password", "new_password", "form_key", "draft_place",
    "draft_version", "by", "told",
)  # fmt: skip


def keep(request: HttpRequest) -> None:
    """Keeps the form of this request in the session, without its token and passwords."""
    form = request.POST.copy()
    for field in ("csrfmiddlewaretoken", "password", "new_password"):
        form.pop(field, None)
    written = form.urlencode()
    if request.path in PLACES and len(written) <= _LARGEST:
        request.session[_NAME] = {"path": request.path, "form": seal(written)}


def take(request: HttpRequest) -> QueryDict | None:
    """Returns the form kept for this page and forgets it, or the draft of it, or None."""
    found = request.session.get(_NAME)
    if found and found["path"] == request.path:
        del request.session[_NAME]
        return QueryDict(unseal(found["form"]))
    return _draft(request)


def place_of(path: str) -> str:
    """Returns the place of the draft of a page's form, "" for a page without one."""
    return f"form:{path}" if path in PLACES and path != "/write" else ""


def written(form: QueryDict) -> str:
    """Returns what is kept of a form as its draft."""
    pairs = [(name, value) for name, values in form.lists() for value in values]
    return urlencode([pair for pair in pairs if pair[0] not in _NOT_KEPT])


def done(request: HttpRequest) -> None:
    """Deletes the draft of this page's form: what it held is saved."""
    place = place_of(request.path)
    if place and request.user.pk is not None:
        drop_draft(author_id=request.user.pk, place=place)


@dataclass(frozen=True)
class FormDraft:
    """The draft of a page's form, as the form carries it. `draft` is None where there is none."""

    place: str
    version: int
    key: str
    draft: Draft | None


def form_draft(request: HttpRequest) -> FormDraft:
    """Returns the draft of this page's form; asked once a request."""
    if not hasattr(request, "form_draft"):
        place = place_of(request.path)
        found = draft_of(request.user.pk, place) if place and request.user.pk is not None else None
        key = str(request.POST.get("form_key", "")) or new_token()
        version = found.version if found else 0
        request.form_draft = FormDraft(place, version, key, found)  # type: ignore[attr-defined]
    made: FormDraft = request.form_draft  # type: ignore[attr-defined]
    return made


def _draft(request: HttpRequest) -> QueryDict | None:
    if not place_of(request.path):
        return None
    found = form_draft(request).draft
    return QueryDict(str(found.values.get("form", ""))) if found else None
