"""When an account is gone for good, nobody stays tied to it."""

from typing import ClassVar

from portevoix.domain.accounts.events import AccountDeleted
from portevoix.domain.relationships.commands import part
from portevoix.kernel.events import Event
from portevoix.kernel.relay import Consumer


class Partings(Consumer):
    """Unties deleted accounts. The last of the consumers: the others still see who followed."""

    name: ClassVar[str] = "partings"
    kinds: ClassVar[tuple[type[Event], ...]] = (AccountDeleted,)

    def handle(self, event: Event, position: int) -> None:
        """Removes every tie of the deleted account, and it from the counts of others."""
        if isinstance(event, AccountDeleted):
            part(event.account_id)
