"""Questions about other houses. Nothing here writes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from portevoix.domain.peers.models import OutgoingBody, Peer
from portevoix.kernel import clock
from portevoix.kernel.database import as_stored, rows

_EARLY_KEPT = timedelta(hours=6)


def is_blocked(host: str) -> bool:
    """Whether this house refuses `host`, or a domain above it."""
    return bool(blocked_among([host]))


def blocked_among(hosts: Iterable[str]) -> set[str]:
    """Returns those of `hosts` that are blocked themselves or below a blocked domain. One query."""
    above = {host: _with_parents(host) for host in hosts}
    every = {name for names in above.values() for name in names}
    if not every:
        return set()
    names = {f"host{number}": host for number, host in enumerate(sorted(every))}
    wanted = ", ".join(f"%({name})s" for name in names)
    found = rows(f"SELECT host FROM peer WHERE blocked AND host IN ({wanted})", names)
    blocked = {row[0] for row in found}
    return {host for host, names in above.items() if blocked.intersection(names)}


def _with_parents(host: str) -> list[str]:
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    labels = name.rstrip(".").split(".")
    return [host, *(".".join(labels[start:]) for start in range(max(len(labels) - 1, 1)))]


def closed_until(host: str) -> datetime | None:
    """Returns until when `host` is left alone, or None when it may be asked now."""
    peer = Peer.objects.filter(host=host).values_list("closed_until", flat=True).first()
    return peer if peer is not None and peer > clock.now() else None


def signature_style(host: str) -> str:
    """Returns the dialect of signatures that `host` was last satisfied with."""
    peer = Peer.objects.filter(host=host).first()
    if peer is None or peer.signature_style_until is None:
        return "cavage"
    return peer.signature_style if peer.signature_style_until > clock.now() else "cavage"


def is_failing(host: str) -> bool:
    """Whether `host` has lately not answered."""
    return bool(rows("SELECT 1 FROM peer WHERE host = %(host)s AND failures > 0", {"host": host}))


def is_known(host: str) -> bool:
    """Whether there is a row for `host`."""
    return Peer.objects.filter(host=host).exists()


def early_mark(uri: str) -> str | None:
    """Returns the id of the actor who deleted or undid `uri` before it was known, or None."""
    found = rows(
        "SELECT actor_uri FROM peer_early_mark WHERE uri = %(uri)s AND marked_at > %(since)s",
        {"uri": uri, "since": as_stored(clock.now() - _EARLY_KEPT)},
    )
    return str(found[0][0]) if found else None


def outgoing_body(body_id: int) -> OutgoingBody | None:
    """Returns a stored outgoing activity, or None when it is too old."""
    return OutgoingBody.objects.filter(id=body_id).first()
