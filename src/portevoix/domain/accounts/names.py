"""Names of accounts of this house: how they are written, and which are kept back."""

import re
from collections.abc import Callable

LONGEST = 30
_PATTERN = re.compile(r"[a-z0-9_]+")
_PROPOSALS = 3

# First parts of addresses that the house uses or will use, and words that would
# let somebody speak for the house.
_RESERVED = """
about accessibility account accounts activity actor admin administration administrator all api
auth authorize_interaction bookmarks book books cascade career connections contact conversations
css demo desk direct doors drafts embed encounters everyone explore favicon favourites feeds
filters followers following first_key guest hails health help here home host house images
inbox index instance introductions invitation invite join js keep keeper keys legal library
lists live local login logout mail manifest media member members mentions metrics moderation
moderator moments nobody nodeinfo notifications oauth oembed official outbox owner path people
portevoix portevoix_api post postmaster posts press privacy proxy public push register relay
robots room rooms root rules scheduled search security settings share sign_in sign_out sign_up
signin signout signup sitemap staff static statuses streaming support system tags terms tomes
users webfinger webmaster welcome well_known world write www you
"""
RESERVED = frozenset(_RESERVED.split())


def normalise(name: str) -> str:
    """Returns the name as it would be kept: lower case, without blanks around or a leading @."""
    return name.strip().removeprefix("@").lower()


def fault(name: str) -> str | None:
    """Says what is wrong with a normalised name by itself: blank, too_long, invalid, reserved."""
    if not name:
        return "blank"
    if len(name) > LONGEST:
        return "too_long"
    if not _PATTERN.fullmatch(name):
        return "invalid"
    return "reserved" if name in RESERVED else None


def propose(name: str, is_taken: Callable[[str], bool]) -> tuple[str, ...]:
    """Returns three free names near `name`, counting up from 2."""
    base = re.sub(r"[^a-z0-9_]", "", name).strip("_") or "member"
    found: list[str] = []
    number = 2
    while len(found) < _PROPOSALS:
        ending = f"_{number}" if base[-1].isdigit() else str(number)
        candidate = base[: LONGEST - len(ending)] + ending
        if fault(candidate) is None and not is_taken(candidate):
            found.append(candidate)
        number += 1
    return tuple(found)
