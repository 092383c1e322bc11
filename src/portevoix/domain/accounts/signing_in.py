"""Coming in: by password or by a one-time link; and new passwords."""

from datetime import date, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password, make_password
from django.db.models import Q

from portevoix.domain.accounts import names, policies
from portevoix.domain.accounts.errors import KeyUnknown, MemberInvalid, StandingRefused, WrongSignIn
from portevoix.domain.accounts.events import MemberReturned, PasswordChanged
from portevoix.domain.accounts.models import AddressKey, Member, Purpose, Standing
from portevoix.domain.accounts.queries import member, member_named
from portevoix.kernel import clock, secrets
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import command, emit, unit_of_work

_KEY_LASTS = timedelta(hours=24)
_LONG_AWAY = timedelta(days=14)
_seen: dict[int, date] = {}


def sign_in(*, name_or_email: str, password: str) -> Member:
    """Returns the member whose password this is.

    Raises WrongSignIn for an unknown name and a wrong password alike, after the
    same work; StandingRefused (pending, suspended, ...) only after a right one.
    """
    found = _by_name_or_email(name_or_email)
    # Without a member, or without a password, Django's hashers do the work of a check and say no.
    encoded = found.password if found is not None else UNUSABLE_PASSWORD_PREFIX
    fits = check_password(password[: policies.LONGEST_PASSWORD + 1], encoded)
    if found is None or not fits or found.account.standing == Standing.DELETED:
        raise WrongSignIn(None if found is None else found.pk)
    return let_in(found)


def let_in(found: Member) -> Member:
    """Returns a member who proved who they are. Raises StandingRefused if they may not enter."""
    reason = policies.sign_in_refusal(found.account.standing)
    if reason is not None:
        raise StandingRefused(code=reason, member_id=found.pk)
    return found


def check_own_password(*, account_id: int, password: str) -> None:
    """Asks somebody who is here for their password again. Raises WrongSignIn."""
    found = member(account_id)
    encoded = found.password if found is not None else UNUSABLE_PASSWORD_PREFIX
    if not check_password(password[: policies.LONGEST_PASSWORD + 1], encoded):
        raise WrongSignIn(account_id)


@command
def make_sign_in_key(name: str) -> str:
    """Makes a link's one-time key, good for a day, and returns it; an older one is void.

    Raises NotFound.
    """
    found = member_named(names.normalise(name))
    if found is None or found.account.standing == Standing.DELETED:
        raise NotFound
    token = secrets.new_token()
    found.sign_in_key_hash = secrets.hash_token(token)
    found.sign_in_key_until = clock.now() + _KEY_LASTS
    found.save(update_fields=["sign_in_key_hash", "sign_in_key_until"])
    return token


@command
def use_sign_in_key(token: str) -> Member:
    """Spends a one-time key and returns its member.

    Raises KeyUnknown when it is wrong, spent or too old; StandingRefused keeps it unspent.
    """
    key = Member.objects.filter(
        sign_in_key_hash=secrets.hash_token(token), sign_in_key_until__gt=clock.now()
    )
    found = key.select_related("account").first()
    if found is None:
        raise KeyUnknown
    let_in(found)
    if not key.update(sign_in_key_hash="", sign_in_key_until=None):
        raise KeyUnknown
    return found


def set_password(*, account_id: int, password: str) -> None:
    """Gives a member a new password, whatever it was. Raises MemberInvalid, NotFound."""
    if fault := policies.password_fault(password):
        raise MemberInvalid(fields={"password": [fault]})
    encoded = make_password(password)
    with unit_of_work():
        changed = Member.objects.filter(pk=account_id).update(
            password=encoded, sign_in_key_hash="", sign_in_key_until=None
        )
        if not changed:
            raise NotFound
        AddressKey.objects.filter(member_id=account_id, purpose=Purpose.RESET).delete()
        emit(PasswordChanged(account_id=account_id))


def change_password(*, account_id: int, current: str, password: str) -> None:
    """Changes the password of a member who shows the current one.

    A member who came by a one-time link and has none yet shows nothing. Raises
    MemberInvalid (current: "wrong"; password), NotFound.
    """
    found = member(account_id)
    if found is None:
        raise NotFound
    if found.has_usable_password() and not check_password(current, found.password):
        raise MemberInvalid(fields={"current": ["wrong"]})
    set_password(account_id=account_id, password=password)


def seen_today(account_id: int) -> None:
    """Notes that a member is here today; costs nothing from the second time on.

    Emits MemberReturned after two weeks away: what was put aside is made ready again.
    """
    today = clock.now().date()
    if _seen.get(account_id) == today:
        return
    with unit_of_work():
        row = Member.objects.filter(pk=account_id)
        last = row.values_list("seen_on", flat=True).first()
        changed = row.filter(Q(seen_on=None) | Q(seen_on__lt=today)).update(seen_on=today)
        if changed and last is not None and today - last >= _LONG_AWAY:
            emit(MemberReturned(account_id=account_id, last_seen_on=last.isoformat()))
    _seen[account_id] = today


def _by_name_or_email(name_or_email: str) -> Member | None:
    given = name_or_email.replace("\x00", "").strip().lower()
    if "@" in given.removeprefix("@"):
        return Member.objects.select_related("account").filter(email=given).first()
    return member_named(names.normalise(given))
