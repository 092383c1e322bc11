"""Why an app was not let in, in the words of RFC 6749 (5.2)."""

from portevoix.kernel.errors import DomainError


class AccessRefused(DomainError):
    """`code` is one of invalid_client, invalid_grant, invalid_scope, invalid_request,
    unauthorized_client, unsupported_grant_type.
    """

    code = "invalid_request"
