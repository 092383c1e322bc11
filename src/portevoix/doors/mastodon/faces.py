"""The pictures shown for whoever has none: served from here, so that apps always find them."""

from importlib.resources import files

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

_FOLDER = files("portevoix.doors.mastodon") / "pictures"
_BYTES = {name: (_FOLDER / f"{name}.png").read_bytes() for name in ("avatar", "header", "house")}


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Returns a picture; it never changes."""
    body = _BYTES.get(name)
    if body is None:
        return HttpResponse(status=404)
    response = HttpResponse(body, content_type="image/png")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Access-Control-Allow-Origin"] = "*"
    return response
