"""When something happened here that others must know, queues its deliveries.

Only what was done here leaves from here. What is for this house alone has no
addressing (`wire.activitystreams.addressing`) and so goes nowhere. The jobs
that deliver are in `delivering`.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from portevoix.consumers import (
    delivering as _delivering,  # noqa: F401  (registers the jobs)
)
from portevoix.consumers import (
    delivering_polls as polls,
)
from portevoix.consumers import (
    delivering_posts as posts,
)
from portevoix.consumers import (
    delivering_quotes as quotes,
)
from portevoix.consumers import (
    delivering_ties as ties,
)
from portevoix.domain.accounts.events import (
    AccountCameBack,
    AccountDeleted,
    AccountFrozen,
    AccountLeaving,
    AccountThawed,
    ProfileChanged,
)
from portevoix.domain.audiences.events import AudienceNarrowed, AudienceWidened, CircleLeft
from portevoix.domain.posts.events import (
    AskLeft,
    BoostTakenBack,
    MentionsUnknown,
    PoliciesChanged,
    PollEnded,
    PollVoted,
    PostBoosted,
    PostDeleted,
    PostEdited,
    PostPinned,
    PostPublished,
    PostUnpinned,
    QuoteAgreed,
    QuoteAsked,
    QuoteRefused,
    QuoteWithdrawn,
    ReplyRefused,
)
from portevoix.domain.reactions.events import FavouriteTakenBack, PostFavourited
from portevoix.domain.relationships.events import (
    Followed,
    FollowRejected,
    FollowRequested,
    FollowTakenBack,
)
from portevoix.kernel.events import Event
from portevoix.kernel.hosts import federation_is_on
from portevoix.kernel.relay import Consumer

_HANDLERS: dict[type[Event], Callable[[Any], None]] = {
    PostPublished: posts.published,
    PollVoted: polls.voted,
    QuoteAsked: quotes.asked,
    QuoteAgreed: quotes.agreed,
    QuoteRefused: quotes.refused,
    QuoteWithdrawn: quotes.withdrawn,
    PoliciesChanged: posts.policies_changed,
    ReplyRefused: posts.reply_refused,
    AskLeft: posts.ask_left,
    PollEnded: polls.ended,
    PostDeleted: posts.deleted,
    PostEdited: posts.edited,
    PostPinned: posts.pinned,
    PostUnpinned: posts.pinned,
    PostBoosted: posts.boosted,
    BoostTakenBack: posts.boost_taken_back,
    MentionsUnknown: posts.mentions_unknown,
    AudienceWidened: posts.widened,
    AudienceNarrowed: posts.narrowed,
    CircleLeft: posts.circle_left,
    PostFavourited: ties.favourited,
    FavouriteTakenBack: ties.favourite_taken_back,
    FollowRequested: ties.follow_requested,
    Followed: ties.followed,
    FollowRejected: ties.follow_rejected,
    FollowTakenBack: ties.follow_taken_back,
    ProfileChanged: ties.profile_changed,
    AccountFrozen: ties.profile_changed,
    AccountThawed: ties.profile_changed,
    AccountLeaving: ties.profile_changed,
    AccountCameBack: ties.profile_changed,
    AccountDeleted: ties.account_deleted,
}


class Deliveries(Consumer):
    """Tells other houses. A block leaves as the Reject and the Undo of the follows it ended."""

    name: ClassVar[str] = "deliveries"
    kinds: ClassVar[tuple[type[Event], ...]] = tuple(_HANDLERS)

    def handle(self, event: Event, position: int) -> None:
        """Queues what follows from `event`. Uses no network."""
        handler = _HANDLERS.get(type(event))
        if handler is not None and federation_is_on():
            handler(event)
