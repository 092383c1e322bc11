"""Tags, and which of them a member follows."""

import msgspec

from portevoix.domain.timelines import followed_tags as following
from portevoix.doors.mastodon.answers import Answer, answer, paged
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.wire.mastodon.entities import Tag
from portevoix.wire.mastodon.tags import followed_tags, tag_named


@route("GET", "/api/v1/tags/:name", scope="", auth=Auth.PUBLIC, gives=Tag)
def one(call: Call, name: str) -> Answer:
    """Returns a tag; any word that can be one is one, carried by posts or not."""
    return answer(tag_named(following.tag_in(name), call.viewer.account_id))


@route("POST", "/api/v1/tags/:name/follow", scope="write:follows", auth=Auth.USER, gives=Tag)
def follow(call: Call, name: str) -> Answer:
    """Follows a tag: what is public and carries it comes home."""
    following.follow_tag(owner_id=call.account_id, name=name)
    return answer(tag_named(following.tag_in(name), call.account_id))


@route("POST", "/api/v1/tags/:name/unfollow", scope="write:follows", auth=Auth.USER, gives=Tag)
def unfollow(call: Call, name: str) -> Answer:
    """Follows a tag no longer."""
    following.unfollow_tag(owner_id=call.account_id, name=name)
    return answer(tag_named(following.tag_in(name), call.account_id))


@route(
    "GET",
    "/api/v1/followed_tags",
    scope="read:follows",
    auth=Auth.USER,
    gives=list[Tag],
    pages=True,
)
def followed(call: Call) -> Answer:
    """Returns the tags that the member follows."""
    page = call.page(default=100, maximum=200)
    found = following.tags_of(call.account_id, page)
    text = msgspec.json.encode(followed_tags(found)).decode()
    cursors = [each.id for each in found]
    return paged(text, path=call.request.path, page=page, cursors=cursors)
