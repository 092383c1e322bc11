"""Rows of lists that members bring: follows, blocks, mutes, houses, lists, bookmarks."""

from collections.abc import Callable, Iterable

from portevoix.consumers import importing_lists
from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.queries import by_handle
from portevoix.domain.archives.models import Import, ImportKind, ImportRow
from portevoix.domain.archives.queries import all_rows
from portevoix.domain.reactions.bookmarks import bookmark, take_back_bookmark
from portevoix.domain.relationships import commands as ties
from portevoix.domain.relationships import exporting
from portevoix.gateways.documents import Documents
from portevoix.gateways.signatures import OwnKey
from portevoix.wire import addresses
from portevoix.wire.activitystreams.house_key import house_key
from portevoix.wire.activitystreams.resolve import Resolver
from portevoix.wire.archives import lists_out


def prepare(brought: Import, row: ImportRow) -> Callable[[], str]:
    """Finds whom or what the row means, asking other houses, and returns what then is to do.

    Raises NotFound, Gone, Unavailable, Invalid.
    """
    owner, data = brought.owner_id, row.data
    finder = Resolver(Documents(OwnKey(*house_key())))
    if brought.kind == ImportKind.BOOKMARKS:
        post = finder.post(data["uri"])
        return lambda: _nothing(bookmark(actor_id=owner, post_id=post.id))
    if brought.kind == ImportKind.DOMAIN_BLOCKING:
        return lambda: _nothing(ties.block_house(owner_id=owner, host=data["domain"]))
    other = finder.account(data["address"])
    return lambda: _nothing(_tie(brought.kind, owner, other, row))


def sweep(brought: Import) -> None:
    """Takes away what the file does not hold: it overwrites."""
    owner = brought.owner_id
    if brought.kind == ImportKind.BOOKMARKS:
        _sweep_bookmarks(owner, {row.data["uri"] for row in all_rows(brought.id)})
        return
    if brought.kind == ImportKind.DOMAIN_BLOCKING:
        hosts = {row.data["domain"] for row in all_rows(brought.id)}
        for host in set(lists_out.blocked_hosts(owner)) - hosts:
            ties.unblock_house(owner_id=owner, host=host)
        return
    if brought.kind == ImportKind.LISTS:
        importing_lists.sweep(brought)
        return
    kept = {row.data["address"] for row in all_rows(brought.id)}
    for other in _others(_HELD[brought.kind](owner), kept):
        _untie(brought.kind, owner, other)


def _tie(kind: str, owner: int, other: Account, row: ImportRow) -> object:
    data = row.data
    if kind == ImportKind.LISTS:
        importing_lists.put(owner, data["list"], other)
        return None
    if kind == ImportKind.BLOCKING:
        return ties.block(blocker_id=owner, blocked_id=other.pk)
    if kind == ImportKind.MUTING:
        hides = data["hides_notifications"]
        return ties.mute(muter_id=owner, muted_id=other.pk, hides_notifications=hides)
    return ties.follow(
        follower_id=owner,
        followee_id=other.pk,
        shows_boosts=data["shows_boosts"],
        notifies=data["notifies"],
        languages=data["languages"],
    )


def _untie(kind: str, owner: int, other: Account) -> None:
    if kind == ImportKind.BLOCKING:
        ties.unblock(blocker_id=owner, blocked_id=other.pk)
    elif kind == ImportKind.MUTING:
        ties.unmute(muter_id=owner, muted_id=other.pk)
    else:
        ties.unfollow(follower_id=owner, followee_id=other.pk)


_HELD: dict[str, Callable[[int], Iterable[exporting.Followed | exporting.Kept]]] = {
    ImportKind.FOLLOWING: exporting.all_followed,
    ImportKind.BLOCKING: exporting.all_blocked,
    ImportKind.MUTING: exporting.all_muted,
}


def _others(
    held: Iterable[exporting.Followed | exporting.Kept], kept: set[str]
) -> Iterable[Account]:
    for one in list(held):
        if f"{one.name}@{one.host or addresses.own_host()}".lower() not in kept:
            found = by_handle(one.name, one.host)
            if found is not None:
                yield found


def _sweep_bookmarks(owner: int, kept: set[str]) -> None:
    for post_id, uri in list(lists_out.bookmarked_posts(owner)):
        if uri not in kept:
            take_back_bookmark(actor_id=owner, post_id=post_id)


def _nothing(_done: object) -> str:
    """Nothing was left out of the row."""
    return ""
