"""Asks other houses for a person or a post that is not known here yet. May wait: slow pool only."""

from portevoix.domain.accounts.models import Account
from portevoix.domain.posts.models import Post
from portevoix.gateways.documents import Documents
from portevoix.gateways.signatures import OwnKey
from portevoix.kernel.errors import Gone, Invalid, NotFound, Unavailable
from portevoix.kernel.hosts import federation_is_on
from portevoix.wire.activitystreams.house_key import house_key
from portevoix.wire.activitystreams.resolve import Resolver

_FRUITLESS = (NotFound, Gone, Unavailable, Invalid)


def account(text: str) -> list[Account]:
    """Returns the account that a handle or an address means, in a list; empty if there is none."""
    found = thing(text)
    return [found] if isinstance(found, Account) else []


def thing(text: str) -> Account | Post | None:
    """Returns the account or post that a handle or an address means elsewhere, or None."""
    text = text.strip()
    is_address = text.startswith(("https://", "http://"))
    is_handle = "@" in text.removeprefix("@") and " " not in text
    if not federation_is_on() or not (is_address or is_handle) or len(text) > 2048:
        return None
    resolver = Resolver(Documents(OwnKey(*house_key())))
    try:
        return resolver.thing(text) if is_address else resolver.account(text)
    except _FRUITLESS:
        return None
