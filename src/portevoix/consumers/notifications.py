"""When somebody does something that touches a member, she is told."""

from typing import ClassVar

from portevoix.domain.accounts.events import MemberJoined
from portevoix.domain.accounts.models import Role
from portevoix.domain.accounts.queries import members, members_among
from portevoix.domain.audiences.events import AudienceWidened
from portevoix.domain.notifications.commands import forget_posts, notify, take_back
from portevoix.domain.notifications.models import Kind
from portevoix.domain.notifications.queries import touched_by
from portevoix.domain.posts.events import (
    BoostTakenBack,
    PollEnded,
    PostBoosted,
    PostDeleted,
    PostEdited,
    PostPublished,
    QuoteAgreed,
    QuoteWithdrawn,
    ReplyAsked,
)
from portevoix.domain.posts.poll_queries import voters
from portevoix.domain.posts.queries import carriers
from portevoix.domain.posts.quotes import members_who_quote
from portevoix.domain.reactions.events import FavouriteTakenBack, PostFavourited
from portevoix.domain.relationships.events import (
    Followed,
    FollowRejected,
    FollowRequested,
    FollowTakenBack,
)
from portevoix.kernel.events import Event
from portevoix.kernel.relay import Consumer


class Notifications(Consumer):
    """Writes a row for each member touched; whether it is shown is decided when it is read."""

    name: ClassVar[str] = "notifications"
    kinds: ClassVar[tuple[type[Event], ...]] = (
        PostPublished,
        AudienceWidened,
        PostBoosted,
        BoostTakenBack,
        PostDeleted,
        PostEdited,
        PollEnded,
        ReplyAsked,
        QuoteAgreed,
        QuoteWithdrawn,
        PostFavourited,
        FavouriteTakenBack,
        Followed,
        FollowRequested,
        FollowRejected,
        FollowTakenBack,
        MemberJoined,
    )

    def handle(self, event: Event, position: int) -> None:
        """Tells those whom the event touches, or takes back what was told."""
        match event:
            case PostPublished(post_id=post_id, author_id=author_id, backfilled=False):
                _post(post_id, author_id)
            case AudienceWidened(post_id=post_id, author_id=author_id, named_added=named) if named:
                _tell(named, Kind.MENTION, author_id, post_id)
            case PostFavourited(post_id=post_id, author_id=author_id, actor_id=actor_id):
                _tell([author_id], Kind.FAVOURITE, actor_id, post_id)
            case FavouriteTakenBack(post_id=post_id, actor_id=actor_id):
                take_back(kind=Kind.FAVOURITE, actor_id=actor_id, post_id=post_id)
            case PostDeleted(post_id=post_id, boost_ids=boost_ids):
                forget_posts(post_ids=[post_id, *boost_ids])
            case QuoteAgreed(post_id=post_id, author_id=author_id, quoted_author_id=quoted):
                _tell([quoted], Kind.QUOTE, author_id, post_id)
            case QuoteWithdrawn(post_id=post_id, author_id=author_id):
                take_back(kind=Kind.QUOTE, actor_id=author_id, post_id=post_id)
            case PostEdited(post_id=post_id, author_id=author_id):
                for owner_id, quoting_id in members_who_quote(post_id):
                    notify(
                        owner_id=owner_id, kind=Kind.QUOTED_UPDATE, actor_id=author_id,
                        post_id=quoting_id, anew=True,
                    )  # fmt: skip
                _tell(carriers(post_id), Kind.UPDATE, author_id, post_id, anew=True)
            case ReplyAsked(post_id=post_id, author_id=author_id, parent_author_id=parent_author):
                _tell([parent_author], Kind.MENTION, author_id, post_id)
            case PollEnded(post_id=post_id, author_id=author_id):
                for owner_id in members_among([author_id, *voters(post_id)]):
                    notify(
                        owner_id=owner_id, kind=Kind.POLL, actor_id=author_id, post_id=post_id,
                        oneself=True,
                    )  # fmt: skip
            case MemberJoined(account_id=account_id, waits=waits) if waits:
                _tell(_staff(), Kind.SIGN_UP, account_id, None)
            case PostBoosted() | BoostTakenBack():
                _boost(event)
            case _:
                _follow(event)


def _post(post_id: int, author_id: int) -> None:
    for owner_id, kind in touched_by(post_id, author_id=author_id):
        notify(owner_id=owner_id, kind=Kind(kind), actor_id=author_id, post_id=post_id)


def _boost(event: PostBoosted | BoostTakenBack) -> None:
    if isinstance(event, PostBoosted):
        _tell([event.original_author_id], Kind.REBLOG, event.actor_id, event.original_id)
    else:
        take_back(kind=Kind.REBLOG, actor_id=event.actor_id, post_id=event.original_id)


def _follow(event: Event) -> None:
    match event:
        case Followed(follower_id=follower, followee_id=followee):
            take_back(kind=Kind.FOLLOW_REQUEST, actor_id=follower, owner_id=followee)
            _tell([followee], Kind.FOLLOW, follower, None)
        case FollowRequested(follower_id=follower, followee_id=followee):
            _tell([followee], Kind.FOLLOW_REQUEST, follower, None)
        case (
            FollowRejected(follower_id=follower, followee_id=followee)
            | FollowTakenBack(follower_id=follower, followee_id=followee)
        ):
            for kind in (Kind.FOLLOW, Kind.FOLLOW_REQUEST):
                take_back(kind=kind, actor_id=follower, owner_id=followee)


def _tell(
    account_ids: list[int], kind: Kind, actor_id: int, post_id: int | None, *, anew: bool = False
) -> None:
    """Writes rows for those of ``account_ids`` who are members here."""
    for owner_id in members_among(account_ids):
        notify(owner_id=owner_id, kind=kind, actor_id=actor_id, post_id=post_id, anew=anew)


def _staff() -> list[int]:
    staff = (Role.MODERATOR, Role.ADMIN, Role.OWNER)
    return [each.pk for each in members() if each.role in staff]
