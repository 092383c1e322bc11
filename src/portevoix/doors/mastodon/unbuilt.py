"""What an app must be told it has not, rather than that there is no such thing."""

from typing import Any

from portevoix.doors.mastodon.answers import Answer
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import NotFound


@route("GET", "/api/v1/push/subscription", scope="push", auth=Auth.USER, gives=dict[str, Any])
def push_subscription(call: Call) -> Answer:
    """The app has no subscription."""
    raise NotFound
