"""When a profile changes, its links are asked whether they lead back to it."""

from datetime import timedelta
from typing import ClassVar

from portevoix.domain.accounts.commands import verify_link
from portevoix.domain.accounts.events import ProfileChanged
from portevoix.domain.accounts.queries import by_id
from portevoix.domain.accounts.verifying import links_to_verify
from portevoix.gateways.rel_me import leads_back
from portevoix.kernel import jobs
from portevoix.kernel.errors import Unavailable
from portevoix.kernel.events import Event
from portevoix.kernel.hosts import federation_is_on
from portevoix.kernel.pools import in_fetching
from portevoix.kernel.relay import Consumer
from portevoix.wire import addresses

_VERIFY = "accounts.verify_links"
_WAITS = tuple(timedelta(minutes=minutes) for minutes in (2, 30, 360))


class Verifying(Consumer):
    """Queues the look at a member's new links. A house that nobody reaches has none to check."""

    name: ClassVar[str] = "verifying"
    kinds: ClassVar[tuple[type[Event], ...]] = (ProfileChanged,)

    def handle(self, event: Event, position: int) -> None:
        """Uses no network."""
        if not isinstance(event, ProfileChanged) or not federation_is_on():
            return
        number = event.account_id
        if links_to_verify(number):
            jobs.enqueue(
                _VERIFY, {"account": number}, key=f"verify:{number}:{event.profile_version}"
            )


@jobs.job(_VERIFY, queue="fetches", schedule=_WAITS)
async def verify(payload: jobs.Payload) -> None:
    """Looks at each link once; a page that does not answer is asked again later."""
    await in_fetching(_verify, int(payload["account"]))


def _verify(account_id: int) -> None:
    account = by_id(account_id)
    if account is None:
        return
    targets = {addresses.profile_url(account.name), addresses.actor_uri(account.name)}
    silent = ""
    for url in links_to_verify(account_id):
        try:
            if leads_back(url, targets):
                verify_link(account_id, url)
        except Unavailable as fault:
            silent = str(fault)
    if silent:
        raise jobs.Retry(None, silent)
