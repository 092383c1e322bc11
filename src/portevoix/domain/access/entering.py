"""Coming in: by a password, by a link; and the log of all tries, the failed ones too."""

from datetime import timedelta

from portevoix.domain.access.models import Attempt
from portevoix.domain.access.visits import Visit, shortened
from portevoix.domain.accounts.public import (
    Member,
    StandingRefused,
    WrongSignIn,
    check_own_password,
    sign_in,
    use_sign_in_key,
)
from portevoix.kernel import clock, ids
from portevoix.kernel.secrets import hash_token
from portevoix.kernel.unit_of_work import command

KEPT = timedelta(days=90)
_NOBODYS_KEPT = timedelta(days=1)

PASSWORD, PASSKEY, LINK, JOIN = "password", "passkey", "link", "join"
IN, WRONG, WRONG_CODE, REFUSED = "in", "wrong", "wrong_code", "refused"


def enter(*, name_or_email: str, password: str, visit: Visit) -> Member:
    """Returns the member whose password this is, and logs a try that fails.

    One row is written for an unknown name too, so that both take as long. Whether a code
    is still to be asked is `queries.asks_code`. Raises WrongSignIn, StandingRefused.
    """
    try:
        return sign_in(name_or_email=name_or_email, password=password)
    except (WrongSignIn, StandingRefused) as error:
        note(error.member_id, PASSWORD, _outcome(error), visit)
        raise


def enter_by_link(*, token: str, visit: Visit) -> Member:
    """Spends a one-time link and returns its member. Raises KeyUnknown, StandingRefused."""
    try:
        return use_sign_in_key(token)
    except StandingRefused as error:
        note(error.member_id, LINK, REFUSED, visit)
        raise


def prove(*, member_id: int, password: str, visit: Visit) -> None:
    """Asks a member who is here for the password again. Raises WrongSignIn, which is logged."""
    try:
        check_own_password(account_id=member_id, password=password)
    except WrongSignIn:
        note(member_id, PASSWORD, WRONG, visit)
        raise


@command
def note(member_id: int | None, means: str, outcome: str, visit: Visit) -> None:
    """Writes one try into the log; of the address its network alone."""
    Attempt.objects.create(
        id=ids.new_id(),
        member_id=member_id,
        at=clock.now(),
        means=means,
        outcome=outcome,
        device=visit.device_kept,
        device_hash=hash_token(visit.cookie) if visit.cookie else "",
        address=shortened(visit.address),
    )


@command
def forget_old_tries() -> int:
    """Removes tries older than ninety days, those at nobody's name after a day; says how many."""
    now = clock.now()
    old, _ = Attempt.objects.filter(at__lt=now - KEPT).delete()
    nobodys, _ = Attempt.objects.filter(member=None, at__lt=now - _NOBODYS_KEPT).delete()
    return old + nobodys


def _outcome(error: WrongSignIn | StandingRefused) -> str:
    return REFUSED if isinstance(error, StandingRefused) else WRONG
