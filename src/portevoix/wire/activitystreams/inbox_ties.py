"""Activities between people: Follow and its answers, Block."""

import re

from portevoix.domain.accounts.models import Account, Kind
from portevoix.domain.relationships import commands as ties
from portevoix.domain.relationships.models import Follow
from portevoix.domain.relationships.queries import find_follow
from portevoix.kernel.errors import NotAllowed, NotFound
from portevoix.kernel.ids import new_id
from portevoix.wire import addresses
from portevoix.wire.activitystreams import activities_out, outgoing, reading
from portevoix.wire.activitystreams.arrival import Arrival, member_at
from portevoix.wire.activitystreams.people import inbox_of

_FOLLOW = re.compile(r"(/users/[A-Za-z0-9_.-]{1,255}|/actor)/follows/(\d{1,19})")


def follow(arrival: Arrival) -> None:
    """Follows a member, or asks to. Asked again it is answered again; refused it is rejected."""
    followee = member_at(arrival.object_uri)
    if followee is None or arrival.is_undone_already:
        return
    if followee.kind == Kind.HOUSE:
        _answer("Reject", arrival, followee)
        return
    known = find_follow(arrival.actor.pk, followee.pk)
    try:
        ties.follow(follower_id=arrival.actor.pk, followee_id=followee.pk, uri=arrival.uri)
    except (NotFound, NotAllowed):
        _answer("Reject", arrival, followee)
        return
    if known is not None and known.accepted:
        _answer("Accept", arrival, followee)


def accept(arrival: Arrival) -> None:
    """Takes the Accept of a follow that was asked for here, of the signer, and of nobody else."""
    asked = _asked(arrival)
    if asked is not None and not asked.accepted:
        ties.accept_follow(followee_id=arrival.actor.pk, follower_id=asked.follower_id)


def reject(arrival: Arrival) -> None:
    """Takes the Reject of a follow, pending or established, of the signer."""
    asked = _asked(arrival)
    if asked is not None:
        ties.reject_follow(followee_id=arrival.actor.pk, follower_id=asked.follower_id)


def block(arrival: Arrival) -> None:
    """Notes that the actor blocks a member, who is not told."""
    blocked = member_at(arrival.object_uri)
    if blocked is not None and not arrival.is_undone_already:
        ties.block(blocker_id=arrival.actor.pk, blocked_id=blocked.pk, uri=arrival.uri)


def _asked(arrival: Arrival) -> Follow | None:
    """Returns our Follow that is answered: by its id, else by who asked whom."""
    by_id = _by_id(arrival)
    if by_id is not None:
        return by_id
    inner = arrival.inner
    if inner is None or reading.id_of(inner.get("object")) not in ("", arrival.actor.uri):
        return None
    follower = member_at(reading.id_of(inner.get("actor")))
    return find_follow(follower.pk, arrival.actor.pk) if follower is not None else None


def _by_id(arrival: Arrival) -> Follow | None:
    path = addresses.local_path(arrival.object_uri)
    match = _FOLLOW.fullmatch(path) if path is not None else None
    if match is None or len(match[2]) > 18:
        return None
    return Follow.objects.filter(
        id=int(match[2]), followee_id=arrival.actor.pk, follower__host=""
    ).first()


def _answer(kind: str, arrival: Arrival, followee: Account) -> None:
    answer = activities_out.answer(
        kind,
        number=new_id(),
        follow_uri=arrival.uri,
        follower=arrival.actor,
        followee=followee,
    )
    outgoing.send(answer, sender_id=followee.pk, inboxes=[inbox_of(arrival.actor)])
