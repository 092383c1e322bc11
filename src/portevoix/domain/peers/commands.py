"""What this house notes about others. Everything kept here is bounded in time."""

import hashlib
from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Coalesce

from portevoix.domain.peers.models import Attempt, EarlyMark, OutgoingBody, Peer, SeenActivity
from portevoix.domain.peers.policies import pause_after
from portevoix.kernel import clock, database
from portevoix.kernel.ids import new_id
from portevoix.kernel.unit_of_work import command

STYLE_KEPT = timedelta(days=30)
_SEEN_KEPT = timedelta(days=30)
_EARLY_KEPT = timedelta(hours=6)
_BODIES_KEPT = timedelta(days=8)
_ATTEMPTS_KEPT = timedelta(days=1)
_PEERS_KEPT = timedelta(days=90)


@command
def meet(host: str) -> None:
    """Makes a row for `host` if there is none. Only for hosts that were reached or that signed."""
    Peer.objects.get_or_create(host=host, defaults={"first_seen_at": clock.now()})


@command
def note_success(host: str) -> None:
    """A delivery arrived, or something validly signed came from `host`: its circuit closes."""
    closed = {"failures": 0, "failing_since": None, "closed_until": None, "last_error": ""}
    changed = Peer.objects.filter(host=host).update(last_success_at=clock.now(), **closed)
    if not changed:
        Peer.objects.create(host=host, first_seen_at=clock.now(), last_success_at=clock.now())


@command
def note_failure(host: str, reason: str) -> None:
    """A delivery to `host` failed by its fault; after ten in a row it is left alone for a while."""
    meet(host)
    Peer.objects.filter(host=host).update(
        failures=F("failures") + 1,
        failing_since=Coalesce("failing_since", clock.now()),
        last_error=reason[:500],
    )
    peer = Peer.objects.get(host=host)
    pause = pause_after(peer.failures, failing_since=peer.failing_since, now=clock.now())
    if pause:
        Peer.objects.filter(host=host).update(closed_until=clock.now() + pause)


@command
def remember_style(host: str, style: str) -> None:
    """Keeps for 30 days in which dialect of signatures `host` was last satisfied."""
    meet(host)
    until = clock.now() + STYLE_KEPT
    Peer.objects.filter(host=host).update(signature_style=style, signature_style_until=until)


@command
def see_activity(uri: str) -> bool:
    """Notes that an activity came; returns False when it had come before."""
    made = database.run(
        "INSERT INTO peer_seen_activity (uri, seen_at) VALUES (%(uri)s, %(now)s)"
        " ON CONFLICT (uri) DO NOTHING",
        {"uri": uri, "now": database.as_stored(clock.now())},
    )
    return made > 0


@command
def mark_early(uri: str, *, actor_uri: str) -> None:
    """Notes that `actor_uri` deleted or undid what is not known here yet."""
    EarlyMark.objects.update_or_create(
        uri=uri, defaults={"actor_uri": actor_uri, "marked_at": clock.now()}
    )


@command
def keep_body(*, sender_id: int, body: str) -> int:
    """Stores the bytes of an outgoing activity once for all who get it; returns their id."""
    made = OutgoingBody.objects.create(
        id=new_id(), sender_id=sender_id, body=body, created_at=clock.now()
    )
    return int(made.id)


@command
def may_try(what: str, *, every: timedelta) -> bool:
    """Whether `what` was not tried within `every`; if so it counts as tried now."""
    key = hashlib.sha256(what.encode()).hexdigest()
    now = clock.now()
    _, is_new = Attempt.objects.get_or_create(key=key, defaults={"tried_at": now})
    if is_new:
        return True
    return bool(Attempt.objects.filter(key=key, tried_at__lt=now - every).update(tried_at=now))


@command
def forget_old() -> None:
    """Removes what is no longer needed: a month of activities, a week of bodies, a day of tries."""
    now = clock.now()
    SeenActivity.objects.filter(seen_at__lt=now - _SEEN_KEPT).delete()
    EarlyMark.objects.filter(marked_at__lt=now - _EARLY_KEPT).delete()
    OutgoingBody.objects.filter(created_at__lt=now - _BODIES_KEPT).delete()
    Attempt.objects.filter(tried_at__lt=now - _ATTEMPTS_KEPT).delete()
    Peer.objects.filter(
        first_seen_at__lt=now - _PEERS_KEPT, last_success_at=None, blocked=False, limited=False
    ).delete()
