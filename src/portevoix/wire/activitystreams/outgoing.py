"""Hands an activity to the jobs that bring it to other houses."""

import hashlib
import json
from collections.abc import Iterable

from portevoix.domain.peers import commands as peers
from portevoix.domain.peers.queries import blocked_among
from portevoix.kernel.hosts import federation_is_on, host_of
from portevoix.kernel.jobs import NewJob, enqueue_many
from portevoix.wire.activitystreams.job_names import DELIVER, DELIVER_LASTING
from portevoix.wire.activitystreams.vocabulary import Json
from portevoix.wire.addresses import own_host

_LASTING = frozenset({"Delete", "Undo", "Reject"})


def send(activity: Json, *, sender_id: int, inboxes: Iterable[str]) -> int:
    """Queues one delivery an inbox, never to this house or a blocked one; returns how many.

    The bytes are made once and kept; each delivery signs the same ones.
    """
    places = list(dict.fromkeys(place for place in inboxes if place))
    hosts = {place: host_of(place) for place in places}
    refused = blocked_among(set(hosts.values())) | {own_host(), ""}
    places = [place for place in places if hosts[place] not in refused]
    if not places or not federation_is_on():
        return 0
    body = json.dumps(activity, ensure_ascii=False, separators=(",", ":"))
    body_id = peers.keep_body(sender_id=sender_id, body=body)
    kind = DELIVER_LASTING if activity["type"] in _LASTING else DELIVER
    enqueue_many(
        [
            NewJob(
                kind=kind,
                payload={"body": body_id, "inbox": place},
                lane=hosts[place],
                key=f"deliver:{body_id}:{hashlib.sha256(place.encode()).hexdigest()[:32]}",
            )
            for place in places
        ]
    )
    return len(places)
