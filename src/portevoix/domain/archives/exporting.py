"""Verbs by which a member takes everything out. The parts themselves are made by a job."""

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from portevoix.domain.accounts.public import Standing, member
from portevoix.domain.archives.models import Export, ExportState
from portevoix.kernel import clock, jobs
from portevoix.kernel.errors import NotFound
from portevoix.kernel.ids import new_id
from portevoix.kernel.unit_of_work import command

JOB = "archives.export"
KEPT = timedelta(days=7)
"""How long a finished archive may be fetched."""


@command
def ask_export(owner_id: int) -> Export:
    """Begins an export, or returns the one that is being made; a finished one gives way to it.

    Asking again wakes one that came to a stop. Raises NotFound for who is no active member.
    """
    found = member(owner_id)
    if found is None or found.account.standing != Standing.ACTIVE:
        raise NotFound
    building = Export.objects.filter(owner_id=owner_id, state=ExportState.BUILDING)
    made = building.first()
    if made is None:
        try:
            with transaction.atomic():
                made = Export.objects.create(
                    id=new_id(),
                    owner_id=owner_id,
                    folder=secrets.token_hex(16),
                    total=found.account.posts_count,
                    asked_at=clock.now(),
                )
        except IntegrityError:
            # Another tab was quicker.
            made = building.get()
    jobs.enqueue(JOB, {"export": made.id}, key=f"export:{made.id}")
    return made


@command
def note_progress(export_id: int, *, step: str, cursor: int | None = None, done: int = 0) -> None:
    """Notes that everything before `step` is on the disk, and of posts those up to `cursor`."""
    changes: dict[str, object] = {"step": step, "done": F("done") + done}
    if cursor is not None:
        changes["cursor"] = cursor
    Export.objects.filter(id=export_id, state=ExportState.BUILDING).update(**changes)


@command
def finish_export(export_id: int, *, file: str, size: int) -> None:
    """Says that the archive is whole: it can be fetched for seven days. Older ones end now."""
    now = clock.now()
    made = Export.objects.filter(id=export_id, state=ExportState.BUILDING).first()
    if made is None:
        return
    Export.objects.filter(owner_id=made.owner_id, state=ExportState.READY).update(expires_at=now)
    Export.objects.filter(id=export_id).update(
        state=ExportState.READY,
        file=file,
        size=size,
        total=F("done"),
        ready_at=now,
        expires_at=now + KEPT,
    )


@command
def forget_exports() -> set[str]:
    """Forgets archives past their time, and returns the folders of those that stay."""
    Export.objects.filter(expires_at__lte=clock.now()).delete()
    return set(Export.objects.values_list("folder", flat=True))
