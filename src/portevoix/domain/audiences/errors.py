"""Refusals of this room."""

from portevoix.kernel.errors import Invalid


class AudienceNotPossible(Invalid):
    """The audience asked for cannot be given to this post; ``code`` says why."""

    code = "audience_not_possible"
