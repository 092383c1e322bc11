"""Refusals of this room."""

from collections.abc import Mapping

from portevoix.kernel.errors import Invalid, NotAllowed, NotFound, NotSignedIn


class MemberInvalid(Invalid):
    """Who joins cannot be accepted so; `fields` says why, `proposals` are free names."""

    def __init__(self, *, fields: Mapping[str, list[str]], proposals: tuple[str, ...] = ()) -> None:
        super().__init__(fields=fields)
        self.proposals = proposals


class ProfileInvalid(Invalid):
    """A profile cannot say this; `fields` says why."""


class JoiningClosed(NotAllowed):
    """Nobody may join now."""

    code = "closed"


class WrongSignIn(NotSignedIn):
    """The name or the password is wrong; which of them is not said."""

    code = "wrong_sign_in"

    def __init__(self, member_id: int | None = None) -> None:
        super().__init__()
        self.member_id = member_id
        """Whose password it is not; for the log alone, never for an answer."""


class StandingRefused(NotAllowed):
    """The password was right, but the member may not come in; `code` is the standing's name."""

    def __init__(self, *, code: str, member_id: int | None = None) -> None:
        super().__init__(code=code)
        self.member_id = member_id


class KeyUnknown(NotFound):
    """A one-time link is wrong, spent or too old."""

    code = "key_unknown"


class AddressKeyUnknown(NotFound):
    """A link that came by mail is wrong, spent or too old."""

    code = "address_key_unknown"


class LastOwner(NotAllowed):
    """A house is never without its keeper."""

    code = "last_owner"
