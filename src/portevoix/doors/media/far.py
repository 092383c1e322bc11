"""Pictures of other houses, shown from here: no reader's browser ever asks there.

The first who looks at one waits until it is fetched; then its copy lies here.
Only pictures that were shown by this house have an address, which a secret of
this house makes, so that nobody can have anything else fetched.
"""

import threading
from contextlib import contextmanager, suppress
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_safe

from portevoix.domain.media import copies
from portevoix.domain.media.models import Copy
from portevoix.domain.peers.queries import is_blocked
from portevoix.doors.media.serving import missing, served
from portevoix.gateways import blob_store, http_client, pictures
from portevoix.gateways.pictures import Purpose
from portevoix.kernel import clock
from portevoix.kernel.errors import Unavailable
from portevoix.kernel.files import FULL, MOVING, FileRefused
from portevoix.kernel.hosts import host_of
from portevoix.wire import addresses

# What may be asked for, and what is given in its place where there is none, in order.
_NAMES = {
    "whole": (MOVING, FULL),
    "moving": (MOVING, FULL),
    "full": (FULL,),
    "w1280": ("w1280", FULL),
    "w640": ("w640", FULL),
    "w320": ("w320", FULL),
    "w96": ("w96", FULL),
    "w48": ("w48", "w96", FULL),
}
_INSTEAD = {"face": "/static/pictures/avatar.png", "cover": "/static/pictures/header.png"}
_LIMITS = {Purpose.EMOJI: pictures.EMOJI_BYTES}
_HEADERS = {"Accept": "image/webp,image/png,image/jpeg,image/gif,image/avif;q=0.9,image/*;q=0.5"}
_fetching: dict[str, threading.Lock] = {}


@require_safe
def far(request: HttpRequest, folder: str, name: str) -> HttpResponseBase:
    """Answers with the copy of a picture from elsewhere, fetched if need be."""
    copy = copies.find(folder)
    # Two houses must not have each other fetch in a circle.
    if copy is None or name not in _NAMES or _is_a_house(request):
        return missing()
    if copy.fetched_at is None:
        copy = _fetched(copy)
    elif copy.used_on != _today():
        copies.used(folder=folder)
    path = _file(copy, name)
    if path is None:
        instead = _INSTEAD.get(copy.purpose)
        return HttpResponseRedirect(instead) if instead else missing()
    return served(request, path)


def _file(copy: Copy, name: str) -> Path | None:
    files = {each["name"]: each["file"] for each in copy.renditions}
    for wanted in _NAMES[name]:
        if wanted in files:
            return blob_store.path_of(blob_store.FAR, copy.folder, files[wanted])
    return None


def _fetched(copy: Copy) -> Copy:
    """Fetches a picture, once for all who wait for it, and returns what is known of it then."""
    with _alone(copy.folder):
        again = copies.find(copy.folder) or copy
        if again.fetched_at is None and (again.retry_at is None or again.retry_at <= clock.now()):
            _fetch(again)
        return copies.find(copy.folder) or copy


def _fetch(copy: Copy) -> None:
    url = unescape(copy.url)
    host = host_of(url)
    if not host or addresses.is_local(url) or is_blocked(host):
        copies.failed(folder=copy.folder)
        return
    purpose = Purpose(copy.purpose)
    limit = _LIMITS.get(purpose, pictures.PICTURE_BYTES)
    asked = http_client.Request(url=url, headers=_HEADERS, limit=limit)
    try:
        answer = http_client.fetch_now(asked)
        if answer.status != 200:
            raise FileRefused
        # What lies there is not noted: whoever fetched it died before.
        blob_store.remove(blob_store.FAR, copy.folder)
        stored = pictures.take_in(
            [answer.body], purpose, area=blob_store.FAR, folder=copy.folder, most=limit
        )
    except (http_client.OutgoingError, FileRefused, Unavailable):
        copies.failed(folder=copy.folder)
    except FileExistsError:
        # Another process was quicker; what it noted is the same.
        return
    else:
        copies.fetched(folder=copy.folder, stored=stored)


@contextmanager
def _alone(folder: str) -> Any:
    lock = _fetching.setdefault(folder, threading.Lock())
    try:
        with lock:
            yield
    finally:
        with suppress(KeyError):
            del _fetching[folder]


def _is_a_house(request: HttpRequest) -> bool:
    return request.headers.get("User-Agent", "").startswith("Portevoix/")


def _today() -> date:
    return clock.now().date()
