"""The jobs that send letters. What fails is tried again, later each time; see kernel.jobs."""

from datetime import datetime, timedelta

from babel.dates import format_datetime

from portevoix.consumers import letters
from portevoix.domain.accounts import queries
from portevoix.domain.accounts.addresses import whose_address
from portevoix.domain.accounts.commands import make_address_key
from portevoix.domain.accounts.models import Member, Purpose
from portevoix.domain.house.queries import house
from portevoix.gateways import mailer
from portevoix.kernel import clock
from portevoix.kernel.jobs import GiveUp, Payload, Retry, job
from portevoix.kernel.secrets import unseal
from portevoix.wire.addresses import address

_RESET_WORTH = timedelta(hours=1)
_PLACES = {Purpose.CONFIRM: "/confirm/", Purpose.CHANGE: "/confirm/", Purpose.RESET: "/forgot/"}


@job("mail.link", queue="urgent")
def send_link(payload: Payload) -> None:
    """Sends a member a link by which an address is confirmed."""
    _send_link(int(payload["account_id"]), Purpose(payload["purpose"]))


@job("mail.reset", queue="urgent")
def send_reset(payload: Payload) -> None:
    """Sends the link for a new password to whoever has the address, if it was asked just now."""
    if clock.now() - datetime.fromisoformat(payload["asked_at"]) > _RESET_WORTH:
        raise GiveUp("asked more than an hour ago")
    account_id = whose_address(unseal(payload["to_sealed"]))
    if account_id is not None:
        _send_link(account_id, Purpose.RESET)


@job("mail.tell")
def tell(payload: Payload) -> None:
    """Tells a member what happened to their keys, at the address that is theirs, or was."""
    member = queries.member(int(payload["account_id"]))
    if member is None:
        return
    to = unseal(payload["to_sealed"]) if "to_sealed" in payload else _confirmed(member)
    if not to:
        return
    language = letters.language_of(member.language or house().language)
    at = format_datetime(datetime.fromisoformat(payload["at"]), "long", locale=language)
    place = "/settings/security"
    more = {name: str(payload.get(name, "")) for name in ("device", "where")}
    _send(member, to, str(payload["letter"]), address(place), at=at, **more)


def _confirmed(member: Member) -> str:
    return (member.email or "") if member.email_confirmed_at else ""


def _send_link(account_id: int, purpose: Purpose) -> None:
    made = make_address_key(account_id=account_id, purpose=purpose)
    member = queries.member(account_id)
    if made is None or member is None:
        return
    to, token = made
    _send(member, to, purpose.value, address(_PLACES[purpose] + token))


def _send(member: Member, to: str, name: str, link: str, **more: str) -> None:
    """Sends one letter in the member's language. Raises Retry, GiveUp."""
    language = letters.language_of(member.language or house().language)
    title = house().title
    subject, text = letters.write(
        name, language, name=member.name, house=title, link=link, to=to, **more
    )
    letter = mailer.Letter(to=to, subject=subject, text=text, language=language, house=title)
    try:
        mailer.send(letter)
    except mailer.Refused as error:
        raise GiveUp(str(error)) from error
    except mailer.NotSent as error:
        raise Retry(reason=str(error)) from error
