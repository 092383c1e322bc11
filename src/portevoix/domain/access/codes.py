"""One-time codes (RFC 6238) beside the password, and the ten codes for a lost telephone."""

import hmac
import secrets as random
from dataclasses import dataclass

from portevoix.domain.access import events
from portevoix.domain.access.errors import CodesOn, WrongCode
from portevoix.domain.access.models import Codes, RecoveryCode
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from portevoix.kernel.secrets import hash_token, seal, unseal
from portevoix.kernel.unit_of_work import command, emit

RECOVERY_CODES = 10
STEP = 30
# A clock that is half a minute off is still believed (RFC 6238 5.2).
_DRIFT = (0, -1, 1)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4


@dataclass(frozen=True)
class Secret:
    """What an authenticator is told: as text to type, and as an address to show as a QR code."""

    text: str
    address: str


@command
def begin_codes(member_id: int) -> None:
    """Makes a new secret that waits to be confirmed; one that waited before is void.

    Raises CodesOn when codes are asked already.
    """
    import pyotp

    sealed = seal(pyotp.random_base32())
    found = Codes.objects.filter(member_id=member_id)
    if found.filter(confirmed_at=None).update(secret_sealed=sealed, created_at=clock.now()):
        return
    if found.exists():
        raise CodesOn
    Codes.objects.create(member_id=member_id, secret_sealed=sealed, created_at=clock.now())


def waiting_secret(member_id: int, *, name: str, house: str) -> Secret | None:
    """Returns the secret that waits to be confirmed, or None."""
    import pyotp

    row = Codes.objects.filter(member_id=member_id, confirmed_at=None).first()
    if row is None:
        return None
    text = unseal(row.secret_sealed)
    address = pyotp.TOTP(text).provisioning_uri(name=name, issuer_name=house.replace(":", " "))
    return Secret(text, address)


@command
def confirm_codes(*, member_id: int, code: str) -> list[str]:
    """Turns codes on when `code` is of the waiting secret; returns ten recovery codes, once.

    Raises NotFound when none waits, WrongCode.
    """
    row = Codes.objects.select_for_update().filter(member_id=member_id, confirmed_at=None).first()
    if row is None:
        raise NotFound
    step = _step_of(row, code)
    if step is None:
        raise WrongCode
    row.confirmed_at, row.last_step = clock.now(), step
    row.save(update_fields=["confirmed_at", "last_step"])
    emit(events.CodesTurnedOn(member_id=member_id))
    return _new_recovery_codes(member_id)


@command
def turn_off_codes(member_id: int) -> None:
    """Asks no more codes of the member; their recovery codes go too. Again is no change."""
    RecoveryCode.objects.filter(member_id=member_id).delete()
    removed, _ = Codes.objects.filter(member_id=member_id).exclude(confirmed_at=None).delete()
    Codes.objects.filter(member_id=member_id).delete()
    if removed:
        emit(events.CodesTurnedOff(member_id=member_id))


@command
def make_recovery_codes(member_id: int) -> list[str]:
    """Returns ten new recovery codes; the old ones are void. Raises NotFound while codes are off.

    They are kept as SHA-256 and cannot be read again.
    """
    if not Codes.objects.filter(member_id=member_id).exclude(confirmed_at=None).exists():
        raise NotFound
    return _new_recovery_codes(member_id)


@command
def check_code(*, member_id: int, code: str) -> None:
    """Takes a one-time code or a recovery code of the member, each good once.

    A code of the clock is refused once it, or a later one, was taken. Count tries
    before (kernel.limits). Raises WrongCode.
    """
    row = Codes.objects.filter(member_id=member_id).exclude(confirmed_at=None).first()
    if row is None:
        raise WrongCode
    step = _step_of(row, code)
    if step is not None:
        fresh = Codes.objects.filter(member_id=member_id, last_step__lt=step)
        if not fresh.update(last_step=step):
            raise WrongCode
        return
    unused = RecoveryCode.objects.filter(
        member_id=member_id, code_hash=hash_token(_normal(code)), used_at=None
    )
    if not unused.update(used_at=clock.now()):
        raise WrongCode
    left = RecoveryCode.objects.filter(member_id=member_id, used_at=None).count()
    emit(events.RecoveryCodeUsed(member_id=member_id, left=left))


def _step_of(row: Codes, code: str) -> int | None:
    """Returns the step of the clock that `code` belongs to; every one is compared, in full."""
    import pyotp

    given = "".join(code.split()).encode()
    clockwork = pyotp.TOTP(unseal(row.secret_sealed))
    now = int(clock.now().timestamp()) // STEP
    fits = [
        hmac.compare_digest(clockwork.generate_otp(now + drift).encode(), given) for drift in _DRIFT
    ]
    return next((now + drift for drift, fit in zip(_DRIFT, fits, strict=True) if fit), None)


def _new_recovery_codes(member_id: int) -> list[str]:
    RecoveryCode.objects.filter(member_id=member_id).delete()
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(member_id=member_id, code_hash=hash_token(_normal(code))) for code in codes
    )
    return codes


def _recovery_code() -> str:
    """Sixteen letters of thirty-one: 79 bits, so that their hashes cannot be searched."""
    groups = ["".join(random.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS)]
    return "-".join(groups)


def _normal(code: str) -> str:
    """Returns a recovery code without what people add to it."""
    return "".join(letter for letter in code.lower() if letter.isascii() and letter.isalnum())
