"""When somebody may no longer be here, or has a new password, what was opened before ends."""

from typing import ClassVar

from portevoix.domain.access.commands import end_all_sign_ins, forget_member, revoke_all
from portevoix.domain.accounts.events import (
    AccountDeleted,
    AccountLeaving,
    AccountSuspended,
    PasswordChanged,
)
from portevoix.domain.accounts.queries import member
from portevoix.kernel.events import Event
from portevoix.kernel.models import OutboxRow
from portevoix.kernel.relay import Consumer


class Revocations(Consumer):
    """Ends tokens and sign-ins; the streams follow TokensRevoked and SignInsEnded."""

    name: ClassVar[str] = "revocations"
    kinds: ClassVar[tuple[type[Event], ...]] = (
        AccountDeleted,
        AccountLeaving,
        AccountSuspended,
        PasswordChanged,
    )

    def handle(self, event: Event, position: int) -> None:
        """Ends everything of the member; who is deleted has no keys any more.

        A browser that signed in after the new password was chosen goes on: it knows it.
        """
        if not isinstance(
            event, AccountDeleted | AccountLeaving | AccountSuspended | PasswordChanged
        ):
            return
        if member(event.account_id) is None:
            return
        moment = OutboxRow.objects.values_list("occurred_at", flat=True).get(position=position)
        if not (isinstance(event, PasswordChanged) and event.keeps_apps):
            revoke_all(event.account_id)
        end_all_sign_ins(event.account_id, before=moment)
        if isinstance(event, AccountDeleted):
            forget_member(event.account_id)
