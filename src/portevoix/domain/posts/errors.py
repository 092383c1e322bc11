"""Refusals of this room."""

from typing import TYPE_CHECKING

from portevoix.kernel.errors import Conflict, Invalid, NotAllowed

if TYPE_CHECKING:
    from portevoix.domain.posts.models import Draft


class NotAPost(Invalid):
    """What was written cannot be a post; ``fields`` says why."""

    code = "not_a_post"


class MayNotBoost(NotAllowed):
    """A post of this audience is not carried further by this person."""

    code = "may_not_boost"


class MayNotReply(NotAllowed):
    """The author's policy lets this person not answer; ``code`` says why."""

    code = "may_not_reply"


class MayNotQuote(NotAllowed):
    """This person may not quote this post; ``code`` says why."""

    code = "may_not_quote"


class UnknownPeople(Invalid):
    """A conversation names people who could not be found; ``handles`` lists them."""

    code = "unknown_people"

    def __init__(self, handles: list[str]) -> None:
        super().__init__(", ".join(handles))
        self.handles = handles


class NotADraft(Invalid):
    """What was typed cannot be kept as a draft; ``fields`` says why."""

    code = "not_a_draft"


class DraftChanged(Conflict):
    """Another form has kept something else at this place; ``draft`` is its version."""

    code = "draft_changed"

    def __init__(self, draft: "Draft") -> None:
        super().__init__()
        self.draft = draft


class CannotWait(Invalid):
    """This post cannot wait: too soon, or too many wait already; ``fields`` says which."""

    code = "cannot_wait"


class MayNotVote(Invalid):
    """This vote does not count; ``code`` says why."""

    code = "may_not_vote"


class MayNotPin(Invalid):
    """This post is not put on top of a page; ``code`` says why."""

    code = "may_not_pin"
