"""What apps ask for at their start and a member cannot have here yet: truthfully nothing."""

from typing import Any

from portevoix.doors.mastodon.answers import Answer
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, route

_LISTS = (("/api/v1/announcements", ""),)


def _nothing(call: Call) -> Answer:
    """Returns an empty list: there can be nothing in it yet."""
    return Answer(b"[]")


for _path, _scope in _LISTS:
    route("GET", _path, scope=_scope, auth=Auth.USER, gives=list[Any])(_nothing)
