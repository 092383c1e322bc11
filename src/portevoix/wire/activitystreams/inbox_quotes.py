"""Activities about quotes: requests, their answers, consents taken back (wire.md 10)."""

import re

from portevoix.domain.posts.commands import (
    answer_quote,
    find_quoted,
    request_quote,
    withdraw_quote,
)
from portevoix.domain.posts.models import Post
from portevoix.domain.posts.quotes import quote_of, quote_with_stamp
from portevoix.kernel.errors import NotFound
from portevoix.kernel.hosts import same_origin
from portevoix.wire import addresses
from portevoix.wire.activitystreams import inbox_ties, quotes_in, reading
from portevoix.wire.activitystreams.arrival import Arrival
from portevoix.wire.activitystreams.letter import post_uri
from portevoix.wire.activitystreams.resolve import Resolver, author_of

_REQUEST = re.compile(r"/users/[A-Za-z0-9_.-]{1,255}/quote_requests/(\d{1,18})")


def request(arrival: Arrival) -> None:
    """Answers the wish of the actor to quote a post of this house."""
    quoted = arrival.resolver.known(arrival.object_uri) if arrival.object_uri else None
    if not isinstance(quoted, Post) or quoted.uri is not None or not arrival.uri:
        return
    post = _instrument(arrival)
    if post is not None and post.author_id == arrival.actor.pk:
        request_quote(
            actor_id=arrival.actor.pk, post_id=post.id, quoted_id=quoted.id, uri=arrival.uri
        )


def accept(arrival: Arrival) -> None:
    """Takes the Accept of a request for a quote, or of a follow."""
    number = _requested(arrival)
    if number is None:
        inbox_ties.accept(arrival)
        return
    stamp = reading.id_of(arrival.activity.get("result"))
    if same_origin(stamp, arrival.actor.uri or "") and _is_of_actor(arrival, number):
        answer_quote(post_id=number, agreed=True, stamp_uri=stamp)


def reject(arrival: Arrival) -> None:
    """Takes the Reject of a request for a quote, or of a follow."""
    number = _requested(arrival)
    if number is None:
        inbox_ties.reject(arrival)
    elif _is_of_actor(arrival, number):
        answer_quote(post_id=number, agreed=False)


def stamp_deleted(arrival: Arrival) -> bool:
    """Takes back a consent, when what is deleted is a stamp; returns whether it was one."""
    quote = quote_with_stamp(arrival.object_uri)
    if quote is None:
        return False
    if quote.quoted is not None and quote.quoted.author_id == arrival.actor.pk:
        withdraw_quote(actor_id=arrival.actor.pk, post_id=quote.post_id)
    return True


def verify(post: Post, *, stamp_uri: str, resolver: Resolver) -> None:
    """Looks a quote from elsewhere up and, with a stamp that holds, takes it as agreed to.

    Raises NotFound and Unavailable as the resolver does.
    """
    quote = quote_of(post.id)
    if quote is None or quote.state != "pending":
        return
    quoted_id = quote.quoted_id
    if quoted_id is None:
        found = resolver.thing(quote.quoted_uri)
        if not isinstance(found, Post):
            raise NotFound
        quoted_id = found.id
        find_quoted(post_id=post.id, quoted_id=quoted_id)
    quoted = Post.objects.select_related("author").get(id=quoted_id)
    if quoted.author_id == post.author_id:
        answer_quote(post_id=post.id, agreed=True)
        return
    author_uri = quoted.author.uri or ""
    if quoted.uri is None or not stamp_uri or not same_origin(stamp_uri, author_uri):
        return
    document, _ = resolver.document(stamp_uri)
    if quotes_in.is_stamp(
        document,
        quoting_uri=post.uri or "",
        quoted_uri=post_uri(quoted, quoted.author),
        quoted_author_uri=author_uri,
    ):
        answer_quote(post_id=post.id, agreed=True, stamp_uri=stamp_uri)


def _instrument(arrival: Arrival) -> Post | None:
    """Returns the quoting post; what came along is believed when it is the actor's own."""
    said = arrival.activity.get("instrument")
    uri = reading.id_of(said)
    if not uri or addresses.is_local(uri):
        return None
    known = arrival.resolver.known(uri)
    if isinstance(known, Post):
        return known
    inner = next(iter(reading.objects_of(said)), None)
    actor = arrival.actor.uri or ""
    if inner is not None and author_of(inner) == actor and same_origin(uri, actor):
        return arrival.resolver.take_post(inner, activity=arrival.activity, backfilled=False)
    found = arrival.resolver.thing(uri, backfilled=False)
    return found if isinstance(found, Post) else None


def _requested(arrival: Arrival) -> int | None:
    """Returns the post of this house whose request for a quote is answered, or None."""
    path = addresses.local_path(arrival.object_uri)
    match = _REQUEST.fullmatch(path) if path is not None else None
    return int(match[1]) if match is not None else None


def _is_of_actor(arrival: Arrival, post_id: int) -> bool:
    """Whether the actor wrote what the post quotes: nobody else gives a consent."""
    quote = quote_of(post_id)
    quoted = Post.objects.filter(id=quote.quoted_id or 0).first() if quote is not None else None
    return quoted is not None and quoted.author_id == arrival.actor.pk
