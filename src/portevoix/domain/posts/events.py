"""What happens to posts."""

from dataclasses import dataclass

from portevoix.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PostPublished(Event):
    """A post is there, written here or received from elsewhere."""

    post_id: int
    author_id: int
    here: bool
    backfilled: bool = False
    """Whether it was only fetched for a thread: it is nobody's news."""


@dataclass(frozen=True, kw_only=True)
class PostImported(Event):
    """A member brought an old post of their own from elsewhere; it is nobody's news."""

    post_id: int
    author_id: int


@dataclass(frozen=True, kw_only=True)
class PostDeleted(Event):
    """A post is gone, with its boosts and favourites."""

    post_id: int
    author_id: int
    here: bool
    boost_ids: list[int]
    unseen: bool = False
    """Whether it still waited for somebody's word: it had gone nowhere."""


@dataclass(frozen=True, kw_only=True)
class PostBoosted(Event):
    """`actor_id` carried a post further, by the post `boost_id`."""

    boost_id: int
    original_id: int
    original_author_id: int
    actor_id: int
    here: bool


@dataclass(frozen=True, kw_only=True)
class BoostTakenBack(Event):
    """`actor_id` carries the post no longer."""

    boost_id: int
    original_id: int
    original_author_id: int
    actor_id: int
    here: bool
    uri: str


@dataclass(frozen=True, kw_only=True)
class MentionsUnknown(Event):
    """A post mentions people elsewhere whom this house does not know yet."""

    post_id: int
    author_id: int
    handles: list[str]


@dataclass(frozen=True, kw_only=True)
class PostEdited(Event):
    """A post says something else now; what it said before is kept."""

    post_id: int
    author_id: int
    here: bool


@dataclass(frozen=True, kw_only=True)
class PostPinned(Event):
    """An author put a post on top of her page."""

    pin_id: int
    post_id: int
    author_id: int
    here: bool


@dataclass(frozen=True, kw_only=True)
class PostUnpinned(Event):
    """A post is no longer on top of its author's page."""

    pin_id: int
    post_id: int
    author_id: int
    here: bool


@dataclass(frozen=True, kw_only=True)
class PollOpened(Event):
    """A post of this house asks something until `ends_at` (ISO 8601), or asks it anew."""

    post_id: int
    author_id: int
    ends_at: str


@dataclass(frozen=True, kw_only=True)
class PollVoted(Event):
    """`actor_id` chose the answers at `choices`; `here` says whether she is a member."""

    post_id: int
    author_id: int
    actor_id: int
    here: bool
    choices: list[int]


@dataclass(frozen=True, kw_only=True)
class PollEnded(Event):
    """A poll is over; `here` says whether this house asked."""

    post_id: int
    author_id: int
    here: bool


@dataclass(frozen=True, kw_only=True)
class ReplyAsked(Event):
    """A reply waits for the word of the parent's author; so far these two alone see it."""

    post_id: int
    author_id: int
    parent_id: int
    parent_author_id: int


@dataclass(frozen=True, kw_only=True)
class AskLeft(Event):
    """An author put aside what somebody asked for (`act`: reply, quote or boost)."""

    act: str
    post_id: int
    author_id: int
    asker_id: int
    thing_id: int
    uri: str


@dataclass(frozen=True, kw_only=True)
class ReplyRefused(Event):
    """A reply from elsewhere (`uri`) was not taken: the author's policy does not let it in."""

    uri: str
    actor_id: int
    parent_author_id: int


@dataclass(frozen=True, kw_only=True)
class PoliciesChanged(Event):
    """An author changed who may answer, quote and boost a post."""

    post_id: int
    author_id: int


@dataclass(frozen=True, kw_only=True)
class QuoteAsked(Event):
    """`post_id` would like to quote `quoted_id`; its author's consent is asked for."""

    post_id: int
    author_id: int
    quoted_id: int
    quoted_author_id: int


@dataclass(frozen=True, kw_only=True)
class QuoteAgreed(Event):
    """`post_id` quotes `quoted_id` with its author's consent; `uri` is the request, if one came."""

    post_id: int
    author_id: int
    quoted_id: int
    quoted_author_id: int
    uri: str


@dataclass(frozen=True, kw_only=True)
class QuoteRefused(Event):
    """`post_id` may not quote `quoted_id`; `uri` is the request, if one came."""

    post_id: int
    author_id: int
    quoted_id: int
    quoted_author_id: int
    uri: str


@dataclass(frozen=True, kw_only=True)
class QuoteWithdrawn(Event):
    """The author of `quoted_id` took back the consent to be quoted in `post_id`."""

    post_id: int
    author_id: int
    quoted_id: int
    quoted_author_id: int
