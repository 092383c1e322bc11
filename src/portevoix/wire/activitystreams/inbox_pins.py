"""Activities that put posts on top of a page, and take them from there (wire.md 7)."""

from portevoix.domain.posts.commands import pin_remote, unpin
from portevoix.domain.posts.models import Post
from portevoix.wire.activitystreams import reading
from portevoix.wire.activitystreams.arrival import Arrival


def add(arrival: Arrival) -> None:
    """Notes a pin of the actor's own post, which is fetched when it is unknown."""
    if not _is_about_featured(arrival):
        return
    post = arrival.resolver.thing(arrival.object_uri)
    if isinstance(post, Post) and post.author_id == arrival.actor.pk:
        pin_remote(actor_id=arrival.actor.pk, post_id=post.id)


def remove(arrival: Arrival) -> None:
    """Notes that the actor's own post is no longer pinned."""
    post = arrival.resolver.known(arrival.object_uri) if _is_about_featured(arrival) else None
    if isinstance(post, Post):
        unpin(actor_id=arrival.actor.pk, post_id=post.id)


def _is_about_featured(arrival: Arrival) -> bool:
    """Whether the target is the collection that the actor's own document names."""
    target = reading.id_of(arrival.activity.get("target"))
    return bool(arrival.object_uri and target) and target == arrival.actor.featured_url
