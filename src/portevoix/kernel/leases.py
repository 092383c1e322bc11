"""The rows of jobs as workers see them: claim, settle, renew."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from portevoix.kernel import clock, database, jobs

LEASE = timedelta(minutes=5)
LANE_WIDTH = 4
_CLAIM_LOCK = 0x706F7276
_CANDIDATES_PER_SLOT = 8


@dataclass(frozen=True)
class Claimed:
    """A job this worker holds. `attempt` is its fence: a later claim has a higher one."""

    id: int
    kind: str
    payload: dict[str, Any]
    key: str | None
    lane: str
    attempt: int


@dataclass(frozen=True)
class Outcome:
    """How a job ended: done, to be tried again at `retry_at`, or dead."""

    job: Claimed
    reason: str = ""
    retry_at: datetime | None = None
    dead: bool = False
    counts: bool = True


def due(now: datetime) -> datetime | None:
    """Returns when the next living job is due (it may be past), None when there is none."""
    rows = [
        database.rows(
            "SELECT run_at FROM job WHERE queue = %s AND dead_at IS NULL ORDER BY run_at LIMIT 1",
            [queue],
        )
        for queue in jobs.queues()
    ]
    moments = [database.as_moment(found[0][0]) for found in rows if found]
    return min((moment for moment in moments if moment is not None), default=None)


def exchange(outcomes: Sequence[Outcome], slots: int) -> list[Claimed]:
    """Settles what ended and claims up to `slots` due jobs, in one transaction.

    So a busy worker writes (and, on SQLite, syncs the disk) once for many jobs.
    """
    now = clock.now()
    next_due = due(now) if slots > 0 else None
    wanted = next_due is not None and next_due <= now
    if not outcomes and not wanted:
        return []
    with transaction.atomic():
        for outcome in outcomes:
            _settle(outcome, now)
        return _claim(slots, now) if wanted else []


def _claim(slots: int, now: datetime) -> list[Claimed]:
    if database.is_postgresql():
        # Lanes are counted before they are filled, so claims go one at a time.
        database.rows("SELECT pg_advisory_xact_lock(%s)", [_CLAIM_LOCK])
    busy = _busy_lanes(now)
    claimed: list[Claimed] = []
    for queue in jobs.queues():
        while len(claimed) < slots:
            chosen, more = _choose(queue, slots - len(claimed), busy, now)
            claimed += _lease(chosen, now)
            if not more:
                break
    return claimed


def _busy_lanes(now: datetime) -> Counter[str]:
    found = database.rows(
        "SELECT lane, COUNT(*) FROM job WHERE leased_until IS NOT NULL AND leased_until > %s"
        " AND lane <> '' GROUP BY lane",
        [database.as_stored(now)],
    )
    return Counter(dict(found))


def _choose(queue: str, slots: int, busy: Counter[str], now: datetime) -> tuple[list[int], bool]:
    """Returns due jobs whose lanes have room, and whether another look may find more."""
    full = [lane for lane, count in busy.items() if count >= LANE_WIDTH]
    marks = ", ".join(["%s"] * len(full))
    excluded = f"AND lane NOT IN ({marks})" if full else ""
    most = slots * _CANDIDATES_PER_SLOT
    skip = "FOR UPDATE SKIP LOCKED" if database.is_postgresql() else ""
    candidates = database.rows(
        "SELECT id, lane FROM job WHERE queue = %s AND dead_at IS NULL AND run_at <= %s"
        f" {excluded} ORDER BY run_at, id LIMIT {most} {skip}",
        [queue, database.as_stored(now), *full],
    )
    chosen: list[int] = []
    for job_id, lane in candidates:
        if len(chosen) == slots:
            break
        if lane and busy[lane] >= LANE_WIDTH:
            continue
        busy[lane] += bool(lane)
        chosen.append(job_id)
    return chosen, bool(chosen) and len(candidates) == most


def _lease(ids: Sequence[int], now: datetime) -> list[Claimed]:
    if not ids:
        return []
    marks = ", ".join(["%s"] * len(ids))
    until = database.as_stored(now + LEASE)
    found = database.rows(
        "UPDATE job SET leased_until = %s, run_at = %s, attempts = attempts + 1, again = FALSE"
        f" WHERE id IN ({marks}) RETURNING id, kind, payload, key, lane, attempts",
        [until, until, *ids],
    )
    order = {job_id: place for place, job_id in enumerate(ids)}
    found.sort(key=lambda row: order[row[0]])
    return [
        Claimed(job_id, kind, json.loads(payload), key, lane, attempt)
        for job_id, kind, payload, key, lane, attempt in found
    ]


def renew(held: Iterable[Claimed]) -> None:
    """Moves the end of the leases of jobs that still run."""
    until = database.as_stored(clock.now() + LEASE)
    with transaction.atomic():
        for claimed in held:
            database.run(
                "UPDATE job SET leased_until = %s, run_at = %s WHERE id = %s AND attempts = %s"
                " AND leased_until IS NOT NULL",
                [until, until, claimed.id, claimed.attempt],
            )


_MINE = " WHERE id = %(id)s AND attempts = %(attempt)s AND leased_until IS NOT NULL"


def _settle(outcome: Outcome, now: datetime) -> None:
    """Writes how a job ended, unless its lease was lost to another worker meanwhile."""
    job = outcome.job
    values: dict[str, Any] = {"id": job.id, "attempt": job.attempt, "reason": outcome.reason}
    values["now"] = database.as_stored(now)
    if outcome.dead:
        # A dead letter gives its key back: the same work may be queued anew.
        database.run(
            "UPDATE job SET dead_at = %(now)s, leased_until = NULL, key = NULL,"
            " last_error = %(reason)s" + _MINE,
            values,
        )
    elif outcome.retry_at is not None:
        values["run_at"] = database.as_stored(outcome.retry_at)
        counted = "attempts" if outcome.counts else "0"
        database.run(
            f"UPDATE job SET leased_until = NULL, run_at = %(run_at)s, attempts = {counted},"
            " last_error = %(reason)s" + _MINE,
            values,
        )
    elif not database.run("DELETE FROM job" + _MINE + " AND NOT again", values):
        database.run(
            "UPDATE job SET leased_until = NULL, run_at = %(now)s, attempts = 0, again = FALSE,"
            " last_error = ''" + _MINE,
            values,
        )
