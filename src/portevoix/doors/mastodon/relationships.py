"""Ties between the member and others."""

from datetime import timedelta

import msgspec

from portevoix.domain.relationships import commands
from portevoix.domain.relationships.queries import blocks, mutes, relations
from portevoix.doors.mastodon import people
from portevoix.doors.mastodon.answers import Answer, answer, paged
from portevoix.doors.mastodon.call import Call, identifiers
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import NotFound
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.entities import Relationship
from portevoix.wire.mastodon.relationships import muted_account, relationship

_LONGEST_MUTE = 10 * 366 * 24 * 3600


class _Follow(msgspec.Struct):
    reblogs: bool | None = None
    notify: bool | None = None
    languages: list[str] | None = None


class _Mute(msgspec.Struct):
    notifications: bool = True
    duration: int = 0


class _Many(msgspec.Struct):
    id: list[str] = []


@route(
    "GET",
    "/api/v1/accounts/relationships",
    scope="read:follows",
    auth=Auth.USER,
    gives=list[Relationship],
    asks=(_Many,),
)
def many(call: Call) -> Answer:
    """Returns how the member stands to several accounts."""
    wanted = identifiers(call.read(_Many).id, most=100)
    found = relations(call.account_id, wanted)
    return answer([relationship(one) for one in found.values()])


@route(
    "POST",
    "/api/v1/accounts/:id/follow",
    scope="write:follows",
    auth=Auth.USER,
    family="follows",
    gives=Relationship,
    asks=(_Follow,),
)
def follow(call: Call, account_id: str) -> Answer:
    """Follows somebody, or changes how; waits when they want to be asked."""
    asked = call.read(_Follow)
    other = people.active_account_of(account_id)
    commands.follow(
        follower_id=call.account_id,
        followee_id=other.id,
        shows_boosts=asked.reblogs,
        notifies=asked.notify,
        languages=asked.languages,
    )
    return relation_to(call, other.id)


@route(
    "POST",
    "/api/v1/accounts/:id/unfollow",
    scope="write:follows",
    auth=Auth.USER,
    gives=Relationship,
)
def unfollow(call: Call, account_id: str) -> Answer:
    """Follows somebody no longer."""
    other = people.account_of(account_id)
    commands.unfollow(follower_id=call.account_id, followee_id=other.id)
    return relation_to(call, other.id)


@route(
    "POST",
    "/api/v1/accounts/:id/remove_from_followers",
    scope="write:follows",
    auth=Auth.USER,
    gives=Relationship,
)
def remove_follower(call: Call, account_id: str) -> Answer:
    """Makes somebody follow the member no longer."""
    other = people.account_of(account_id)
    commands.remove_follower(followee_id=call.account_id, follower_id=other.id)
    return relation_to(call, other.id)


@route(
    "POST", "/api/v1/accounts/:id/block", scope="write:blocks", auth=Auth.USER, gives=Relationship
)
def block(call: Call, account_id: str) -> Answer:
    """Blocks somebody."""
    other = people.account_of(account_id)
    commands.block(blocker_id=call.account_id, blocked_id=other.id)
    return relation_to(call, other.id)


@route(
    "POST", "/api/v1/accounts/:id/unblock", scope="write:blocks", auth=Auth.USER, gives=Relationship
)
def unblock(call: Call, account_id: str) -> Answer:
    """Ends a block."""
    other = people.account_of(account_id)
    commands.unblock(blocker_id=call.account_id, blocked_id=other.id)
    return relation_to(call, other.id)


@route(
    "POST",
    "/api/v1/accounts/:id/mute",
    scope="write:mutes",
    auth=Auth.USER,
    gives=Relationship,
    asks=(_Mute,),
)
def mute(call: Call, account_id: str) -> Answer:
    """Mutes somebody, for good or for a time in seconds."""
    asked = call.read(_Mute)
    other = people.account_of(account_id)
    seconds = min(asked.duration, _LONGEST_MUTE)
    commands.mute(
        muter_id=call.account_id,
        muted_id=other.id,
        hides_notifications=asked.notifications,
        duration=timedelta(seconds=seconds) if seconds > 0 else None,
    )
    return relation_to(call, other.id)


@route(
    "POST", "/api/v1/accounts/:id/unmute", scope="write:mutes", auth=Auth.USER, gives=Relationship
)
def unmute(call: Call, account_id: str) -> Answer:
    """Ends a mute."""
    other = people.account_of(account_id)
    commands.unmute(muter_id=call.account_id, muted_id=other.id)
    return relation_to(call, other.id)


@route(
    "GET",
    "/api/v1/blocks",
    scope="read:blocks",
    auth=Auth.USER,
    gives=list[whole.Account],
    pages=True,
)
def blocked(call: Call) -> Answer:
    """Returns those whom the member blocks."""
    page = call.page(default=40, maximum=80)
    return people.page_of_people(call, page, list(blocks(call.account_id, page)))


@route(
    "GET",
    "/api/v1/mutes",
    scope="read:mutes",
    auth=Auth.USER,
    gives=list[whole.MutedAccount],
    pages=True,
)
def muted(call: Call) -> Answer:
    """Returns those whom the member mutes, with the end of each mute."""
    page = call.page(default=40, maximum=80)
    ties = mutes(call.account_id, page)
    text = muted_account(call.account_id, [tie.account_id for tie in ties])
    return paged(text, path=call.request.path, page=page, cursors=[tie.id for tie in ties])


def relation_to(call: Call, account_id: int) -> Answer:
    """Returns how the member stands to one account."""
    found = relations(call.account_id, [account_id])
    if account_id not in found:
        raise NotFound
    return answer(relationship(found[account_id]))
