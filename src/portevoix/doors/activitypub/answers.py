"""What this door answers: documents, refusals, tombstones. One table from errors to statuses."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse

from portevoix.kernel.errors import (
    DomainError,
    Gone,
    Invalid,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooFast,
    Unavailable,
)
from portevoix.wire.activitystreams.note_out import tombstone
from portevoix.wire.activitystreams.vocabulary import ACTIVITY_JSON, ACTIVITYSTREAMS

_ACTIVITY = f"{ACTIVITY_JSON}; charset=utf-8"
_STATUS: dict[type[DomainError], int] = {
    NotFound: 404,
    Gone: 410,
    NotSignedIn: 401,
    NotAllowed: 403,
    Invalid: 400,
    TooFast: 429,
    Unavailable: 503,
}


def document(body: Any, *, varies: bool = False, status: int = 200) -> HttpResponse:
    """Returns an ActivityStreams document; `varies` when who signs changes it."""
    response = HttpResponse(encoded(body), content_type=_ACTIVITY, status=status)
    response.headers["Vary"] = "Accept, Signature" if varies else "Accept"
    response.headers["Cache-Control"] = "private, no-store" if varies else "max-age=60"
    return response


def data(body: Any, content_type: str = "application/json") -> HttpResponse:
    """Returns JSON that anyone may read from anywhere."""
    response = HttpResponse(encoded(body), content_type=content_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def gone(uri: str) -> HttpResponse:
    """Returns the tombstone of what was public."""
    body = {"@context": ACTIVITYSTREAMS, **tombstone(uri)}
    return document(body, varies=True, status=410)


def refusal(error: DomainError) -> HttpResponse:
    """Returns the answer for a domain error: the same bytes for unknown and for not allowed."""
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    return plain("not found" if status == 404 else str(error), status)


def plain(text: str, status: int) -> HttpResponse:
    """Returns a word for the other house's developers."""
    response = HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def encoded(body: Any) -> bytes:
    """Returns `body` as compact JSON in UTF-8."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def method_not_allowed(request: HttpRequest, *allowed: str) -> HttpResponse | None:
    """Returns 405 when the request's method is none of `allowed`; HEAD comes with GET."""
    method = "GET" if request.method == "HEAD" else request.method
    if method in allowed:
        return None
    response = plain("method not allowed", 405)
    response.headers["Allow"] = ", ".join(allowed)
    return response
