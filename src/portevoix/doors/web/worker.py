"""The service worker, and the one page it shows without a connection."""

import functools
import hashlib
import json

from django.http import HttpRequest, HttpResponse

from portevoix.doors.web import answers, assets

_SHELL = ("house.css", "house.js", "icons.svg", "favicon.svg")


@functools.cache
def script() -> str:
    """Returns the worker's script: it changes when what it keeps does."""
    files = ["/offline", *(assets.address(name) for name in _SHELL)]
    digest = hashlib.sha256("".join(files).encode()).hexdigest()[:12]
    text = (assets.STATIC / "worker.js").read_text(encoding="utf-8")
    return text.replace("@digest@", digest).replace("@files@", json.dumps(files))


def serve(request: HttpRequest) -> HttpResponse:
    """`/worker.js`, at the root: a worker sees what lies below its own address."""
    answer = HttpResponse(script(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


def offline(request: HttpRequest) -> HttpResponse:
    """`/offline`: what is shown when the house cannot be reached; it says nothing of anybody."""
    return answers.page(request, "public/offline.html")
