"""Answers of the pages: a page, a piece of one, a redirect that says what happened."""

import functools
import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import Environment

from portevoix.doors.web import activity, assets, frame
from portevoix.doors.web.viewers import local

_SAID = "said"
_UNDO = "undo"


def is_piece(request: HttpRequest) -> bool:
    """Whether the script asks for a piece of the page (htmx says so) rather than the whole."""
    return request.headers.get("HX-Request") == "true"


def env() -> Environment:
    """Returns the templates' environment."""
    engine = engines["jinja2"]
    if not isinstance(engine, Jinja2):
        raise TypeError("the pages are drawn by Jinja")
    made: Environment = engine.env
    return made


def page(
    request: HttpRequest,
    template: str,
    values: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Answers with a whole page, and ahead of it with the addresses of its style and script."""
    body = env().get_template(template).render(_all(request, values))
    return HttpResponse(body, status=status, headers={"Link": _needed()})


def piece(
    request: HttpRequest,
    name: str,
    values: Mapping[str, Any] | None = None,
    *,
    said: str = "",
    undo: str = "",
) -> HttpResponse:
    """Answers with one piece of a page, as the whole page holds it, and what is said about it."""
    body = env().get_template(f"pieces/{name}.html").render(_all(request, values))
    activity.note(request, said if undo else "", undo)
    return _saying(HttpResponse(body.strip()), said, undo)


def nothing(said: str, *, status: int = 200) -> HttpResponse:
    """Answers a script with a sentence alone: what is on the page stays as it is."""
    answer = HttpResponse(status=status)
    answer["HX-Reswap"] = "none"
    return _saying(answer, said)


def go(request: HttpRequest, place: str, said: str = "", *, undo: str = "") -> HttpResponse:
    """Sends the browser to a path of this house, where `said` is shown on top.

    `undo` is the path to which its button *Undo* sends a form.
    """
    if said:
        say(request, said)
        activity.note(request, said, undo)
    if undo:
        request.session[_UNDO] = undo
    return HttpResponseRedirect(local(place))


def say(request: HttpRequest, said: str) -> None:
    """Leaves a sentence that the next page shows on top, once."""
    request.session[_SAID] = said


def back(
    request: HttpRequest, otherwise: str, said: str = "", *, mark: str = "", undo: str = ""
) -> HttpResponse:
    """Sends the browser back where the form was, at `mark` (an item's id), saying what happened."""
    place = local(str(request.POST.get("back", "")), otherwise).partition("#")[0]
    return go(request, f"{place}#{mark}" if mark else place, said, undo=undo)


def take_said(request: HttpRequest) -> str:
    """Returns the sentence left by the last act, once."""
    return _take(request, _SAID)


def take_undo(request: HttpRequest) -> str:
    """Returns the path that undoes the last act, once; "" when there is none."""
    return _take(request, _UNDO)


def _take(request: HttpRequest, name: str) -> str:
    session = getattr(request, "session", None)
    return str(session.pop(name, "")) if session and name in session else ""


@functools.cache
def _needed() -> str:
    """What every page needs, told ahead of it: a proxy in front may send it as early hints."""
    style, script = assets.address("house.css"), assets.address("house.js")
    return f"<{style}>; rel=preload; as=style, <{script}>; rel=preload; as=script"


def _saying(answer: HttpResponse, said: str, undo: str = "") -> HttpResponse:
    if said:
        told = {"value": said, "undo": undo} if undo else said
        answer["HX-Trigger"] = json.dumps({"say": told})
    return answer


def _all(request: HttpRequest, values: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"request": request, **frame.context(request), **(values or {})}
