"""An activity on its way through this house."""

from dataclasses import dataclass

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.queries import by_handle
from portevoix.domain.peers.queries import early_mark
from portevoix.kernel.hosts import same_origin
from portevoix.wire import addresses
from portevoix.wire.activitystreams import reading
from portevoix.wire.activitystreams.resolve import Resolver
from portevoix.wire.activitystreams.vocabulary import Json


@dataclass(frozen=True)
class Arrival:
    """The activity, the verified actor, whose inbox it came to, and how to find the rest."""

    activity: Json
    actor: Account
    owner: Account | None
    resolver: Resolver

    @property
    def uri(self) -> str:
        """The activity's id, or "" when it has none of its actor's own house."""
        uri = reading.id_of({"id": self.activity.get("id")})
        return uri if same_origin(uri, self.actor.uri or "") else ""

    @property
    def is_undone_already(self) -> bool:
        """Whether the actor took it back before it came."""
        return bool(self.uri) and early_mark(self.uri) == self.actor.uri

    @property
    def object_uri(self) -> str:
        """The id of what it is about."""
        return reading.id_of(self.activity.get("object"))

    @property
    def inner(self) -> Json | None:
        """What it is about, when that came along."""
        return next(iter(reading.objects_of(self.activity.get("object"))), None)


def member_at(uri: str) -> Account | None:
    """Returns the account of this house with this id or page, or None."""
    name = addresses.local_actor_name(uri)
    return by_handle(name) if name is not None else None
