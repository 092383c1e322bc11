"""What people do to one another, as other houses are told it: follows, likes, profiles."""

from portevoix.domain.accounts.events import (
    AccountCameBack,
    AccountDeleted,
    AccountFrozen,
    AccountLeaving,
    AccountThawed,
    ProfileChanged,
)
from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.queries import by_id, by_ids
from portevoix.domain.posts.models import Post
from portevoix.domain.reactions.events import FavouriteTakenBack, PostFavourited
from portevoix.domain.relationships.events import (
    Followed,
    FollowRejected,
    FollowRequested,
    FollowTakenBack,
)
from portevoix.domain.relationships.queries import follower_inboxes
from portevoix.wire.activitystreams import activities_out, outgoing
from portevoix.wire.activitystreams.letter import post_uri
from portevoix.wire.activitystreams.people import inbox_of
from portevoix.wire.activitystreams.vocabulary import Json


def follow_requested(event: FollowRequested) -> None:
    """Asking to follow someone elsewhere is a Follow."""
    follower, followee = _both(event)
    if follower.is_here and not followee.is_here:
        _tell(_follow(event.follow_id, follower, followee), follower, followee)


def followed(event: Followed) -> None:
    """Someone elsewhere who now follows gets the Accept."""
    follower, followee = _both(event)
    if followee.is_here and not follower.is_here:
        _tell(_answer("Accept", event, follower, followee), followee, follower)


def follow_rejected(event: FollowRejected) -> None:
    """Someone elsewhere who may not, or no longer, follow gets the Reject."""
    follower, followee = _both(event)
    if followee.is_here and not follower.is_here:
        _tell(_answer("Reject", event, follower, followee), followee, follower)


def follow_taken_back(event: FollowTakenBack) -> None:
    """The end of a follow of someone elsewhere is its Undo."""
    follower, followee = _both(event)
    if follower.is_here and not followee.is_here:
        undo = activities_out.undo(_follow(event.follow_id, follower, followee))
        _tell(undo, follower, followee)


def favourited(event: PostFavourited) -> None:
    """Liking a post from elsewhere tells its author, nobody else."""
    found = _like(event)
    if found is not None:
        activity, actor, author = found
        _tell(activity, actor, author)


def favourite_taken_back(event: FavouriteTakenBack) -> None:
    """No longer liking tells the author too."""
    found = _like(event)
    if found is not None:
        activity, actor, author = found
        _tell(activities_out.undo(activity), actor, author)


_Told = ProfileChanged | AccountFrozen | AccountThawed | AccountLeaving | AccountCameBack


def profile_changed(event: _Told) -> None:
    """A changed profile goes to the followers' houses; an empty one when its owner leaves."""
    account = by_id(event.account_id)
    if account is not None and account.is_here:
        inboxes = follower_inboxes(account.pk)
        outgoing.send(activities_out.update_actor(account), sender_id=account.pk, inboxes=inboxes)


def account_deleted(event: AccountDeleted) -> None:
    """The end of an account here goes to every house that is known."""
    account = by_id(event.account_id) if event.here else None
    if account is None:
        return
    known = Account.objects.exclude(host="").exclude(shared_inbox_url="")
    inboxes = known.order_by().values_list("shared_inbox_url", flat=True).distinct()
    outgoing.send(activities_out.delete_actor(account), sender_id=account.pk, inboxes=inboxes)


def _both(
    event: FollowRequested | Followed | FollowRejected | FollowTakenBack,
) -> tuple[Account, Account]:
    accounts = by_ids([event.follower_id, event.followee_id])
    return accounts[event.follower_id], accounts[event.followee_id]


def _tell(activity: Json, sender: Account, receiver: Account) -> None:
    outgoing.send(activity, sender_id=sender.pk, inboxes=[inbox_of(receiver)])


def _follow(follow_id: int, follower: Account, followee: Account) -> Json:
    return activities_out.follow(follow_id=follow_id, follower=follower, followee=followee)


def _answer(
    kind: str, event: Followed | FollowRejected, follower: Account, followee: Account
) -> Json:
    return activities_out.answer(
        kind,
        number=event.follow_id,
        follow_uri=event.uri,
        follower=follower,
        followee=followee,
    )


def _like(event: PostFavourited | FavouriteTakenBack) -> tuple[Json, Account, Account] | None:
    accounts = by_ids([event.actor_id, event.author_id])
    actor, author = accounts.get(event.actor_id), accounts.get(event.author_id)
    post = Post.objects.filter(id=event.post_id).first()
    if actor is None or author is None or post is None or not actor.is_here or author.is_here:
        return None
    activity = activities_out.like(
        favourite_id=event.favourite_id,
        actor=actor,
        object_uri=post_uri(post, author),
        author=author,
    )
    return activity, actor, author
