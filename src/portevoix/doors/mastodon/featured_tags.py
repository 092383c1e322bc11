"""Tags on people's pages."""

from typing import Any

import msgspec

from portevoix.domain.posts import featured_tags as domain
from portevoix.domain.timelines.followed_tags import tag_in
from portevoix.doors.mastodon import people
from portevoix.doors.mastodon.answers import Answer, answer, empty
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.wire.mastodon.entities import FeaturedTag, Tag
from portevoix.wire.mastodon.tags import featured_tag, tag, tag_named


class _Named(msgspec.Struct):
    name: str = ""


@route(
    "GET",
    "/api/v1/accounts/:id/featured_tags",
    scope="read:accounts",
    auth=Auth.PUBLIC,
    gives=list[FeaturedTag],
)
def of_account(call: Call, account_id: str) -> Answer:
    """Returns the tags on somebody's page."""
    account = people.active_account_of(account_id)
    found = domain.featured_tags(account.id)
    return answer([featured_tag(each) for each in found])


@route(
    "GET", "/api/v1/featured_tags", scope="read:accounts", auth=Auth.USER, gives=list[FeaturedTag]
)
def mine(call: Call) -> Answer:
    """Returns the tags on the member's page."""
    return answer([featured_tag(each) for each in domain.featured_tags(call.account_id)])


@route(
    "POST",
    "/api/v1/featured_tags",
    scope="write:accounts",
    auth=Auth.USER,
    gives=FeaturedTag,
    asks=(_Named,),
)
def add(call: Call) -> Answer:
    """Shows a tag on the member's page."""
    row_id = domain.feature_tag(account_id=call.account_id, name=call.read(_Named).name)
    [made] = [each for each in domain.featured_tags(call.account_id) if each.id == row_id]
    return answer(featured_tag(made))


@route(
    "DELETE",
    "/api/v1/featured_tags/:id",
    scope="write:accounts",
    auth=Auth.USER,
    gives=dict[str, Any],
)
def remove(call: Call, row_id: str) -> Answer:
    """Shows a tag no longer."""
    domain.unfeature_tag(account_id=call.account_id, row_id=identifier(row_id))
    return empty()


@route(
    "GET",
    "/api/v1/featured_tags/suggestions",
    scope="read:accounts",
    auth=Auth.USER,
    gives=list[Tag],
)
def suggested(call: Call) -> Answer:
    """Returns tags that the member often writes."""
    return answer([tag(each) for each in domain.often_written(call.account_id)])


@route("POST", "/api/v1/tags/:id/feature", scope="write:accounts", auth=Auth.USER, gives=Tag)
def feature(call: Call, name: str) -> Answer:
    """Shows a tag on the member's page."""
    word = tag_in(name)
    domain.feature_tag(account_id=call.account_id, name=word)
    return answer(tag_named(word, call.account_id))


@route("POST", "/api/v1/tags/:id/unfeature", scope="write:accounts", auth=Auth.USER, gives=Tag)
def unfeature(call: Call, name: str) -> Answer:
    """Shows a tag no longer."""
    word = tag_in(name)
    domain.unfeature_tag_named(account_id=call.account_id, name=word)
    return answer(tag_named(word, call.account_id))
