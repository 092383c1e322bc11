"""Verbs on notifications."""

from portevoix.domain.notifications.events import NotificationAdded
from portevoix.domain.notifications.models import Kind, Notification, ReadMarker, Verdict
from portevoix.domain.notifications.policies import verdict_on
from portevoix.kernel import clock, database
from portevoix.kernel.errors import Conflict, Invalid, NotFound
from portevoix.kernel.ids import LARGEST_ID, new_id
from portevoix.kernel.unit_of_work import command, emit


@command
def notify(
    *,
    owner_id: int,
    kind: Kind,
    actor_id: int,
    post_id: int | None = None,
    anew: bool = False,
    oneself: bool = False,
) -> None:
    """Tells ``owner_id`` once that ``actor_id`` did something.

    Oneself is told nothing, unless ``oneself``, nor anybody of a talk that they muted;
    what is told ``anew`` takes the place of what was told before. The owner's policy may
    hold it apart or drop it.
    """
    if owner_id == actor_id and not oneself:
        return
    verdict = verdict_on(owner_id=owner_id, kind=kind, actor_id=actor_id, post_id=post_id)
    if verdict == Verdict.DROP:
        return
    held = verdict == Verdict.FILTER
    if anew:
        Notification.objects.filter(
            owner_id=owner_id, kind=kind, actor_id=actor_id, post_id=post_id
        ).delete()
    # Nothing is equal to no post, so the table's rule holds where there is one alone.
    if post_id is None and _is_told(owner_id, kind, actor_id):
        return
    notification_id = new_id()
    is_new = database.insert(
        "notification",
        once=True,
        id=notification_id,
        owner_id=owner_id,
        kind=str(kind),
        actor_id=actor_id,
        post_id=post_id,
        created_at=clock.now(),
        dismissed=False,
        held=held,
    )
    if is_new and not held:
        emit(NotificationAdded(notification_id=notification_id, owner_id=owner_id))


def _is_told(owner_id: int, kind: Kind, actor_id: int) -> bool:
    told = Notification.objects.filter(owner_id=owner_id, kind=kind, actor_id=actor_id)
    return told.filter(post_id=None).exists()


@command
def take_back(
    *, kind: Kind, actor_id: int, post_id: int | None = None, owner_id: int | None = None
) -> None:
    """Removes what was told of an act that has been undone."""
    rows = Notification.objects.filter(kind=kind, actor_id=actor_id, post_id=post_id)
    (rows if owner_id is None else rows.filter(owner_id=owner_id)).delete()


@command
def forget_posts(*, post_ids: list[int]) -> None:
    """Removes what was told about posts that are gone."""
    Notification.objects.filter(post_id__in=post_ids).delete()


@command
def dismiss(*, owner_id: int, notification_id: int) -> None:
    """Puts one notification away. Raises NotFound."""
    if not Notification.objects.filter(id=notification_id, owner_id=owner_id).update(
        dismissed=True
    ):
        raise NotFound


@command
def dismiss_all(*, owner_id: int, notification_ids: list[int]) -> None:
    """Puts those of the owner's notifications away that are among ``notification_ids``."""
    Notification.objects.filter(owner_id=owner_id, id__in=notification_ids).update(dismissed=True)


@command
def clear(*, owner_id: int) -> None:
    """Puts every notification of the owner away."""
    Notification.objects.filter(owner_id=owner_id, dismissed=False).update(dismissed=True)


@command
def mark_read(*, owner_id: int, last_read_id: int) -> None:
    """Remembers how far the owner has read; it never goes back."""
    marker, _ = ReadMarker.objects.get_or_create(owner_id=owner_id)
    if last_read_id > marker.last_read_id:
        place_marker(owner_id=owner_id, last_read_id=last_read_id)


@command
def place_marker(*, owner_id: int, last_read_id: int) -> ReadMarker:
    """Remembers how far the owner has read, further on or back, as apps tell it; returns it.

    Raises Invalid (last_read_id), and Conflict when another device did so at the same instant.
    """
    if not 0 <= last_read_id <= LARGEST_ID:
        raise Invalid(fields={"last_read_id": ["invalid"]})
    before, _ = ReadMarker.objects.get_or_create(owner_id=owner_id)
    after = ReadMarker(
        owner_id=owner_id,
        last_read_id=last_read_id,
        version=before.version + 1,
        updated_at=clock.now(),
    )
    unchanged = ReadMarker.objects.filter(owner_id=owner_id, version=before.version)
    if not unchanged.update(
        last_read_id=after.last_read_id, version=after.version, updated_at=after.updated_at
    ):
        raise Conflict
    return after
