"""Those who ask to follow."""

from portevoix.domain.relationships import commands
from portevoix.domain.relationships.queries import follow_requests
from portevoix.doors.mastodon import people
from portevoix.doors.mastodon.answers import Answer
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.relationships import relation_to
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.entities import Relationship


@route(
    "GET",
    "/api/v1/follow_requests",
    scope="read:follows",
    auth=Auth.USER,
    gives=list[whole.Account],
    pages=True,
)
def waiting(call: Call) -> Answer:
    """Returns those who wait for the member's answer."""
    page = call.page(default=40, maximum=80)
    return people.page_of_people(call, page, list(follow_requests(call.account_id, page)))


@route(
    "POST",
    "/api/v1/follow_requests/:account_id/authorize",
    scope="write:follows",
    auth=Auth.USER,
    gives=Relationship,
)
def accept(call: Call, account_id: str) -> Answer:
    """Lets somebody follow."""
    other = people.account_of(account_id)
    commands.accept_follow(followee_id=call.account_id, follower_id=other.id)
    return relation_to(call, other.id)


@route(
    "POST",
    "/api/v1/follow_requests/:account_id/reject",
    scope="write:follows",
    auth=Auth.USER,
    gives=Relationship,
)
def reject(call: Call, account_id: str) -> Answer:
    """Does not let somebody follow."""
    other = people.account_of(account_id)
    commands.reject_follow(followee_id=call.account_id, follower_id=other.id)
    return relation_to(call, other.id)
