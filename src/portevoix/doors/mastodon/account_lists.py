"""Who follows whom."""

from portevoix.domain.relationships.queries import followers, following
from portevoix.doors.mastodon import people
from portevoix.doors.mastodon.answers import Answer
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.wire.mastodon import whole

_MOST = 80


@route(
    "GET",
    "/api/v1/accounts/:id/followers",
    scope="read:accounts",
    auth=Auth.PUBLIC,
    gives=list[whole.Account],
    pages=True,
)
def followers_of(call: Call, account_id: str) -> Answer:
    """Returns those who follow somebody, as far as they let it be seen."""
    account = people.active_account_of(account_id)
    page = call.page(default=40, maximum=_MOST)
    return people.page_of_people(call, page, list(followers(account.id, page, call.viewer)))


@route(
    "GET",
    "/api/v1/accounts/:id/following",
    scope="read:accounts",
    auth=Auth.PUBLIC,
    gives=list[whole.Account],
    pages=True,
)
def followed_by(call: Call, account_id: str) -> Answer:
    """Returns those whom somebody follows, as far as they let it be seen."""
    account = people.active_account_of(account_id)
    page = call.page(default=40, maximum=_MOST)
    return people.page_of_people(call, page, list(following(account.id, page, call.viewer)))
