"""What somebody does with a post, and who did."""

import msgspec

from portevoix.domain.audiences.public import Audience, readable
from portevoix.domain.notifications.threads import mute_thread, unmute_thread
from portevoix.domain.posts import commands as posting
from portevoix.domain.posts import queries as posts
from portevoix.domain.reactions import bookmarks, commands, queries
from portevoix.doors.mastodon import people
from portevoix.doors.mastodon.answers import Answer, empty, paged
from portevoix.doors.mastodon.audience import WORDS
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.doors.mastodon.posts import entity
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.parts import listed, posts_in_order


class _Boost(msgspec.Struct):
    visibility: str = ""


@route(
    "POST",
    "/api/v1/statuses/:id/favourite",
    scope="write:favourites",
    auth=Auth.USER,
    gives=whole.Status,
)
def favourite(call: Call, post_id: str) -> Answer:
    """Likes a post."""
    liked = commands.favourite(actor_id=call.account_id, post_id=identifier(post_id))
    return entity(call, liked)


@route(
    "POST",
    "/api/v1/statuses/:id/unfavourite",
    scope="write:favourites",
    auth=Auth.USER,
    gives=whole.Status,
)
def unfavourite(call: Call, post_id: str) -> Answer:
    """Likes a post no longer; answers {} when the post may no longer be read."""
    number = identifier(post_id)
    _mine_or_readable(call, number)
    post = commands.take_back_favourite(actor_id=call.account_id, post_id=number)
    return _shown_or_empty(call, post.id)


@route(
    "POST",
    "/api/v1/statuses/:id/reblog",
    scope="write:statuses",
    auth=Auth.USER,
    family="statuses",
    gives=whole.Status,
    asks=(_Boost,),
)
def boost(call: Call, post_id: str) -> Answer:
    """Carries a post further; returns the boost, or the post while its author is asked."""
    word = call.read(_Boost).visibility
    if word and word not in WORDS:
        raise Invalid(fields={"visibility": ["inclusion"]})
    made = posting.boost(
        actor_id=call.account_id,
        post_id=identifier(post_id),
        audience=Audience(WORDS[word]) if word else None,
    )
    return entity(call, made.id if made is not None else identifier(post_id))


@route(
    "POST",
    "/api/v1/statuses/:id/unreblog",
    scope="write:statuses",
    auth=Auth.USER,
    family="deletes",
    gives=whole.Status,
)
def unboost(call: Call, post_id: str) -> Answer:
    """Carries a post no longer; returns the post, {} when it may no longer be read."""
    number = identifier(post_id)
    _mine_or_readable(call, number)
    post = posting.take_back_boost(actor_id=call.account_id, post_id=number)
    return _shown_or_empty(call, post.id)


@route(
    "GET",
    "/api/v1/statuses/:id/favourited_by",
    scope="read:accounts",
    auth=Auth.PUBLIC,
    gives=list[whole.Account],
    pages=True,
)
def favourited_by(call: Call, post_id: str) -> Answer:
    """Returns who likes a post; of a narrower one only its author is told."""
    post = posts.get(call.viewer, identifier(post_id))
    page = call.page(default=40, maximum=80)
    found = queries.favourited_by(call.viewer, post.boost_of_id or post.id, page)
    return people.page_of_people(call, page, found)


@route(
    "GET",
    "/api/v1/statuses/:id/reblogged_by",
    scope="read:accounts",
    auth=Auth.PUBLIC,
    gives=list[whole.Account],
    pages=True,
)
def boosted_by(call: Call, post_id: str) -> Answer:
    """Returns who carried a post further, as far as those boosts may be seen."""
    post = posts.get(call.viewer, identifier(post_id))
    page = call.page(default=40, maximum=80)
    found = posts.boosted_by(call.viewer, post.boost_of_id or post.id, page)
    return people.page_of_people(call, page, found)


@route(
    "GET",
    "/api/v1/favourites",
    scope="read:favourites",
    auth=Auth.USER,
    gives=list[whole.Status],
    pages=True,
)
def favourites(call: Call) -> Answer:
    """Returns what the member likes, the last liked first."""
    page = call.page()
    found = queries.favourites_of(call.viewer, page)
    text = listed(posts_in_order(call.viewer, [post_id for _, post_id in found]))
    return paged(text, path=call.request.path, page=page, cursors=[cursor for cursor, _ in found])


@route(
    "POST",
    "/api/v1/statuses/:id/bookmark",
    scope="write:bookmarks",
    auth=Auth.USER,
    gives=whole.Status,
)
def bookmark(call: Call, post_id: str) -> Answer:
    """Puts a post aside."""
    return entity(call, bookmarks.bookmark(actor_id=call.account_id, post_id=identifier(post_id)))


@route(
    "POST",
    "/api/v1/statuses/:id/unbookmark",
    scope="write:bookmarks",
    auth=Auth.USER,
    gives=whole.Status,
)
def unbookmark(call: Call, post_id: str) -> Answer:
    """Puts a post aside no longer; answers {} when the post may no longer be read."""
    number = identifier(post_id)
    _mine_or_readable(call, number)
    taken = bookmarks.take_back_bookmark(actor_id=call.account_id, post_id=number)
    return _shown_or_empty(call, taken)


@route(
    "POST",
    "/api/v1/statuses/:id/mute",
    scope="write:mutes",
    auth=Auth.USER,
    gives=whole.Status,
)
def mute(call: Call, post_id: str) -> Answer:
    """Tells the member nothing more of a talk."""
    number = identifier(post_id)
    mute_thread(viewer=call.viewer, post_id=number)
    return entity(call, number)


@route(
    "POST",
    "/api/v1/statuses/:id/unmute",
    scope="write:mutes",
    auth=Auth.USER,
    gives=whole.Status,
)
def unmute(call: Call, post_id: str) -> Answer:
    """Tells the member of a talk again."""
    number = identifier(post_id)
    unmute_thread(viewer=call.viewer, post_id=number)
    return entity(call, number)


@route(
    "GET",
    "/api/v1/bookmarks",
    scope="read:bookmarks",
    auth=Auth.USER,
    gives=list[whole.Status],
    pages=True,
)
def bookmarked(call: Call) -> Answer:
    """Returns what the member put aside, the last first."""
    page = call.page()
    found = bookmarks.bookmarks_of(call.viewer, page)
    text = listed(posts_in_order(call.viewer, [post_id for _, post_id in found]))
    return paged(text, path=call.request.path, page=page, cursors=[cursor for cursor, _ in found])


def _mine_or_readable(call: Call, post_id: int) -> None:
    """Raises NotFound unless the post is there, or the member did something with it before."""
    if readable(call.viewer, [post_id]):
        return
    done = queries.flags(call.viewer, [post_id]).get(post_id)
    if done is None:
        raise NotFound


def _shown_or_empty(call: Call, post_id: int) -> Answer:
    return entity(call, post_id) if readable(call.viewer, [post_id]) else empty()
