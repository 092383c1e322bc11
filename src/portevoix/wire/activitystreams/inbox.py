"""From an activity received to the same commands that members' acts call (wire.md 7).

The signature was verified before and the actor is the one who signed: nothing
here reads `actor` to learn who acts. What has no effect here (Move, Flag,
reactions, unknown types) is taken and ignored.
"""

from collections.abc import Callable
from dataclasses import dataclass

from portevoix.domain.accounts.models import Account, Standing
from portevoix.kernel.errors import DomainError, Unavailable
from portevoix.wire import addresses
from portevoix.wire.activitystreams import (
    inbox_pins,
    inbox_posts,
    inbox_quotes,
    inbox_taken_back,
    inbox_ties,
    reading,
)
from portevoix.wire.activitystreams.arrival import Arrival
from portevoix.wire.activitystreams.resolve import Resolver
from portevoix.wire.activitystreams.vocabulary import Json

Handler = Callable[[Arrival], None]

_HANDLERS: dict[str, Handler] = {
    "Create": inbox_posts.create,
    "Update": inbox_posts.update,
    "Announce": inbox_posts.announce,
    "Like": inbox_posts.like,
    "Delete": inbox_taken_back.delete,
    "Undo": inbox_taken_back.undo,
    "Follow": inbox_ties.follow,
    "Accept": inbox_quotes.accept,
    "Reject": inbox_quotes.reject,
    "QuoteRequest": inbox_quotes.request,
    "Block": inbox_ties.block,
    "Add": inbox_pins.add,
    "Remove": inbox_pins.remove,
}
_FROM_SUSPENDED = frozenset({"Delete", "Undo", "Reject", "Update", "Remove"})
HANDLED = frozenset(_HANDLERS)


@dataclass(frozen=True)
class Envelope:
    """What the door must know of an activity before anybody works on it."""

    uri: str
    kind: str
    actor: str
    object: str


def envelope(activity: Json) -> Envelope:
    """Returns an activity's id, its first type that has an effect here, its actor and object."""
    kind = reading.type_among(activity, HANDLED) or next(iter(reading.types_of(activity)), "")
    return Envelope(
        uri=reading.id_of({"id": activity.get("id")}),
        kind=kind,
        actor=reading.id_of(activity.get("actor")),
        object=reading.id_of(activity.get("object")),
    )


def receive(activity: Json, *, actor: Account, owner: Account | None, resolver: Resolver) -> None:
    """Works an activity through. `owner` is whose personal inbox it came to, if one.

    What cannot be understood or is refused has no effect and raises nothing.
    Raises Unavailable when another house did not answer, to be tried again.
    """
    kind = reading.type_among(activity, HANDLED)
    handler = _HANDLERS.get(kind)
    if handler is None or actor.is_here or addresses.is_local(actor.uri or ""):
        return
    if actor.standing != Standing.ACTIVE and kind not in _FROM_SUSPENDED:
        return
    try:
        handler(Arrival(activity=activity, actor=actor, owner=owner, resolver=resolver))
    except Unavailable:
        raise
    except DomainError:
        # A refusal (blocked, unknown, not readable): silence is the answer for everyone.
        return
