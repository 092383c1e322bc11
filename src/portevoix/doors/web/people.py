"""Accounts as the pages address them."""

from portevoix.domain.accounts import queries
from portevoix.domain.accounts.models import Account
from portevoix.kernel.config import current
from portevoix.kernel.errors import NotFound


def handle_of(account: Account) -> str:
    """Returns the name, with the host of people elsewhere."""
    return f"{account.name}@{account.host}" if account.host else account.name


def page_of(account: Account) -> str:
    """Returns the path of an account's page here."""
    return f"/@{handle_of(account)}"


def post_path(author: Account, post_id: int) -> str:
    """Returns the path of a post's page here."""
    return f"{page_of(author)}/{post_id}"


def by_handle(handle: str) -> Account:
    """Returns the account of a page's address. Raises NotFound, and Gone for who was suspended."""
    name, _at, host = handle.partition("@")
    if host.lower() == current().host.lower():
        host = ""
    found = queries.by_handle(name, host)
    if found is None:
        raise NotFound
    return queries.shown(found.pk)
