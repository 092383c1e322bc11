"""What happens between accounts. `uri` is what another house called it."""

from dataclasses import dataclass

from portevoix.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class FollowRequested(Event):
    """Somebody asked to follow; the followee, here or elsewhere, has yet to accept."""

    follow_id: int
    follower_id: int
    followee_id: int
    uri: str


@dataclass(frozen=True, kw_only=True)
class Followed(Event):
    """A follow holds from now on; `was_requested` when it had to wait."""

    follow_id: int
    follower_id: int
    followee_id: int
    uri: str
    was_requested: bool


@dataclass(frozen=True, kw_only=True)
class FollowRejected(Event):
    """The followee refused a request, or removed a follower."""

    follow_id: int
    follower_id: int
    followee_id: int
    uri: str
    was_accepted: bool


@dataclass(frozen=True, kw_only=True)
class FollowTakenBack(Event):
    """The follower follows no longer, or no longer asks to."""

    follow_id: int
    follower_id: int
    followee_id: int
    uri: str
    was_accepted: bool


@dataclass(frozen=True, kw_only=True)
class Blocked(Event):
    """The two are not there for one another. Their follows and connection ended just before."""

    block_id: int
    blocker_id: int
    blocked_id: int
    uri: str


@dataclass(frozen=True, kw_only=True)
class Unblocked(Event):
    """A block ended; what it removed does not come back."""

    block_id: int
    blocker_id: int
    blocked_id: int
    uri: str


@dataclass(frozen=True, kw_only=True)
class Muted(Event):
    """Somebody does not wish to meet somebody in lists, for good or for a time."""

    mute_id: int
    muter_id: int
    muted_id: int
    hides_notifications: bool


@dataclass(frozen=True, kw_only=True)
class Unmuted(Event):
    """A mute was taken back. One that runs out by itself tells nobody."""

    mute_id: int
    muter_id: int
    muted_id: int


@dataclass(frozen=True, kw_only=True)
class Connected(Event):
    """Two members agreed to be connected."""

    a_id: int
    b_id: int


@dataclass(frozen=True, kw_only=True)
class Disconnected(Event):
    """Two members are connected no longer."""

    a_id: int
    b_id: int


@dataclass(frozen=True, kw_only=True)
class HouseBlocked(Event):
    """A member wants nothing of a whole house. Follows both ways ended just before."""

    owner_id: int
    host: str


@dataclass(frozen=True, kw_only=True)
class HouseUnblocked(Event):
    """A member meets the people of a house again; what ended does not come back."""

    owner_id: int
    host: str
