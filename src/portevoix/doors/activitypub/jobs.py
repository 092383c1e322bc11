"""The jobs of this door: working received activities through, and asking other houses.

Each is first tried with what is known here, in a worker; only when something
has to be asked for does it move to the threads that may wait.
"""

from collections.abc import Callable
from datetime import timedelta

from portevoix.domain.accounts.queries import by_id
from portevoix.domain.peers import commands as peers
from portevoix.domain.peers.queries import is_failing
from portevoix.domain.posts.commands import find_mentions_again
from portevoix.domain.posts.models import Post
from portevoix.doors.activitypub.verification import resolver
from portevoix.kernel import clock
from portevoix.kernel.errors import DomainError, Unavailable
from portevoix.kernel.hosts import host_of
from portevoix.kernel.jobs import Payload, Retry, enqueue, job
from portevoix.kernel.pools import in_fetching, in_worker
from portevoix.wire.activitystreams import inbox
from portevoix.wire.activitystreams.inbox_posts import fetch_parent_later
from portevoix.wire.activitystreams.inbox_quotes import verify
from portevoix.wire.activitystreams.job_names import (
    FETCH_PARENT,
    RECEIVE_ACTIVITY,
    REFRESH_ACTOR,
    RESOLVE_MENTIONS,
    VERIFY_QUOTE,
)
from portevoix.wire.activitystreams.reader import NeedsNetworkError, Offline
from portevoix.wire.activitystreams.resolve import FRESH, Resolver

_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 10, 60, 360))
_REFRESHED_EACH = timedelta(minutes=10)


@job(RECEIVE_ACTIVITY, schedule=_WAITS)
async def receive_activity(payload: Payload) -> None:
    """Works one received activity through."""
    try:
        await in_worker(_receive, payload, Resolver(Offline()))
    except NeedsNetworkError:
        await in_fetching(_patiently, lambda: _receive(payload, resolver()))


@job(FETCH_PARENT, queue="fetches", schedule=_WAITS)
async def fetch_parent(payload: Payload) -> None:
    """Fetches a post that another one answers, and asks for its own parent."""
    await in_fetching(_patiently, lambda: _fetch_parent(payload))


@job(REFRESH_ACTOR, queue="fetches", schedule=_WAITS)
async def refresh_actor(payload: Payload) -> None:
    """Asks for an actor again."""
    await in_fetching(_patiently, lambda: _refresh(str(payload["uri"])))


@job(RESOLVE_MENTIONS, queue="fetches", schedule=_WAITS)
async def resolve_mentions(payload: Payload) -> None:
    """Looks a mentioned person up; once found she is named in the post, and it is delivered."""
    await in_fetching(_patiently, lambda: _mention(payload))


@job(VERIFY_QUOTE, queue="fetches", schedule=_WAITS)
async def verify_quote(payload: Payload) -> None:
    """Looks up what a post from elsewhere quotes, and the proof of consent to it."""
    await in_fetching(_patiently, lambda: _verify(payload))


def _verify(payload: Payload) -> None:
    post = Post.objects.filter(id=int(payload["post"]), deleted_at=None).first()
    if post is not None:
        verify(post, stamp_uri=str(payload["stamp"]), resolver=resolver())


def _patiently(work: Callable[[], None]) -> None:
    """Runs `work`; a house that does not answer is asked again later, a refusal is an end."""
    try:
        work()
    except Unavailable as error:
        raise Retry(None, str(error)) from error
    except DomainError:
        return


def _receive(payload: Payload, finder: Resolver) -> None:
    actor = by_id(int(payload["actor"]))
    owner_id = payload.get("owner")
    if actor is None:
        return
    host = host_of(actor.uri or "")
    if is_failing(host):
        peers.note_success(host)
    owner = by_id(int(owner_id)) if owner_id is not None else None
    inbox.receive(payload["activity"], actor=actor, owner=owner, resolver=finder)
    if actor.fetched_at is None or actor.fetched_at < clock.now() - FRESH:
        enqueue(REFRESH_ACTOR, {"uri": actor.uri}, key=f"refresh:{actor.pk}", lane=host)


def _fetch_parent(payload: Payload) -> None:
    found = resolver().thing(str(payload["uri"]))
    if isinstance(found, Post) and found.in_reply_to_uri:
        fetch_parent_later(found.in_reply_to_uri, depth=int(payload["depth"]) + 1)


def _refresh(uri: str) -> None:
    if peers.may_try(f"actor:{uri}", every=_REFRESHED_EACH):
        resolver().fetch_actor(uri)


def _mention(payload: Payload) -> None:
    resolver().account(str(payload["handle"]))
    find_mentions_again(post_id=int(payload["post"]))
