"""How far a member has read, the same on every device."""

from typing import Any

import msgspec

from portevoix.domain.notifications import commands as notifications
from portevoix.domain.notifications.queries import read_marker
from portevoix.domain.timelines.markers import home_marker, mark_home
from portevoix.doors.mastodon.answers import Answer, answer
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import Invalid
from portevoix.wire.mastodon.entities import Marker
from portevoix.wire.mastodon.times import told


class _Which(msgspec.Struct):
    timeline: list[str] = []


class _Place(msgspec.Struct):
    last_read_id: str = ""


class _Places(msgspec.Struct):
    home: _Place | None = None
    notifications: _Place | None = None


_FOUND = {"home": home_marker, "notifications": read_marker}


@route(
    "GET",
    "/api/v1/markers",
    scope="read:statuses",
    auth=Auth.USER,
    gives=dict[str, Marker],
    asks=(_Which,),
)
def places(call: Call) -> Answer:
    """Returns the places that are asked for and were ever told."""
    asked = call.read(_Which).timeline
    found = {name: _FOUND[name](call.account_id) for name in asked if name in _FOUND}
    return answer({name: _entity(place) for name, place in found.items() if place is not None})


@route(
    "POST",
    "/api/v1/markers",
    scope="write:statuses",
    auth=Auth.USER,
    gives=dict[str, Marker],
    asks=(_Places,),
)
def keep(call: Call) -> Answer:
    """Keeps places; answers 409 when another device did so at the same instant."""
    asked, who = call.read(_Places), call.account_id
    kept: dict[str, Any] = {}
    if asked.home is not None:
        kept["home"] = mark_home(owner_id=who, last_read_id=_number(asked.home))
    if asked.notifications is not None:
        number = _number(asked.notifications)
        kept["notifications"] = notifications.place_marker(owner_id=who, last_read_id=number)
    return answer({name: _entity(place) for name, place in kept.items()})


def _number(place: _Place) -> int:
    text = place.last_read_id
    if not (text.isascii() and text.isdigit() and len(text) <= 19):
        raise Invalid(fields={"last_read_id": ["invalid"]})
    return int(text)


def _entity(place: Any) -> Marker:
    return Marker(
        last_read_id=str(place.last_read_id),
        version=place.version,
        updated_at=told(place.updated_at),
    )
