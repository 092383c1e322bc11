"""What handlers about accounts share."""

from portevoix.domain.accounts.models import Account, Standing
from portevoix.domain.accounts.queries import by_handle, by_id
from portevoix.doors.mastodon.answers import Answer, paged, raw
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.kernel import config
from portevoix.kernel.errors import Gone, NotFound
from portevoix.kernel.pagination import Page
from portevoix.wire.mastodon.accounts import accounts
from portevoix.wire.mastodon.parts import listed

_THERE = frozenset({Standing.ACTIVE, Standing.SUSPENDED})


def account_of(text: str) -> Account:
    """Returns the account with the id in `text`. Raises NotFound for whoever is not there.

    A suspended one is told of, as suspended; apps know that word. Raises Gone for who leaves.
    """
    account = by_id(identifier(text))
    if account is not None and account.standing == Standing.LEAVING:
        raise Gone
    if account is None or account.standing not in _THERE:
        raise NotFound
    return account


def active_account_of(text: str) -> Account:
    """Returns the account with the id in `text`. Raises NotFound unless it may act."""
    account = account_of(text)
    if account.standing != Standing.ACTIVE:
        raise NotFound
    return account


def named(text: str) -> Account | None:
    """Returns the account that a handle (`@bob`, `bob@host`) names exactly, if it may act."""
    name, _, host = text.strip().removeprefix("@").partition("@")
    here = host.lower() in ("", config.current().host.lower())
    account = by_handle(name, "" if here else host) if name else None
    return account if account is not None and account.standing == Standing.ACTIVE else None


def entity(account_id: int) -> Answer:
    """Returns one account."""
    found = accounts([account_id])
    if account_id not in found:
        raise NotFound
    return raw(found[account_id])


def people(ids: list[int]) -> str:
    """Returns accounts as a list, in the order of `ids`."""
    found = accounts(ids)
    return listed(found[number] for number in ids if number in found)


def page_of_people(call: Call, page: Page, ties: list[tuple[int, int]]) -> Answer:
    """Returns a page of accounts whose cursors are not their ids."""
    text = people([account_id for _, account_id in ties])
    return paged(text, path=call.request.path, page=page, cursors=[cursor for cursor, _ in ties])
