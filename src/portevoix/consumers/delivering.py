"""The jobs that bring activities to other houses, one inbox each (wire.md 18).

The same bytes each time, signed at the moment of sending. Which dialect of
signatures a house takes is learnt from its answers and kept for 30 days.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import overload

from portevoix.consumers import delivery_notes as notes
from portevoix.consumers.delivery_notes import Parcel
from portevoix.domain.peers import commands as peers
from portevoix.gateways import http_client, signatures
from portevoix.kernel import clock
from portevoix.kernel.jobs import GiveUp, Payload, Retry, job, periodic
from portevoix.kernel.pools import in_worker
from portevoix.wire.activitystreams.job_names import DELIVER, DELIVER_LASTING

_MINUTES = (1, 5, 15, 60, 180, 360, 720, 1440, 1440)
_LASTING_MINUTES = (*_MINUTES, 1440, 1440, 1440, 1440)
_JITTER = 0.25
_SECOND_KNOCK = frozenset({400, 401})
_TRY_AGAIN = frozenset({401, 408, 429})
_LONGEST_WISH = timedelta(hours=6)


class _Jittered(Sequence[timedelta]):
    """Waits in minutes, each up to a quarter shorter or longer, so that houses do not march."""

    def __init__(self, minutes: Sequence[int]) -> None:
        self._minutes = minutes

    def __len__(self) -> int:
        return len(self._minutes)

    @overload
    def __getitem__(self, index: int) -> timedelta: ...
    @overload
    def __getitem__(self, index: slice) -> "_Jittered": ...
    def __getitem__(self, index: int | slice) -> "timedelta | _Jittered":
        if isinstance(index, slice):
            return _Jittered(self._minutes[index])
        stretch = 1 + random.uniform(-_JITTER, _JITTER)  # noqa: S311 (no secret)
        return timedelta(minutes=self._minutes[index]) * stretch


@dataclass(frozen=True)
class _Knock:
    answer: http_client.Answer
    style: str


@job(DELIVER, queue="deliveries", schedule=_Jittered(_MINUTES))
async def deliver(payload: Payload) -> None:
    """Brings one activity to one inbox."""
    await _deliver(payload)


@job(DELIVER_LASTING, queue="deliveries", schedule=_Jittered(_LASTING_MINUTES))
async def deliver_lasting(payload: Payload) -> None:
    """Brings what takes something back, with a week of patience."""
    await _deliver(payload)


@periodic("peers.forget_old", timedelta(hours=1))
def forget_old(_payload: Payload) -> None:
    """Removes what is kept of other houses and no longer needed."""
    peers.forget_old()


async def _deliver(payload: Payload) -> None:
    parcel = await in_worker(notes.prepare, int(payload["body"]), str(payload["inbox"]))
    if parcel is None:
        raise GiveUp("the activity is no longer kept, or its sender gone")
    if parcel.closed_for is not None:
        raise Retry(parcel.closed_for, f"{parcel.host} is left alone for a while")
    try:
        knock = await _knock(parcel)
    except http_client.RefusedError as error:
        raise GiveUp(f"not sent: {error}") from error
    except http_client.UnreachableError as error:
        await in_worker(notes.failed, parcel, str(error))
        raise Retry(None, str(error)) from error
    await _settle(parcel, knock)


async def _knock(parcel: Parcel) -> _Knock:
    """Sends; a refusal of the signature is answered once in the other dialect."""
    answer = await _send(parcel, parcel.style)
    if answer.status not in _SECOND_KNOCK:
        return _Knock(answer, parcel.style)
    other = signatures.RFC9421 if parcel.style == signatures.CAVAGE else signatures.CAVAGE
    second = await _send(parcel, other)
    return _Knock(second, other) if second.status < 300 else _Knock(answer, parcel.style)


async def _send(parcel: Parcel, style: str) -> http_client.Answer:
    def sign(method: str, url: str, body: bytes) -> dict[str, str]:
        now = clock.now()
        return dict(
            signatures.signed_headers(
                parcel.own, method=method, url=url, body=body, now=now, style=style
            )
        )

    return await http_client.fetch(
        http_client.Request(url=parcel.inbox, method="POST", body=parcel.body, sign=sign)
    )


async def _settle(parcel: Parcel, knock: _Knock) -> None:
    status = knock.answer.status
    if 200 <= status < 300:
        if parcel.notes_success or knock.style != parcel.style:
            await in_worker(notes.arrived, parcel, knock.style)
        return
    reason = f"{parcel.host} answered {status}"
    if status >= 500:
        await in_worker(notes.failed, parcel, reason)
        raise Retry(_wish(knock.answer), reason)
    if status in _TRY_AGAIN:
        raise Retry(_wish(knock.answer), reason)
    if status == 410:
        await in_worker(notes.gone, parcel)
    raise GiveUp(reason)


def _wish(answer: http_client.Answer) -> timedelta | None:
    """How long the other side asks us to wait, six hours at most."""
    seconds = answer.headers.get("retry-after", "")
    return min(timedelta(seconds=int(seconds[:6])), _LONGEST_WISH) if seconds.isdigit() else None
