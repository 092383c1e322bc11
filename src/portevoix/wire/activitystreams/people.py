"""Accounts as the wire names them: ids, pages, handles, inboxes, whether here or elsewhere."""

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.queries import by_handle, by_uri
from portevoix.wire import addresses


def uri_of(account: Account) -> str:
    """Returns the account's id."""
    return addresses.actor_uri(account.name) if account.is_here else (account.uri or "")


def followers_of(account: Account) -> str:
    """Returns the address of the account's followers, or "" when it is not known."""
    return addresses.followers_url(account.name) if account.is_here else account.followers_url


def handle_of(account: Account) -> str:
    """Returns `@name@host`, complete for people here too."""
    return f"@{account.name}@{account.host or addresses.own_host()}"


def inbox_of(account: Account) -> str:
    """Returns where to bring what is for an account elsewhere: its house's shared inbox if any."""
    return account.shared_inbox_url or account.inbox_url


def known(uri: str) -> Account | None:
    """Returns the account with this id, or this page when it is of this house, or None."""
    name = addresses.local_actor_name(uri)
    if name is not None:
        return by_handle(name)
    return None if addresses.is_local(uri) else by_uri(uri)
