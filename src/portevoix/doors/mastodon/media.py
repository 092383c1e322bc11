"""Media: given, described, looked after, taken back."""

from collections.abc import Iterable
from typing import Any

import msgspec
from django.core.files.uploadedfile import UploadedFile

from portevoix.domain.media import commands, policies, queries
from portevoix.domain.media.models import Medium
from portevoix.doors.mastodon.answers import Answer, empty, raw
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.gateways.pictures import Purpose, take_in
from portevoix.kernel.errors import Invalid
from portevoix.kernel.files import FileRefused
from portevoix.wire.mastodon.media import MediaAttachment, told


class _Upload(msgspec.Struct):
    file: Any = None
    description: str | None = None
    focus: str | None = None
    thumbnail: Any = None


class _Changes(msgspec.Struct):
    description: str | None = None
    focus: str | None = None
    thumbnail: Any = None


@route(
    "POST",
    "/api/v2/media",
    scope="write:media",
    auth=Auth.USER,
    family="media",
    gives=MediaAttachment,
    asks=(_Upload,),
)
def upload(call: Call) -> Answer:
    """Takes a file in. It is ready when this answers, so the answer is 200, never 202."""
    return _uploaded(call, call.read(_Upload))


@route(
    "POST",
    "/api/v1/media",
    scope="write:media",
    auth=Auth.USER,
    family="media",
    gives=MediaAttachment,
    asks=(_Upload,),
)
def upload_as_before(call: Call) -> Answer:
    """As the second version, which took its place."""
    return _uploaded(call, call.read(_Upload))


@route("GET", "/api/v1/media/:id", scope="write:media", auth=Auth.USER, gives=MediaAttachment)
def one(call: Call, medium_id: str) -> Answer:
    """Returns a medium of one's own."""
    return _told(queries.one_of(call.account_id, identifier(medium_id)))


@route(
    "PUT",
    "/api/v1/media/:id",
    scope="write:media",
    auth=Auth.USER,
    gives=MediaAttachment,
    asks=(_Changes,),
)
def describe(call: Call, medium_id: str) -> Answer:
    """Changes the description or the focus of a medium that is of no post yet."""
    asked = call.read(_Changes)
    found = commands.describe(
        owner_id=call.account_id,
        medium_id=identifier(medium_id),
        description=asked.description,
        focus=focus_of(asked.focus),
    )
    return _told(found)


@route("DELETE", "/api/v1/media/:id", scope="write:media", auth=Auth.USER, gives=dict[str, Any])
def remove(call: Call, medium_id: str) -> Answer:
    """Takes back a medium that is of no post."""
    commands.remove(owner_id=call.account_id, medium_id=identifier(medium_id))
    return empty()


def focus_of(text: str | None) -> tuple[float, float] | None:
    """Returns the focus in `text` ("-0.4,0.2"), or None; Mastodon ignores what is none."""
    parts = (text or "").split(",")
    if len(parts) != 2:
        return None
    try:
        return float(parts[0]), float(parts[1])
    except ValueError:
        return None


def chunks_of(given: object) -> Iterable[bytes]:
    """Returns the bytes of an uploaded file. Raises FileRefused when it is none."""
    if not isinstance(given, UploadedFile):
        raise FileRefused(code="file_missing")
    return given.chunks()


def _uploaded(call: Call, asked: _Upload) -> Answer:
    if asked.description and len(asked.description) > policies.LONGEST_DESCRIPTION:
        # Before the work on the picture, which is long.
        raise Invalid(fields={"description": ["too_long"]})
    focus = focus_of(asked.focus) or (0.0, 0.0)
    stored = take_in(chunks_of(asked.file), Purpose.POST)
    medium = commands.keep(
        owner_id=call.account_id,
        stored=stored,
        description=asked.description or "",
        focus=focus,
    )
    return _told(medium)


def _told(medium: Medium) -> Answer:
    return raw(told(medium))
