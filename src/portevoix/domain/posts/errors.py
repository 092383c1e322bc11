"""Refusals of this room."""

from portevoix.kernel.errors import Invalid, NotAllowed


class NotAPost(Invalid):
    """What was written cannot be a post; ``fields`` says why."""

    code = "not_a_post"


class MayNotBoost(NotAllowed):
    """A post of this audience is not carried further by this person."""

    code = "may_not_boost"


class UnknownPeople(Invalid):
    """A conversation names people who could not be found; ``handles`` lists them."""

    code = "unknown_people"

    def __init__(self, handles: list[str]) -> None:
        super().__init__(", ".join(handles))
        self.handles = handles
