"""When a post comes or goes, or people tie and untie, homes follow."""

from typing import ClassVar

from portevoix.domain.accounts.events import MemberReturned
from portevoix.domain.accounts.queries import member
from portevoix.domain.audiences.events import AudienceNarrowed, AudienceWidened
from portevoix.domain.posts.events import BoostTakenBack, PostBoosted, PostDeleted, PostPublished
from portevoix.domain.relationships.events import (
    Connected,
    Disconnected,
    Followed,
    FollowRejected,
    FollowTakenBack,
)
from portevoix.domain.timelines.commands import distribute, rebuild, remove
from portevoix.domain.timelines.events import TagFollowed, TagUnfollowed
from portevoix.domain.timelines.lists import drop_from_lists
from portevoix.kernel.events import Event
from portevoix.kernel.relay import Consumer


class Timelines(Consumer):
    """Keeps every home as building it anew would make it."""

    name: ClassVar[str] = "timelines"
    kinds: ClassVar[tuple[type[Event], ...]] = (
        PostPublished,
        PostBoosted,
        PostDeleted,
        BoostTakenBack,
        AudienceNarrowed,
        AudienceWidened,
        Followed,
        FollowRejected,
        FollowTakenBack,
        Connected,
        Disconnected,
        TagFollowed,
        TagUnfollowed,
        MemberReturned,
    )

    def handle(self, event: Event, position: int) -> None:
        """Adds, removes or rebuilds rows of homes."""
        match event:
            case PostPublished(post_id=post_id):
                distribute(post_id=post_id)
            case PostBoosted(boost_id=boost_id):
                distribute(post_id=boost_id)
            case AudienceWidened(post_id=post_id) | AudienceNarrowed(post_id=post_id):
                # A row that a grant brought, now gone, would show again with the next grant.
                remove(post_ids=[post_id])
                distribute(post_id=post_id)
            case PostDeleted(post_id=post_id, boost_ids=boost_ids):
                remove(post_ids=[post_id, *boost_ids])
            case BoostTakenBack(boost_id=boost_id):
                remove(post_ids=[boost_id])
            case Followed(follower_id=owner):
                _rebuild(owner)
            case (
                FollowRejected(follower_id=owner, followee_id=other)
                | FollowTakenBack(follower_id=owner, followee_id=other)
            ):
                drop_from_lists(owner_id=owner, account_id=other)
                _rebuild(owner)
            case TagFollowed(owner_id=owner) | TagUnfollowed(owner_id=owner):
                _rebuild(owner)
            case Connected(a_id=one, b_id=other) | Disconnected(a_id=one, b_id=other):
                _rebuild(one)
                _rebuild(other)
            case MemberReturned(account_id=owner):
                _rebuild(owner)


def _rebuild(owner_id: int) -> None:
    if member(owner_id) is not None:
        rebuild(owner_id=owner_id)
