"""Activities that end something: Delete and Undo."""

from portevoix.domain.accounts.commands import delete_remote
from portevoix.domain.peers import commands as peers
from portevoix.domain.posts.commands import delete as delete_post
from portevoix.domain.posts.commands import take_back_boost
from portevoix.domain.posts.models import Post
from portevoix.domain.reactions.commands import take_back_favourite
from portevoix.domain.reactions.models import Favourite
from portevoix.domain.relationships.commands import unblock, unfollow
from portevoix.domain.relationships.queries import block_with_uri, follow_with_uri
from portevoix.kernel.errors import Gone, NotFound
from portevoix.kernel.hosts import same_origin
from portevoix.wire import addresses
from portevoix.wire.activitystreams import inbox_quotes, reading
from portevoix.wire.activitystreams.arrival import Arrival, member_at
from portevoix.wire.activitystreams.vocabulary import Json


def delete(arrival: Arrival) -> None:
    """Deletes the actor itself, or a post of its own; another's of its house after asking there."""
    uri = arrival.object_uri
    if uri == arrival.actor.uri:
        delete_remote(account_id=arrival.actor.pk)
        return
    if not uri or addresses.is_local(uri) or not same_origin(uri, arrival.actor.uri or ""):
        return
    if inbox_quotes.stamp_deleted(arrival):
        return
    post = Post.objects.select_related("author").filter(uri=uri).first()
    if post is None:
        peers.mark_early(uri, actor_uri=arrival.actor.uri or "")
    elif post.author_id == arrival.actor.pk or _is_gone(arrival, uri):
        delete_post(actor_id=post.author_id, post_id=post.id)


def undo(arrival: Arrival) -> None:
    """Takes back what the same actor did: a follow, a like, a boost, a block."""
    inner, uri = arrival.inner, arrival.object_uri
    if inner is not None and reading.id_of(inner.get("actor")) not in ("", arrival.actor.uri):
        return
    kind = next(iter(reading.types_of(inner)), "") if inner is not None else ""
    handler = {"Follow": _follow, "Like": _like, "Announce": _announce, "Block": _block}.get(kind)
    done = handler(arrival, inner or {}) if handler else _by_id(arrival, uri)
    if not done and uri and same_origin(uri, arrival.actor.uri or ""):
        peers.mark_early(uri, actor_uri=arrival.actor.uri or "")


def _follow(arrival: Arrival, inner: Json) -> bool:
    followee = member_at(reading.id_of(inner.get("object")))
    known = follow_with_uri(reading.id_of(inner), follower_id=arrival.actor.pk)
    followee_id = known.followee_id if known else followee.pk if followee else None
    if followee_id is None:
        return False
    unfollow(follower_id=arrival.actor.pk, followee_id=followee_id)
    return True


def _block(arrival: Arrival, inner: Json) -> bool:
    blocked = member_at(reading.id_of(inner.get("object")))
    if blocked is None:
        return False
    unblock(blocker_id=arrival.actor.pk, blocked_id=blocked.pk)
    return True


def _like(arrival: Arrival, inner: Json) -> bool:
    post = arrival.resolver.known(reading.id_of(inner.get("object")))
    given = _favourite(arrival, reading.id_of(inner), post if isinstance(post, Post) else None)
    if given is None:
        return False
    take_back_favourite(actor_id=arrival.actor.pk, post_id=given.post_id)
    return True


def _announce(arrival: Arrival, inner: Json) -> bool:
    own = Post.objects.filter(author_id=arrival.actor.pk, deleted_at=None)
    boost = own.filter(uri=reading.id_of(inner)).exclude(boost_of=None).first()
    if boost is None:
        about = arrival.resolver.known(reading.id_of(inner.get("object")))
        if isinstance(about, Post):
            boost = own.filter(boost_of_id=about.id).first()
    if boost is None:
        return False
    take_back_boost(actor_id=arrival.actor.pk, post_id=boost.id)
    return True


def _favourite(arrival: Arrival, uri: str, post: Post | None) -> Favourite | None:
    own = Favourite.objects.filter(account_id=arrival.actor.pk)
    by_uri = own.filter(uri=uri).first() if uri else None
    return by_uri or (own.filter(post_id=post.id).first() if post is not None else None)


def _by_id(arrival: Arrival, uri: str) -> bool:
    """Some send only the id of what they take back: it is looked for in all they did."""
    if not uri:
        return False
    inner: Json = {"id": uri}
    if follow_with_uri(uri, follower_id=arrival.actor.pk):
        return _follow(arrival, inner)
    block = block_with_uri(uri, blocker_id=arrival.actor.pk)
    if block is not None:
        unblock(blocker_id=arrival.actor.pk, blocked_id=block.blocked_id)
        return True
    return _like(arrival, inner) or _announce(arrival, inner)


def _is_gone(arrival: Arrival, uri: str) -> bool:
    try:
        document, _ = arrival.resolver.document(uri)
    except (Gone, NotFound):
        return True
    return "Tombstone" in reading.types_of(document)
