"""Polls: what is asked, and voting."""

import msgspec

from portevoix.domain.posts import commands, queries
from portevoix.domain.posts.poll_queries import own_votes, poll_of, state_of
from portevoix.doors.mastodon.answers import Answer, raw
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import NotFound
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.polls import poll

_MOST = 100


class _Vote(msgspec.Struct):
    choices: list[int] = []


@route("GET", "/api/v1/polls/:id", scope="read:statuses", auth=Auth.PUBLIC, gives=whole.Poll)
def one(call: Call, poll_id: str) -> Answer:
    """Returns the poll of a post that may be read; a poll's id is its post's."""
    return _entity(call, identifier(poll_id))


@route(
    "POST",
    "/api/v1/polls/:id/votes",
    scope="write:statuses",
    auth=Auth.USER,
    gives=whole.Poll,
    asks=(_Vote,),
)
def vote(call: Call, poll_id: str) -> Answer:
    """Chooses answers, by their positions, once."""
    choices = call.read(_Vote).choices[:_MOST]
    number = identifier(poll_id)
    return _entity(call, commands.vote(actor_id=call.account_id, post_id=number, choices=choices))


def _entity(call: Call, post_id: int) -> Answer:
    post = queries.get(call.viewer, post_id)
    post = post.boost_of or post
    found = poll_of(post.id)
    if found is None:
        raise NotFound
    viewer = call.viewer
    chosen = own_votes(viewer, [post.id]).get(post.id, ()) if viewer.account_id else None
    mine = post.author_id == viewer.account_id
    return raw(poll(post.id, state_of(found), mine=mine, chosen=chosen))
