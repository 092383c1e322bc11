"""The verbs of this room, in one list; each lives with its kin."""

from portevoix.domain.relationships.connecting import connect, disconnect
from portevoix.domain.relationships.following import (
    accept_follow,
    follow,
    reject_follow,
    remove_follower,
    unfollow,
)
from portevoix.domain.relationships.keeping_away import block, mute, unblock, unmute
from portevoix.domain.relationships.parting import part

__all__ = [
    "accept_follow",
    "block",
    "connect",
    "disconnect",
    "follow",
    "mute",
    "part",
    "reject_follow",
    "remove_follower",
    "unblock",
    "unfollow",
    "unmute",
]
