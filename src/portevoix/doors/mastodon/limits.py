"""How often an app may call. The figures are Mastodon's published ones.

Reading is counted in this process's memory, which costs nothing; what changes
something is counted in the database, so that several processes share it.
"""

from portevoix.domain.access.queries import Bearer
from portevoix.doors.mastodon.routes import Route
from portevoix.kernel import limits
from portevoix.kernel.limits import Remaining

_FIVE_MINUTES = 5 * 60
_HALF_HOUR = 30 * 60
_GENERAL = (300, _FIVE_MINUTES)
_SIGNED_IN = (1500, _FIVE_MINUTES)
_FAMILIES = {
    "statuses": (300, 3 * 60 * 60),
    "deletes": (30, _HALF_HOUR),
    "media": (30, _HALF_HOUR),
    "follows": (400, 24 * 60 * 60),
    "joining": (5, _HALF_HOUR),
    "letters": (5, _HALF_HOUR),
    "apps": (25, _FIVE_MINUTES),
    "tokens": (60, _FIVE_MINUTES),
}


def counted(route: Route, bearer: Bearer | None, address: str) -> Remaining:
    """Counts this call and returns what is left of the limit nearest its end. Raises TooFast."""
    if bearer is None:
        who, (most, seconds) = f"address:{address}", _GENERAL
    elif bearer.account_id is None:
        who, (most, seconds) = f"app:{bearer.app_id}:{address}", _GENERAL
    else:
        who, (most, seconds) = f"member:{bearer.account_id}", _SIGNED_IN
    if route.method == "GET":
        return limits.take_here(f"api:{who}", limit=most, seconds=seconds)
    left = limits.take(f"api:{who}", limit=min(most, _GENERAL[0]), seconds=seconds)
    if not route.family:
        return left
    most, seconds = _FAMILIES[route.family]
    return limits.take(f"api:{route.family}:{who}", limit=most, seconds=seconds)
