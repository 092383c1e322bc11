"""What a delivery reads before, and notes after: bodies, keys, how the other house is doing."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from portevoix.domain.accounts import keys
from portevoix.domain.accounts.models import Account
from portevoix.domain.house import commands as house
from portevoix.domain.house.queries import fixed_origin
from portevoix.domain.peers import commands as peers
from portevoix.domain.peers.models import Peer
from portevoix.domain.peers.queries import outgoing_body, signature_style
from portevoix.gateways.signatures import OwnKey
from portevoix.kernel import clock, config
from portevoix.kernel.errors import NotFound
from portevoix.kernel.hosts import host_of
from portevoix.kernel.jobs import enqueue
from portevoix.wire import addresses
from portevoix.wire.activitystreams.job_names import REFRESH_ACTOR

_NOTED_EACH = timedelta(hours=1)
_BODIES_IN_MEMORY = 64


@dataclass(frozen=True)
class Parcel:
    """One activity on its way to one inbox."""

    inbox: str
    host: str
    body: bytes
    own: OwnKey
    style: str
    closed_for: timedelta | None
    notes_success: bool


def prepare(body_id: int, inbox: str) -> Parcel | None:
    """Returns what is needed to send, or None when the activity is too old or its sender gone."""
    found = _bodies.get(body_id)
    if found is None:
        return None
    body, own = found
    host, now = host_of(inbox), clock.now()
    peer = Peer.objects.filter(host=host).first()
    closed = peer.closed_until - now if peer and peer.closed_until else None
    return Parcel(
        inbox=inbox,
        host=host,
        body=body,
        own=own,
        style=signature_style(host) if peer else "cavage",
        closed_for=closed if closed and closed > timedelta() else None,
        notes_success=not _lately_well(peer, now),
    )


def _lately_well(peer: Peer | None, now: datetime) -> bool:
    """Whether a success need not be noted: one was within the hour and nothing failed since."""
    if peer is None or peer.failures or peer.last_success_at is None:
        return False
    return peer.last_success_at > now - _NOTED_EACH


def arrived(parcel: Parcel, style: str) -> None:
    """Notes that the house answers, in which dialect, and that others know our address now."""
    peers.note_success(parcel.host)
    if style != parcel.style:
        peers.remember_style(parcel.host, style)
    settings = config.current()
    if not settings.is_loopback and not fixed_origin():
        house.fix_origin(settings.origin)


def failed(parcel: Parcel, reason: str) -> None:
    """Notes that the house did not answer as it should."""
    peers.note_failure(parcel.host, reason)


def gone(parcel: Parcel) -> None:
    """An inbox that is gone: its people are asked for again, which tells whether they are too."""
    people = Account.objects.filter(inbox_url=parcel.inbox).exclude(uri=None)[:20]
    for person in people:
        enqueue(
            REFRESH_ACTOR,
            {"uri": person.uri},
            key=f"refresh:{person.pk}",
            lane=parcel.host,
        )
    peers.note_failure(parcel.host, "the inbox is gone")


class _Bodies:
    """The last bodies with their senders' keys, since one goes to many inboxes at once."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[bytes, OwnKey]] = OrderedDict()
        self._lock = Lock()

    def get(self, body_id: int) -> tuple[bytes, OwnKey] | None:
        """Returns the bytes and the key to sign them with, or None."""
        with self._lock:
            if body_id in self._kept:
                return self._kept[body_id]
        read = self._read(body_id)
        if read is not None:
            with self._lock:
                self._kept[body_id] = read
                while len(self._kept) > _BODIES_IN_MEMORY:
                    self._kept.popitem(last=False)
        return read

    def _read(self, body_id: int) -> tuple[bytes, OwnKey] | None:
        stored = outgoing_body(body_id)
        if stored is None:
            return None
        try:
            key = keys.signing_key(stored.sender_id)
        except NotFound:
            return None
        own = OwnKey(addresses.key_id(key.name), key.private_pem)
        return stored.body.encode(), own


_bodies = _Bodies()
