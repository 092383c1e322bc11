"""Refusals of this room."""

from portevoix.kernel.errors import NotAllowed


class TieRefused(NotAllowed):
    """These two cannot be tied so; `code` is the policy's reason."""
