"""The browsers in which a member is signed in."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from portevoix.domain.access import entering, events
from portevoix.domain.access.models import Attempt, SignIn
from portevoix.domain.access.visits import Visit
from portevoix.kernel import clock, ids
from portevoix.kernel.secrets import hash_token
from portevoix.kernel.unit_of_work import command, emit

_SEEN_EVERY = timedelta(hours=1)
# Sessions end after thirty days without a visit, which is noted once an hour.
_SESSION_LASTS = timedelta(days=30, hours=1)


@command
def remember_sign_in(*, member_id: int, session_key: str, visit: Visit, means: str = "") -> SignIn:
    """Records that a browser with this session is the member's. Returns the record.

    `means`, how they came in, goes into the log; without it the browser was in before.
    """
    moment = clock.now()
    seen = {"member_id": member_id, "device": visit.device_kept, "address": visit.address_kept,
            "seen_at": moment}  # fmt: skip
    row, made = SignIn.objects.update_or_create(
        session_key=session_key,
        defaults=seen,
        create_defaults={**seen, "id": ids.new_id(), "created_at": moment},
    )
    is_new = means not in ("", entering.JOIN) and not _knows(member_id, visit)
    if means:
        entering.note(member_id, means, entering.IN, visit)
    if made:
        emit(events.SignedIn(member_id=member_id, sign_in_id=row.id, is_new=is_new))
    return row


def _knows(member_id: int, visit: Visit) -> bool:
    """Whether the member came in with this browser before, or never with any."""
    before = Attempt.objects.filter(member_id=member_id, outcome=entering.IN)
    cookie = hash_token(visit.cookie) if visit.cookie else "none"
    return not before.exists() or before.filter(device_hash=cookie).exists()


def seen(session_key: str) -> None:
    """Notes that the browser with this session is here, at most once an hour."""
    moment = clock.now()
    late = SignIn.objects.filter(session_key=session_key, seen_at__lt=moment - _SEEN_EVERY)
    late.update(seen_at=moment)


@command
def end_sign_in(session_key: str) -> None:
    """Signs one browser out. An unknown session is no error."""
    row = SignIn.objects.filter(session_key=session_key).first()
    Session.objects.filter(session_key=session_key).delete()
    if row is not None:
        SignIn.objects.filter(id=row.id).delete()
        emit(events.SignInsEnded(member_id=row.member_id, sign_in_ids=[row.id]))


@command
def end_all_sign_ins(member_id: int, *, but: str = "", before: datetime | None = None) -> None:
    """Signs every browser of the member out, but the one whose session is `but`.

    `before`: only those that signed in before this moment.
    """
    found = SignIn.objects.filter(member_id=member_id).exclude(session_key=but)
    if before is not None:
        found = found.filter(created_at__lt=before)
    rows = list(found)
    Session.objects.filter(session_key__in=[row.session_key for row in rows]).delete()
    SignIn.objects.filter(id__in=[row.id for row in rows]).delete()
    if rows:
        emit(events.SignInsEnded(member_id=member_id, sign_in_ids=[row.id for row in rows]))


@command
def forget_idle_sign_ins() -> int:
    """Removes the records of browsers whose session ran out; returns how many."""
    return SignIn.objects.filter(seen_at__lt=clock.now() - _SESSION_LASTS).delete()[0]
