"""Those whose notifications are held apart: people, not messages. A request is named by who asks.

Accepting somebody lets everything out that was held, and holds nothing of theirs again.
Dismissing puts what was held away; what they do later makes a new request.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portevoix.domain.audiences.public import Viewer, visible_to
from portevoix.domain.notifications.models import (
    Kind,
    Notification,
    Policy,
    Verdict,
)
from portevoix.domain.notifications.policies import CHOICES
from portevoix.kernel import clock, database
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.pagination import Page
from portevoix.kernel.unit_of_work import command


@dataclass(frozen=True)
class Request:
    """What of one person is held apart; `last_post_id` is the newest post among it."""

    actor_id: int
    count: int
    first_at: datetime
    last_at: datetime
    last_post_id: int | None


@command
def choose(*, owner_id: int, kinds_off: Collection[str] | None = None, **words: str) -> Policy:
    """Changes what is given of the owner's policy and returns it whole.

    `words` are names of CHOICES with accept, filter or drop; `kinds_off` are the kinds
    that are not told at all. Raises Invalid.
    """
    policy = policy_of(owner_id)
    for name, word in words.items():
        if name not in CHOICES or word not in Verdict.values:
            raise Invalid(fields={name: ["inclusion"]})
        setattr(policy, name, word)
    if kinds_off is not None:
        if not set(kinds_off) <= set(Kind.values):
            raise Invalid(fields={"kinds": ["inclusion"]})
        policy.kinds_off = sorted(kinds_off)
    policy.save()
    return policy


@command
def accept(*, owner_id: int, actor_ids: Collection[int]) -> None:
    """Lets out what was held of these people, and holds nothing of theirs from now on."""
    rows = [{"owner_id": owner_id, "actor_id": each} for each in _held(owner_id, actor_ids)]
    database.insert_many("notification_permission", rows, once=True)
    Notification.objects.filter(
        owner_id=owner_id, actor_id__in=[row["actor_id"] for row in rows], held=True
    ).update(held=False)


@command
def dismiss(*, owner_id: int, actor_ids: Collection[int]) -> None:
    """Puts away what was held of these people."""
    Notification.objects.filter(owner_id=owner_id, actor_id__in=list(actor_ids), held=True).update(
        dismissed=True
    )


def policy_of(owner_id: int) -> Policy:
    """Returns the owner's policy, the one that everybody has who chose nothing."""
    return Policy.objects.filter(owner_id=owner_id).first() or Policy(owner_id=owner_id)


def waiting(viewer: Viewer, page: Page) -> list[Request]:
    """Returns a page of requests, in the order in which people came to be known. One query."""
    return page.arrange(
        _requests(viewer, page.where("n.actor_id"), page.order("n.actor_id"), page.params())
    )


def one(viewer: Viewer, actor_id: int) -> Request:
    """Returns what is held of somebody. Raises NotFound."""
    found = _requests(viewer, " AND n.actor_id = %(actor)s", "", {"actor": actor_id})
    if not found:
        raise NotFound
    return found[0]


def summary(viewer: Viewer) -> tuple[int, int]:
    """Returns how many people wait, and how many notifications of theirs. One query."""
    found = _requests(viewer, "", " ORDER BY n.actor_id LIMIT 1000", {})
    return len(found), sum(each.count for each in found)


def _requests(viewer: Viewer, extra: str, tail: str, params: dict[str, Any]) -> list[Request]:
    visible = visible_to(viewer)
    found = database.rows(
        f"SELECT n.actor_id, COUNT(*), MIN(n.created_at), MAX(n.created_at), MAX(n.post_id)"
        f" FROM notification n JOIN account a ON a.id = n.actor_id AND a.standing < 10"
        f" LEFT JOIN audience_subject s ON s.id = n.post_id"
        f" WHERE n.owner_id = %(viewer)s AND n.held AND NOT n.dismissed"
        f" AND (n.post_id IS NULL OR {visible.sql})"
        f" AND NOT EXISTS (SELECT 1 FROM block WHERE blocker_id = %(viewer)s"
        f" AND blocked_id = a.id)"
        f" AND NOT EXISTS (SELECT 1 FROM block WHERE blocker_id = a.id"
        f" AND blocked_id = %(viewer)s){extra}"
        f" GROUP BY n.actor_id{tail}",
        visible.params | {"viewer": viewer.account_id or 0} | params,
    )
    return [Request(row[0], row[1], _moment(row[2]), _moment(row[3]), row[4]) for row in found]


def _moment(stored: object) -> datetime:
    """A column's extreme, which SQLite's driver does not turn into a moment."""
    return database.as_moment(stored) or clock.now()


def _held(owner_id: int, actor_ids: Collection[int]) -> list[int]:
    held = Notification.objects.filter(owner_id=owner_id, actor_id__in=list(actor_ids), held=True)
    return list(held.values_list("actor_id", flat=True).distinct())
