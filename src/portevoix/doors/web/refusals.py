"""One table from what the rooms refuse with to what a page says."""

from dataclasses import dataclass

from portevoix.doors.web.words import later
from portevoix.kernel import errors


@dataclass(frozen=True)
class Refusal:
    """A refusal as a page shows it: the number, a heading, what happened and what is safe."""

    status: int
    heading: str
    sentence: str


PAGES = {
    400: Refusal(
        400,
        later("This request could not be read"),
        later("Something in it is not as expected. Nothing was changed."),
    ),
    401: Refusal(
        401,
        later("Please sign in"),
        later("This is for people of the house. What you wrote is kept."),
    ),
    403: Refusal(403, later("This is not yours to do"), later("Nothing was changed.")),
    404: Refusal(
        404,
        later("There is nothing here for you"),
        later("It may never have been here, have gone, or be meant for others."),
    ),
    409: Refusal(
        409,
        later("It changed meanwhile"),
        later("Someone, or another tab, was quicker. Go back to see how it stands now."),
    ),
    410: Refusal(
        410, later("It was removed"), later("It was here, and its author has taken it back.")
    ),
    413: Refusal(
        413,
        later("That is too large"),
        later("Nothing was kept of it here; your own copy is untouched."),
    ),
    422: Refusal(422, later("There is something to put right"), later("Nothing was changed.")),
    429: Refusal(
        429, later("A little slower, please"), later("This was done too often in a short time.")
    ),
    500: Refusal(
        500,
        later("That did not work, and it is our fault"),
        later("What was asked did not happen."),
    ),
    502: Refusal(
        502,
        later("The other house does not answer"),
        later("Nothing was changed. It may answer again in a while."),
    ),
    503: Refusal(
        503,
        later("Not just now"),
        later("The house is busy or being looked after. Nothing was lost."),
    ),
}

STATUS: dict[type[errors.DomainError], int] = {
    errors.NotFound: 404,
    errors.Gone: 410,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.Invalid: 422,
    errors.Conflict: 409,
    errors.TooFast: 429,
    errors.Unavailable: 502,
}


def status_of(error: errors.DomainError) -> int:
    """Returns the status code that stands for `error`."""
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return 422
