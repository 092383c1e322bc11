"""Why an app was not let in, in the words of RFC 6749 (5.2)."""

from portevoix.kernel.errors import Conflict, DomainError, Invalid, NotAllowed, NotSignedIn


class AccessRefused(DomainError):
    """`code` is one of invalid_client, invalid_grant, invalid_scope, invalid_request,
    unauthorized_client, unsupported_grant_type.
    """

    code = "invalid_request"


class WrongCode(Invalid):
    """A code is wrong, too old, or was taken before; which of these is not said."""

    code = "wrong_code"


class CodesOn(Conflict):
    """One-time codes are asked already."""

    code = "codes_on"


class PasskeyRefused(NotSignedIn):
    """A passkey, or what claims to be one, is not believed."""

    code = "passkey_refused"


class LastKey(NotAllowed):
    """Nobody takes away their own only way in."""

    code = "last_key"
