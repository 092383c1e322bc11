"""Who may be tied to whom. Each returns the reason of its refusal, or None.

The reason "not_there" is one that the asker must not be able to tell from an
unknown account; commands answer it with NotFound.
"""

from portevoix.domain.accounts.public import Account, Kind, Standing
from portevoix.domain.relationships.models import Block, HouseBlock


def follow_refusal(follower: Account, followee: Account) -> str | None:
    """Says why `follower` may not begin to follow `followee`."""
    refusal = _pair_refusal(follower, followee)
    if refusal is not None:
        return refusal
    if not follower.is_here and not followee.is_here:
        return "elsewhere"
    if followee.kind == Kind.HOUSE:
        return "house"
    return "moved" if followee.moved_to_uri else None


def connection_refusal(one: Account, other: Account) -> str | None:
    """Says why two accounts may not be connected: connections are of one house."""
    refusal = _pair_refusal(one, other)
    if refusal is not None:
        return refusal
    here = one.is_here and other.is_here and Kind.HOUSE not in (one.kind, other.kind)
    return None if here else "elsewhere"


def must_ask(follower: Account, followee: Account) -> bool:
    """Whether a follow waits: a locked followee, any followee elsewhere, a limited follower."""
    return followee.locked or not followee.is_here or follower.limited


def _pair_refusal(actor: Account, other: Account) -> str | None:
    if actor.pk == other.pk:
        return "self"
    if actor.standing != Standing.ACTIVE:
        return "suspended"
    if actor.frozen:
        return "frozen"
    away = has_blocked(other.pk, actor.pk) or blocks_house(other.pk, actor.host)
    if other.standing != Standing.ACTIVE or away:
        return "not_there"
    return "you_block" if has_blocked(actor.pk, other.pk) else None


def has_blocked(blocker_id: int, blocked_id: int) -> bool:
    """Whether the first account blocks the second."""
    return Block.objects.filter(blocker_id=blocker_id, blocked_id=blocked_id).exists()


def blocks_house(owner_id: int, host: str) -> bool:
    """Whether the owner blocks everybody of a house."""
    return bool(host) and HouseBlock.objects.filter(owner_id=owner_id, host=host).exists()
