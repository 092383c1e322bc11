"""The style sheet, the script and the icons: put together once, named by their content.

There is no build step: the parts are read from `static/` at first use, joined,
compressed in memory and served under an address that changes with every byte.
"""

import functools
import gzip
import hashlib
import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import brotli
from django.http import Http404, HttpRequest, HttpResponse

STATIC = Path(__file__).parent / "static"
_YEAR = "public, max-age=31536000, immutable"
_TYPES = {
    "house.css": "text/css; charset=utf-8",
    "house.js": "text/javascript; charset=utf-8",
    "icons.svg": "image/svg+xml",
    "favicon.svg": "image/svg+xml",
}
# Later parts lean on earlier ones.
_STYLES = ("tokens", "base", "frame", "forms", "card", "composer", "pages", "print")
_SCRIPTS = ("say", "form", "composer", "toolbar", "media", "live", "place", "keys")
# Modules that a page loads when they are first used: house.use("name") in a script.
_ON_USE = {path.name: path for path in sorted((STATIC / "js" / "on_use").glob("*.js"))}


@dataclass(frozen=True)
class Asset:
    """One file as it is served."""

    body: bytes
    brotli: bytes
    gzip: bytes
    digest: str


def _type(name: str) -> str:
    """Returns the media type of a file. Raises KeyError when there is none of that name."""
    return _TYPES["house.js"] if name in _ON_USE else _TYPES[name]


def _source(name: str) -> bytes:
    if name == "house.css":
        return b"".join(path.read_bytes() for part in _STYLES for path in _sheets(part))
    if name == "house.js":
        ours = [(STATIC / "js" / f"{part}.js").read_bytes() for part in _SCRIPTS]
        return b"\n;\n".join([_htmx(), _modules(), *ours])
    if name in _ON_USE:
        return _ON_USE[name].read_bytes()
    return (STATIC / name).read_bytes()


def _sheets(part: str) -> list[Path]:
    """A sheet and, in the folder of its name, those of its parts."""
    place = STATIC / "css"
    return [place / f"{part}.css", *sorted((place / part).glob("*.css"))]


def _modules() -> bytes:
    """The script by which others load a module on use: the addresses, and the way."""
    places = {path.stem: address(name) for name, path in _ON_USE.items()}
    return (
        f"const house = {{ places: {json.dumps(places)},"
        " use: (name) => import(house.places[name]) };"
    ).encode()


def _htmx() -> bytes:
    """Returns htmx as the wheel of django-htmx brings it; no script of others is kept here."""
    place = resources.files("django_htmx") / "static" / "django_htmx" / "htmx-2.min.js"
    return place.read_bytes()


@functools.cache
def asset(name: str) -> Asset:
    """Returns the file `name`. Raises KeyError when there is none of that name."""
    _type(name)
    body = _source(name)
    return Asset(
        body=body,
        brotli=brotli.compress(body, quality=11),
        gzip=gzip.compress(body, 9, mtime=0),
        digest=hashlib.sha256(body).hexdigest()[:12],
    )


def address(name: str) -> str:
    """Returns the path of the file `name`, which changes when its content does."""
    return f"/static/{asset(name).digest}/{name}"


def serve(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """Answers with a file, compressed as the browser accepts it."""
    if name not in _TYPES and name not in _ON_USE:
        raise Http404
    found = asset(name)
    accepted = request.headers.get("Accept-Encoding", "")
    coding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
    bodies = {"br": found.brotli, "gzip": found.gzip, "": found.body}
    answer = HttpResponse(bodies[coding], content_type=_type(name))
    if coding:
        answer["Content-Encoding"] = coding
    # An address of an earlier version still answers, so that an old page stays whole.
    answer["Cache-Control"] = _YEAR if digest == found.digest else "public, max-age=60"
    answer["Vary"] = "Accept-Encoding"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
