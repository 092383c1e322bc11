"""Blocks and mutes."""

from datetime import timedelta

from portevoix.domain.accounts.public import held
from portevoix.domain.relationships.connecting import end_connection
from portevoix.domain.relationships.errors import TieRefused
from portevoix.domain.relationships.events import (
    Blocked,
    FollowRejected,
    FollowTakenBack,
    Muted,
    Unblocked,
    Unmuted,
)
from portevoix.domain.relationships.following import end_follow
from portevoix.domain.relationships.models import Block, Mute
from portevoix.kernel import clock, ids
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import command, emit


@command
def block(*, blocker_id: int, blocked_id: int, uri: str = "") -> Block:
    """Blocks, and ends follows, requests and connection both ways, silently. Again is no change.

    Raises NotFound, TieRefused (self).
    """
    _hold(blocker_id, blocked_id)
    row, is_new = Block.objects.get_or_create(
        blocker_id=blocker_id,
        blocked_id=blocked_id,
        defaults={"id": ids.new_id(), "uri": uri, "created_at": clock.now()},
    )
    if not is_new:
        return row
    end_follow(blocker_id, blocked_id, FollowTakenBack)
    end_follow(blocked_id, blocker_id, FollowRejected)
    end_connection(blocker_id, blocked_id)
    emit(Blocked(block_id=row.pk, blocker_id=blocker_id, blocked_id=blocked_id, uri=row.uri))
    return row


@command
def unblock(*, blocker_id: int, blocked_id: int) -> None:
    """Ends a block; when there is none it is no change."""
    row = Block.objects.filter(blocker_id=blocker_id, blocked_id=blocked_id).first()
    if row is None:
        return
    block_id = row.pk
    if row.delete()[0]:
        emit(
            Unblocked(block_id=block_id, blocker_id=blocker_id, blocked_id=blocked_id, uri=row.uri)
        )


@command
def mute(
    *,
    muter_id: int,
    muted_id: int,
    hides_notifications: bool = True,
    duration: timedelta | None = None,
) -> Mute:
    """Mutes for good or for `duration`; again begins anew with these terms. Returns the row.

    Raises NotFound, TieRefused (self).
    """
    _hold(muter_id, muted_id)
    now = clock.now()
    terms = {
        "hides_notifications": hides_notifications,
        "expires_at": None if duration is None else now + duration,
    }
    row, _ = Mute.objects.update_or_create(
        muter_id=muter_id,
        muted_id=muted_id,
        defaults=terms,
        create_defaults={"id": ids.new_id(), "created_at": now, **terms},
    )
    emit(
        Muted(
            mute_id=row.pk,
            muter_id=muter_id,
            muted_id=muted_id,
            hides_notifications=hides_notifications,
        )
    )
    return row


@command
def unmute(*, muter_id: int, muted_id: int) -> None:
    """Ends a mute; when there is none it is no change."""
    row = Mute.objects.filter(muter_id=muter_id, muted_id=muted_id).first()
    if row is None:
        return
    mute_id = row.pk
    if row.delete()[0]:
        emit(Unmuted(mute_id=mute_id, muter_id=muter_id, muted_id=muted_id))


@command
def end_mutes_that_are_over(*, limit: int = 500) -> int:
    """Ends mutes whose time is over; returns how many there were. Nobody is told."""
    over = Mute.objects.filter(expires_at__lte=clock.now()).order_by("expires_at")[:limit]
    return Mute.objects.filter(pk__in=[each.pk for each in over]).delete()[0]


def _hold(actor_id: int, other_id: int) -> None:
    """Holds both accounts, or refuses."""
    if actor_id == other_id:
        raise TieRefused(code="self")
    if len(held([actor_id, other_id])) < 2:
        raise NotFound
