"""Tags."""

from portevoix.doors.mastodon.answers import Answer, answer
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import NotFound
from portevoix.kernel.text.parse import parse
from portevoix.wire.mastodon.entities import Tag
from portevoix.wire.mastodon.tags import tag_named


@route("GET", "/api/v1/tags/:name", scope="", auth=Auth.PUBLIC, gives=Tag)
def one(call: Call, name: str) -> Answer:
    """Returns a tag; any word that can be one is one, carried by posts or not."""
    if len(parse(f"#{name}").tags) != 1:
        raise NotFound
    return answer(tag_named(name))
