"""Pages that refuse. The one of 500 is a plain file and needs nothing."""

import logging
import secrets
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from portevoix.doors.web import answers
from portevoix.doors.web.refusals import PAGES, status_of
from portevoix.doors.web.sentences import sentence_of
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.errors import DomainError, NotFound, TooFast

_BROKEN = Path(__file__).parent.parent / "templates" / "errors" / "500.html"
_log = logging.getLogger("portevoix.web")


def refuse(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Answers with the page of a domain error; a script gets its sentence alone."""
    status = status_of(error)
    # That it is not there is all that its page says, whatever was looked for.
    reason = "" if error.code == NotFound.code else sentence_of(error)
    if answers.is_piece(request):
        return answers.nothing(reason or _(PAGES[status].sentence), status=status)
    if status == 401:
        return _page(request, 401, reason, next_place=request.get_full_path())
    answer = _page(
        request, status, reason, until=error.retry_at if isinstance(error, TooFast) else None
    )
    if isinstance(error, TooFast):
        answer["Retry-After"] = error.retry_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return answer


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what came could not be read."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 from Django itself."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: for what is not there and what is not for the viewer, the same page."""
    return _page(request, 404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without the right token. What was typed is given back to be sent again."""
    written = str(request.POST.get("text", ""))
    sentence = _("This form was too old, or cookies are off. Nothing was changed.")
    return _page(request, 403, sentence, written=written)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a static page with a reference; it needs no database, template or session."""
    reference = secrets.token_hex(3).upper()
    _log.error("page failed, reference %s: %s %s", reference, request.method, request.path)
    body = _BROKEN.read_text(encoding="utf-8").replace("@reference@", reference)
    answer = HttpResponse(body, status=500)
    answer["Cache-Control"] = "no-store"
    return answer


def _page(request: HttpRequest, status: int, reason: str = "", **values: object) -> HttpResponse:
    known = PAGES[status]
    shown = {
        "status": status,
        "heading": _(known.heading),
        "sentence": reason or _(known.sentence),
        "written": "",
        "next_place": "",
        "until": None,
        **values,
    }
    return answers.page(request, "errors/refusal.html", shown, status=status)
