"""What a command may refuse with. Doors alone turn these into status codes."""

from collections.abc import Mapping
from datetime import datetime


class DomainError(Exception):
    """A refusal that the person may read. `code` names it for programs and catalogues."""

    code = "refused"

    def __init__(self, message: str = "", *, code: str | None = None) -> None:
        super().__init__(message or self.code)
        if code is not None:
            self.code = code


class NotFound(DomainError):
    """It does not exist, or is not for this viewer: the two are one answer."""

    code = "not_found"


class Gone(DomainError):
    """It was public and has been removed."""

    code = "gone"


class NotSignedIn(DomainError):
    """Somebody must be signed in for this."""

    code = "not_signed_in"


class NotAllowed(DomainError):
    """A policy said no; `code` is its reason."""

    code = "not_allowed"


class Invalid(DomainError):
    """What was sent cannot be accepted. `fields` maps a field to the codes of its faults."""

    code = "invalid"

    def __init__(
        self,
        message: str = "",
        *,
        code: str | None = None,
        fields: Mapping[str, list[str]] | None = None,
    ) -> None:
        super().__init__(message, code=code)
        self.fields: dict[str, list[str]] = dict(fields or {})


class Conflict(DomainError):
    """Someone, or another tab, changed it meanwhile."""

    code = "conflict"


class TooFast(DomainError):
    """A limit was reached; `retry_at` says when it will be possible again."""

    code = "too_fast"

    def __init__(self, message: str = "", *, retry_at: datetime) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class Unavailable(DomainError):
    """Something outside this house did not answer; asking again later may help."""

    code = "unavailable"
