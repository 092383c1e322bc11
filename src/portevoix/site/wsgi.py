"""What the front calls in its threads: Django's handler, and a short way past it for apps."""

import logging
import os
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portevoix.site.settings")
django.setup(set_prefix=False)

from portevoix.doors.mastodon import urls as _routes  # noqa: E402, F401 (declares the routes)
from portevoix.doors.mastodon.answers import Answer, answer  # noqa: E402
from portevoix.doors.mastodon.door import answered  # noqa: E402
from portevoix.site import middleware  # noqa: E402

_log = logging.getLogger("portevoix.api")


class House(WSGIHandler):
    """Django's handler for pages and documents; what is under /api/ goes straight to its door.

    Django's layers, its look for an address and its response cost as much as a small
    answer itself. The door needs none of them; a test holds both ways to the same answers.
    """

    def __init__(self) -> None:
        super().__init__()
        self._safe = middleware.safe_headers()

    def __call__(  # type: ignore[override]
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answers as PEP 3333 says."""
        if not environ["PATH_INFO"].startswith("/api/"):
            return super().__call__(environ, start_response)
        if middleware.is_ours(environ):
            found = _safely(WSGIRequest(environ))
        else:
            found = Answer(middleware.STRANGE_NAME, 400, "text/plain; charset=utf-8")
        headers = {**self._safe, "Content-Type": found.content_type, **found.headers}
        start_response(f"{found.status} {HTTPStatus(found.status).phrase}", list(headers.items()))
        return (found.body,)


def _safely(request: WSGIRequest) -> Answer:
    try:
        return answered(request)
    except Exception:
        _log.exception("%s %s failed", request.method, request.path)
        return answer({"error": "That did not work, and it is this house's fault"}, status=500)


application = House()
