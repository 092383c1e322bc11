"""Finding a person or a post of another house by handle or address. May wait: slow pool only."""

from portevoix.domain.accounts.models import Account
from portevoix.doors.web import people
from portevoix.gateways.documents import Documents
from portevoix.gateways.signatures import OwnKey
from portevoix.kernel import limits
from portevoix.kernel.errors import Gone, Invalid, NotFound, Unavailable
from portevoix.kernel.hosts import federation_is_on
from portevoix.wire.activitystreams.house_key import house_key
from portevoix.wire.activitystreams.resolve import Resolver

_LONGEST = 2048


def path_of(text: str, *, asker_id: int) -> str:
    """Returns the page here of what `text` means elsewhere, asking its house; "" for nothing.

    Raises TooFast: every look-up makes this house call another.
    """
    is_address = text.startswith(("https://", "http://"))
    is_handle = "@" in text.removeprefix("@") and " " not in text
    if not federation_is_on() or not (is_address or is_handle) or len(text) > _LONGEST:
        return ""
    limits.take(f"resolve:{asker_id}", limit=30, seconds=300)
    resolver = Resolver(Documents(OwnKey(*house_key())))
    try:
        found = resolver.thing(text) if is_address else resolver.account(text)
    except (NotFound, Gone, Unavailable, Invalid):
        return ""
    if isinstance(found, Account):
        return people.page_of(found)
    return people.post_path(found.author, found.id) if found is not None else ""
