"""Ties as apps see them."""

from portevoix.domain.relationships.queries import Relation, relations
from portevoix.wire.mastodon.accounts import accounts
from portevoix.wire.mastodon.entities import Relationship
from portevoix.wire.mastodon.parts import listed
from portevoix.wire.mastodon.times import told_or_none


def relationship(found: Relation) -> Relationship:
    """Returns the entity Relationship."""
    tied = found.following or found.requested
    return Relationship(
        id=str(found.account_id),
        following=found.following,
        showing_reblogs=tied and found.shows_boosts,
        notifying=tied and found.notifies,
        languages=list(found.languages) or None,
        followed_by=found.followed_by,
        blocking=found.blocking,
        blocked_by=found.blocked_by,
        muting=found.muting,
        muting_notifications=found.muting_notifications,
        muting_expires_at=told_or_none(found.muting_until),
        requested=found.requested,
        requested_by=found.requested_by,
        domain_blocking=found.house_blocked,
        endorsed=found.endorsed,
        note=found.note,
    )


def muted_account(viewer_id: int, ids: list[int]) -> str:
    """Returns a list of MutedAccount: each account with the end of its mute."""
    found, ties = accounts(ids), relations(viewer_id, ids)
    told = []
    for number in ids:
        if number in found and number in ties:
            until = told_or_none(ties[number].muting_until)
            end = "null" if until is None else f'"{until}"'
            told.append(f'{found[number][:-1]},"mute_expires_at":{end}}}')
    return listed(told)
