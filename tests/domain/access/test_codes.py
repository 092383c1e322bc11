"""One-time codes and recovery codes."""

from datetime import datetime, timedelta

import pyotp
import pytest

from portevoix.domain.access import codes, queries
from portevoix.domain.access.errors import CodesOn, WrongCode
from portevoix.domain.access.events import CodesTurnedOff, RecoveryCodeUsed
from portevoix.domain.access.models import Codes, RecoveryCode
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from portevoix.kernel.events import decode
from portevoix.kernel.models import OutboxRow
from tests.factories.people import id_of, member

pytestmark = pytest.mark.django_db
NOON = datetime.fromisoformat("2026-11-25T12:00:10+00:00")


class At:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = NOON

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    turned = At()
    monkeypatch.setattr(clock, "now", lambda: turned.now)
    return turned


@pytest.fixture
def alice(at: At) -> int:
    return id_of(member("alice"))


def begun(alice: int) -> pyotp.TOTP:
    """Returns an authenticator that was told the waiting secret."""
    codes.begin_codes(alice)
    secret = codes.waiting_secret(alice, name="alice@house.example", house="The: Lantern")
    assert secret is not None
    assert secret.address.startswith("otpauth://totp/The%20%20Lantern:alice")
    return pyotp.TOTP(secret.text)


def turned_on(alice: int, at: At) -> tuple[pyotp.TOTP, list[str]]:
    clockwork = begun(alice)
    made = codes.confirm_codes(member_id=alice, code=clockwork.at(at.now))
    at.later(seconds=30)
    return clockwork, made


def is_taken(alice: int, code: str) -> bool:
    try:
        codes.check_code(member_id=alice, code=code)
    except WrongCode:
        return False
    return True


def test_nothing_is_asked_before_a_code_was_shown(alice: int, at: At) -> None:
    begun(alice)
    assert not queries.asks_code(alice)
    with pytest.raises(WrongCode):
        codes.confirm_codes(member_id=alice, code="000000")
    assert not queries.asks_code(alice)


def test_a_newer_secret_voids_the_waiting_one(alice: int, at: At) -> None:
    older, newer = begun(alice), begun(alice)
    with pytest.raises(WrongCode):
        codes.confirm_codes(member_id=alice, code=older.at(at.now))
    assert len(codes.confirm_codes(member_id=alice, code=newer.at(at.now))) == 10
    with pytest.raises(CodesOn):
        codes.begin_codes(alice)


def test_the_secret_is_sealed_and_the_recovery_codes_are_hashed(alice: int, at: At) -> None:
    clockwork, made = turned_on(alice, at)
    assert clockwork.secret not in Codes.objects.get().secret_sealed
    kept = set(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert len(kept) == len(set(made)) == 10
    assert not kept & {code.replace("-", "") for code in made}
    assert codes.waiting_secret(alice, name="a", house="b") is None


@pytest.mark.parametrize("drift", [-30, 0, 30])
def test_a_clock_half_a_minute_off_is_believed(drift: int, alice: int, at: At) -> None:
    clockwork, _ = turned_on(alice, at)
    at.later(minutes=5)
    assert is_taken(alice, clockwork.at(at.now + timedelta(seconds=drift)))


@pytest.mark.parametrize("drift", [-60, 60, 3600])
def test_a_clock_further_off_is_not(drift: int, alice: int, at: At) -> None:
    clockwork, _ = turned_on(alice, at)
    at.later(minutes=5)
    assert not is_taken(alice, clockwork.at(at.now + timedelta(seconds=drift)))


def test_a_code_is_good_once_and_none_before_it(alice: int, at: At) -> None:
    clockwork, _ = turned_on(alice, at)
    at.later(minutes=5)
    before, now = clockwork.at(at.now - timedelta(seconds=30)), clockwork.at(at.now)
    assert is_taken(alice, f" {now[:3]} {now[3:]} ")
    assert not is_taken(alice, now)
    assert not is_taken(alice, before)
    at.later(seconds=30)
    assert is_taken(alice, clockwork.at(at.now))


def test_the_code_that_confirmed_is_spent(alice: int, at: At) -> None:
    clockwork = begun(alice)
    codes.confirm_codes(member_id=alice, code=clockwork.at(at.now))
    assert not is_taken(alice, clockwork.at(at.now))


def test_each_recovery_code_is_good_once(alice: int, at: At) -> None:
    _, made = turned_on(alice, at)
    assert is_taken(alice, made[0].upper().replace("-", " "))
    assert not is_taken(alice, made[0])
    assert queries.recovery_codes_left(alice) == 9
    row = OutboxRow.objects.filter(name=RecoveryCodeUsed.name).get()
    assert decode(row.name, row.payload) == RecoveryCodeUsed(member_id=alice, left=9)


def test_new_recovery_codes_void_the_old(alice: int, at: At) -> None:
    with pytest.raises(NotFound):
        codes.make_recovery_codes(alice)
    _, old = turned_on(alice, at)
    new = codes.make_recovery_codes(alice)
    assert not is_taken(alice, old[1])
    assert is_taken(alice, new[1])


def test_codes_of_one_are_nothing_to_another(alice: int, at: At) -> None:
    clockwork, made = turned_on(alice, at)
    bob = id_of(member("bob"))
    assert not is_taken(bob, clockwork.at(at.now))
    turned_on(bob, at)
    assert not is_taken(bob, made[0])
    assert not is_taken(bob, clockwork.at(at.now))


def test_turned_off_nothing_is_left(alice: int, at: At) -> None:
    clockwork, made = turned_on(alice, at)
    for _ in range(2):
        codes.turn_off_codes(alice)
    assert not queries.asks_code(alice)
    assert not is_taken(alice, made[0])
    assert not is_taken(alice, clockwork.at(at.now))
    assert OutboxRow.objects.filter(name=CodesTurnedOff.name).count() == 1


@pytest.mark.parametrize("code", ["", "\x00", "١٢٣٤٥٦", "0" * 5000, "½" * 16, "-"])
def test_odd_codes_are_wrong(code: str, alice: int, at: At) -> None:
    turned_on(alice, at)
    assert not is_taken(alice, code)
