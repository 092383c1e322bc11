"""The emoji of this house."""

from portevoix.domain.house.emoji import of_house
from portevoix.doors.mastodon.answers import Answer, raw
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.wire.mastodon import marks
from portevoix.wire.mastodon.emoji import CustomEmoji, custom_emoji


@route("GET", "/api/v1/custom_emojis", scope="", auth=Auth.PUBLIC, gives=list[CustomEmoji])
def custom_emojis(call: Call) -> Answer:
    """Returns every emoji of this house, those kept out of pickers too."""
    found = [custom_emoji(each) for each in of_house()]
    return raw(marks.shown(marks.stored(found)))
