"""Activities that bring, carry or like posts."""

from portevoix.domain.accounts.queries import by_ids
from portevoix.domain.audiences.grants import Audience, Rung
from portevoix.domain.audiences.queries import details
from portevoix.domain.peers.queries import early_mark
from portevoix.domain.posts.commands import boost, receive, receive_edit, receive_vote
from portevoix.domain.posts.models import Post
from portevoix.domain.reactions.commands import favourite
from portevoix.kernel import clock
from portevoix.kernel.database import rows
from portevoix.kernel.hosts import host_of, same_origin
from portevoix.kernel.jobs import enqueue
from portevoix.wire import addresses
from portevoix.wire.activitystreams import note_in, reading
from portevoix.wire.activitystreams.arrival import Arrival
from portevoix.wire.activitystreams.dates import clamped, read_moment
from portevoix.wire.activitystreams.job_names import FETCH_PARENT
from portevoix.wire.activitystreams.resolve import author_of, verify_quote_later
from portevoix.wire.activitystreams.vocabulary import ACTOR_TYPES, PUBLIC, Json

DEEPEST_THREAD = 20
_MOST_VOTES = 50
_WRAPS_POSTS = frozenset({"Create", "Update"})
_STILL_NEWS_SECONDS = 24 * 3600


def create(arrival: Arrival) -> None:
    """Takes a new post, believed as it came only when it is the signer's own."""
    if _is_of_votes(arrival):
        _vote(arrival)
        return
    document = _own_document(arrival)
    if document is None:
        return
    uri = reading.id_of(document)
    if addresses.is_local(uri) or early_mark(uri) == arrival.actor.uri:
        return
    parent_id = arrival.resolver.parent_of(document)
    remote = note_in.remote_post(
        document,
        author=arrival.actor,
        activity=arrival.activity,
        owner=arrival.owner,
        parent_id=parent_id,
        quoted_id=arrival.resolver.quoted_by(document),
    )
    if remote is None or not _concerns_us(arrival, remote.named_ids, parent_id, uri):
        return
    post = receive(remote)
    if post is not None and remote.quoted_uri:
        verify_quote_later(post, document)
    if post is not None and parent_id is None and remote.in_reply_to_uri:
        fetch_parent_later(remote.in_reply_to_uri, depth=1)


def _is_of_votes(arrival: Arrival) -> bool:
    inner = arrival.inner
    return inner is not None and note_in.is_vote(inner) and bool(inner.get("inReplyTo"))


def _vote(arrival: Arrival) -> None:
    """Counts the actor's choices in a poll of this house; some send several at once."""
    for note in list(reading.objects_of(arrival.activity.get("object")))[:_MOST_VOTES]:
        author = author_of(note) or arrival.actor.uri
        if not note_in.is_vote(note) or author != arrival.actor.uri:
            continue
        about = arrival.resolver.known(reading.id_of(note.get("inReplyTo")))
        if isinstance(about, Post) and about.uri is None:
            title = reading.text_of(note, "name")
            receive_vote(actor_id=arrival.actor.pk, post_id=about.id, title=title)


def update(arrival: Arrival) -> None:
    """Takes a changed profile, a post's edit, or a post that is still unknown."""
    inner = arrival.inner
    if arrival.object_uri == arrival.actor.uri or (
        inner is not None and reading.type_among(inner, ACTOR_TYPES)
    ):
        if arrival.object_uri == arrival.actor.uri:
            arrival.resolver.fetch_actor(arrival.object_uri)
        return
    known = arrival.resolver.known(arrival.object_uri) if arrival.object_uri else None
    if isinstance(known, Post) and known.author_id == arrival.actor.pk:
        _edit(arrival, known)
        return
    published = read_moment(inner.get("published")) if inner else None
    is_news = published and (clock.now() - published).total_seconds() < _STILL_NEWS_SECONDS
    if is_news and known is None:
        create(arrival)


def _edit(arrival: Arrival, post: Post) -> None:
    """Takes what a known post says now. Its grants stay; whoever is addressed anew may read it."""
    document = _own_document(arrival)
    if document is None or post.uri is None:
        return
    remote = note_in.remote_post(
        document,
        author=arrival.actor,
        activity=arrival.activity,
        owner=arrival.owner,
        parent_id=post.in_reply_to_id,
    )
    if remote is not None and remote.uri == post.uri:
        updated = read_moment(document.get("updated"))
        receive_edit(
            remote,
            updated=clamped(document.get("updated"), arrival=clock.now()) if updated else None,
        )


