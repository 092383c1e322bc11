"""Refusals of this room."""

from portevoix.kernel.errors import Conflict, Invalid, NotFound


class HouseInvalid(Invalid):
    """What the keeper wrote about the house cannot be kept; `fields` says why."""


class InvitationInvalid(Invalid):
    """The invitation lets nobody in; `fields["invitation"]` holds the reason."""

    code = "invitation_invalid"

    def __init__(self, reason: str) -> None:
        super().__init__(fields={"invitation": [reason]})


class FirstKeyUnknown(NotFound):
    """The first key is wrong or spent, or the house has its keeper: one answer for all."""

    code = "first_key_unknown"


class OriginFixed(Conflict):
    """Other houses know this one by another public address already."""

    code = "origin_fixed"
