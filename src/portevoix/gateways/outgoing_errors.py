"""Why a request to the outside did not give an answer."""


class OutgoingError(Exception):
    """Base of both."""


class RefusedError(OutgoingError):
    """A rule of ours forbids it, or the answer breaks one. Asking again will not help."""


class UnreachableError(OutgoingError):
    """The network or the other side failed. Asking again later may help."""