def announce(arrival: Arrival) -> None:
    """Carries a post further in the name of the actor; the post is fetched when unknown."""
    uri, inner = arrival.object_uri, arrival.inner
    if inner is not None and reading.type_among(inner, _WRAPS_POSTS):
        # A group announces activities (FEP-1b12): only the post's own address is taken from it.
        uri = reading.id_of(inner.get("object"))
    audience = _boost_audience(arrival)
    if not uri or audience is None or arrival.is_undone_already:
        return
    known = arrival.resolver.known(uri)
    if known is None and not _is_followed(arrival.actor.pk):
        return
    post = known if known is not None else arrival.resolver.thing(uri)
    if not isinstance(post, Post):
        return
    about = details(post.boost_of_id or post.id)
    if about is None or (not about.is_open and about.author_id != arrival.actor.pk):
        return
    boost(
        actor_id=arrival.actor.pk,
        post_id=post.id,
        here=False,
        audience=audience,
        uri=arrival.uri or f"{arrival.actor.uri}#announces/{post.id}",
        created_at=clamped(arrival.activity.get("published"), arrival=clock.now()),
    )


def like(arrival: Arrival) -> None:
    """Likes a post that is known here, in the name of the actor."""
    post = arrival.resolver.known(arrival.object_uri) if arrival.object_uri else None
    if isinstance(post, Post) and not arrival.is_undone_already:
        favourite(actor_id=arrival.actor.pk, post_id=post.id, uri=arrival.uri)


def fetch_parent_later(uri: str, *, depth: int) -> None:
    """Queues the look-up of a post that another one answers; twenty levels up at most."""
    if depth <= DEEPEST_THREAD and reading.is_address(uri) and not addresses.is_local(uri):
        key = f"parent:{uri}"
        enqueue(
            FETCH_PARENT,
            {"uri": uri, "depth": depth},
            key=key if len(key) <= 255 else None,
            lane=host_of(uri),
        )


def _own_document(arrival: Arrival) -> Json | None:
    """Returns the post, if it is the actor's: as it came along, or fetched from its own id."""
    actor = arrival.actor.uri or ""
    inner = arrival.inner
    if inner is not None and reading.id_of(inner):
        trusted = author_of(inner) == actor and same_origin(reading.id_of(inner), actor)
        if trusted:
            return inner
    uri = arrival.object_uri
    if not uri or addresses.is_local(uri) or not same_origin(uri, actor):
        return None
    document, _ = arrival.resolver.document(uri)
    return document if author_of(document) == actor else None


def _concerns_us(
    arrival: Arrival, named_ids: tuple[int, ...], parent_id: int | None, uri: str
) -> bool:
    """Whether anybody here would see it: a follower, someone named, or a thread known here."""
    if parent_id is not None or _is_followed(arrival.actor.pk) or _names_us(named_ids):
        return True
    return arrival.resolver.known(uri) is not None


def _names_us(named_ids: tuple[int, ...]) -> bool:
    return bool(named_ids) and any(one.is_here for one in by_ids(named_ids).values())


def _is_followed(account_id: int) -> bool:
    return bool(
        rows(
            "SELECT 1 FROM follow f JOIN account a ON a.id = f.follower_id"
            " WHERE f.followee_id = %(account)s AND a.host = '' LIMIT 1",
            {"account": account_id},
        )
    )


def _boost_audience(arrival: Arrival) -> Audience | None:
    to, cc = reading.ids_of(arrival.activity.get("to")), reading.ids_of(arrival.activity.get("cc"))
    if PUBLIC in to:
        return Audience(Rung.PUBLIC)
    if PUBLIC in cc:
        return Audience(Rung.QUIET)
    if arrival.actor.followers_url and arrival.actor.followers_url in (*to, *cc):
        return Audience(Rung.FOLLOWERS)
    is_group = arrival.actor.kind == "group"
    return Audience(Rung.PUBLIC) if is_group and not to and not cc else None
