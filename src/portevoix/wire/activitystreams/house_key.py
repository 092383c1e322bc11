"""The key with which this house itself asks others."""

from portevoix.domain.accounts import keys
from portevoix.domain.accounts.commands import house_account
from portevoix.wire import addresses


def house_key() -> tuple[str, str]:
    """Returns the id of the house's key and its private half as PEM."""
    own = keys.signing_key(house_account().pk)
    return addresses.key_id(own.name), own.private_pem
