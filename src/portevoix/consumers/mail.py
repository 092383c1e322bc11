"""When something happens that a member should learn by letter, the letter is queued.

The queue holds no address in the clear and no token: the job makes the token when
the letter leaves.
"""

from datetime import timedelta
from typing import ClassVar

from portevoix.domain.access.events import CodesTurnedOff, PasskeyAdded, SignedIn
from portevoix.domain.access.models import SignIn
from portevoix.domain.access.visits import device_name, shortened
from portevoix.domain.accounts.events import (
    AddressConfirmed,
    ConfirmationAsked,
    NewAddressAsked,
    PasswordChanged,
    ResetAsked,
)
from portevoix.domain.accounts.models import Purpose
from portevoix.gateways import mailer
from portevoix.kernel import clock
from portevoix.kernel.events import Event
from portevoix.kernel.jobs import enqueue
from portevoix.kernel.models import OutboxRow
from portevoix.kernel.relay import Consumer

_NEWS = timedelta(days=1)


class Mail(Consumer):
    """Queues letters; where the house sends no mail it does nothing."""

    name: ClassVar[str] = "mail"
    kinds: ClassVar[tuple[type[Event], ...]] = (
        AddressConfirmed,
        CodesTurnedOff,
        ConfirmationAsked,
        NewAddressAsked,
        PasskeyAdded,
        PasswordChanged,
        ResetAsked,
        SignedIn,
    )

    def handle(self, event: Event, position: int) -> None:
        """Queues the letter that `event` asks for, if any."""
        if not mailer.is_configured() or _is_old(position):
            return
        match event:
            case ConfirmationAsked(account_id=account_id):
                _link(account_id, Purpose.CONFIRM)
            case NewAddressAsked(account_id=account_id):
                _link(account_id, Purpose.CHANGE)
            case ResetAsked(to_sealed=to):
                asked = clock.now().isoformat()
                enqueue("mail.reset", {"to_sealed": to, "asked_at": asked}, queue="urgent")
            case AddressConfirmed(account_id=account_id, was_sealed=was) if was:
                _tell(account_id, "address_changed", to_sealed=was)
            case PasswordChanged(account_id=account_id):
                _tell(account_id, "password_changed")
            case CodesTurnedOff(member_id=account_id):
                _tell(account_id, "codes_off")
            case PasskeyAdded(member_id=account_id):
                _tell(account_id, "passkey_added")
            case SignedIn(member_id=account_id, sign_in_id=sign_in_id, is_new=True):
                _new_browser(account_id, sign_in_id)
            case _:
                pass


def _is_old(position: int) -> bool:
    """Whether it happened too long ago to be written about: before the house sent any mail."""
    moment = OutboxRow.objects.values_list("occurred_at", flat=True).get(position=position)
    return clock.now() - moment > _NEWS


def _link(account_id: int, purpose: Purpose) -> None:
    payload = {"account_id": account_id, "purpose": purpose.value}
    enqueue("mail.link", payload, queue="urgent", key=f"mail:{account_id}:{purpose.value}")


def _tell(account_id: int, letter: str, **more: str) -> None:
    payload = {"account_id": account_id, "letter": letter, "at": clock.now().isoformat(), **more}
    enqueue("mail.tell", payload)


def _new_browser(account_id: int, sign_in_id: int) -> None:
    row = SignIn.objects.filter(id=sign_in_id).first()
    if row is not None:
        where = shortened(row.address) or "?"
        _tell(account_id, "new_browser", device=device_name(row.device) or "?", where=where)
