"""Following, asking to, accepting, refusing, taking back."""

from collections.abc import Sequence

from portevoix.domain.accounts.public import Account, count_follow, held
from portevoix.domain.relationships import policies
from portevoix.domain.relationships.errors import TieRefused
from portevoix.domain.relationships.events import (
    Followed,
    FollowRejected,
    FollowRequested,
    FollowTakenBack,
)
from portevoix.domain.relationships.models import Endorsement, Follow
from portevoix.kernel import clock, ids
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import command, emit


@command
def follow(
    *,
    follower_id: int,
    followee_id: int,
    shows_boosts: bool | None = None,
    notifies: bool | None = None,
    languages: Sequence[str] | None = None,
    uri: str = "",
) -> Follow:
    """Follows, or asks to; again changes the options that are given. Returns the row.

    Raises NotFound when the followee is unknown, not there, or blocks the
    follower: one answer. Raises TieRefused: self, suspended, frozen, you_block,
    moved, house, elsewhere.
    """
    options: dict[str, object] = {
        name: value
        for name, value in {
            "shows_boosts": shows_boosts,
            "notifies": notifies,
            "languages": None if languages is None else list(dict.fromkeys(languages)),
            "uri": uri or None,
        }.items()
        if value is not None
    }
    accounts = held([follower_id, followee_id])
    known = _row(follower_id, followee_id)
    if known is not None:
        return _change(known, options)
    try:
        follower, followee = accounts[follower_id], accounts[followee_id]
    except KeyError:
        raise NotFound from None
    refusal = policies.follow_refusal(follower, followee)
    if refusal is not None:
        raise NotFound if refusal == "not_there" else TieRefused(code=refusal)
    return _begin(follower, followee, options)


@command
def accept_follow(*, followee_id: int, follower_id: int) -> Follow:
    """Accepts a request and returns the follow; again is no change. Raises NotFound."""
    held([follower_id, followee_id])
    row = _row(follower_id, followee_id)
    if row is None:
        raise NotFound
    if not row.accepted:
        row.accepted = True
        row.save(update_fields=["accepted"])
        _count_and_tell(row, was_requested=True)
    return row


@command
def reject_follow(*, followee_id: int, follower_id: int) -> None:
    """Refuses a request, or removes a follower who was accepted. Raises NotFound."""
    if not end_follow(follower_id, followee_id, FollowRejected):
        raise NotFound


@command
def remove_follower(*, followee_id: int, follower_id: int) -> None:
    """Removes a follower, or a request; when there is none it is no change."""
    end_follow(follower_id, followee_id, FollowRejected)


@command
def unfollow(*, follower_id: int, followee_id: int) -> None:
    """Takes a follow or a request back; when there is none it is no change. Always possible."""
    end_follow(follower_id, followee_id, FollowTakenBack)


def end_follow(
    follower_id: int, followee_id: int, event: type[FollowRejected] | type[FollowTakenBack]
) -> bool:
    """Ends a follow inside a unit of work, telling by `event`; says whether there was one."""
    held([follower_id, followee_id])
    row = _row(follower_id, followee_id)
    if row is None:
        return False
    if row.accepted:
        count_follow(follower_id=follower_id, followee_id=followee_id, by=-1)
    follow_id, was_accepted = row.pk, row.accepted
    row.delete()
    Endorsement.objects.filter(owner_id=follower_id, endorsed_id=followee_id).delete()
    emit(
        event(
            follow_id=follow_id,
            follower_id=follower_id,
            followee_id=followee_id,
            uri=row.uri,
            was_accepted=was_accepted,
        )
    )
    return True


def _row(follower_id: int, followee_id: int) -> Follow | None:
    return Follow.objects.filter(follower_id=follower_id, followee_id=followee_id).first()


def _change(row: Follow, options: dict[str, object]) -> Follow:
    changed = [name for name, value in options.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, options[name])
    if changed:
        row.save(update_fields=changed)
    return row


def _begin(follower: Account, followee: Account, options: dict[str, object]) -> Follow:
    row = Follow(
        id=ids.new_id(),
        follower=follower,
        followee=followee,
        accepted=not policies.must_ask(follower, followee),
        created_at=clock.now(),
    )
    for name, value in options.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    if row.accepted:
        _count_and_tell(row, was_requested=False)
    else:
        emit(
            FollowRequested(
                follow_id=row.pk, follower_id=follower.pk, followee_id=followee.pk, uri=row.uri
            )
        )
    return row


def _count_and_tell(row: Follow, *, was_requested: bool) -> None:
    count_follow(follower_id=row.follower_id, followee_id=row.followee_id, by=1)
    emit(
        Followed(
            follow_id=row.pk,
            follower_id=row.follower_id,
            followee_id=row.followee_id,
            uri=row.uri,
            was_requested=was_requested,
        )
    )
