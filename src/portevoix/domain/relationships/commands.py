"""The verbs of this room, in one list; each lives with its kin."""

from portevoix.domain.relationships.connecting import connect, disconnect
from portevoix.domain.relationships.following import (
    accept_follow,
    follow,
    reject_follow,
    remove_follower,
    unfollow,
)
from portevoix.domain.relationships.house_blocks import block_house, unblock_house
from portevoix.domain.relationships.keeping_away import (
    block,
    end_mutes_that_are_over,
    mute,
    unblock,
    unmute,
)
from portevoix.domain.relationships.notes import endorse, note, unendorse
from portevoix.domain.relationships.parting import part
from portevoix.domain.relationships.suggesting import set_aside

__all__ = [
    "accept_follow",
    "block",
    "block_house",
    "connect",
    "disconnect",
    "end_mutes_that_are_over",
    "endorse",
    "follow",
    "mute",
    "note",
    "part",
    "reject_follow",
    "remove_follower",
    "set_aside",
    "unblock",
    "unblock_house",
    "unendorse",
    "unfollow",
    "unmute",
]
