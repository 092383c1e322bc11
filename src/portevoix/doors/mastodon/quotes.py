"""Who quotes a post, and taking the consent back."""

from portevoix.domain.posts import commands, queries
from portevoix.domain.posts.quotes import quote_of, quoting
from portevoix.doors.mastodon.answers import Answer, paged
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.doors.mastodon.posts import entity
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import NotFound
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.parts import listed, posts_in_order


@route(
    "GET",
    "/api/v1/statuses/:id/quotes",
    scope="read:statuses",
    auth=Auth.USER,
    gives=list[whole.Status],
    pages=True,
)
def quotes(call: Call, post_id: str) -> Answer:
    """Returns the posts that quote a post with consent, as far as they may be read."""
    post = queries.get(call.viewer, identifier(post_id))
    page = call.page()
    ids = quoting(call.viewer, post.boost_of_id or post.id, page)
    text = listed(posts_in_order(call.viewer, ids))
    return paged(text, path=call.request.path, page=page, cursors=ids)


@route(
    "POST",
    "/api/v1/statuses/:id/quotes/:quoting_status_id/revoke",
    scope="write:statuses",
    auth=Auth.USER,
    gives=whole.Status,
)
def withdraw(call: Call, post_id: str, quoting_id: str) -> Answer:
    """Takes back the consent to be quoted; returns the quoting post."""
    number, quoted = identifier(quoting_id), identifier(post_id)
    queries.must_be_readable(call.viewer, quoted)
    quote = quote_of(number)
    if quote is None or quote.quoted_id != quoted:
        raise NotFound
    commands.withdraw_quote(actor_id=call.account_id, post_id=number)
    return entity(call, number)
