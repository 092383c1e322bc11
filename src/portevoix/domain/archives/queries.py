"""Questions about what members take out and bring in. None of them writes."""

import hashlib
from collections import Counter
from collections.abc import Iterator

from portevoix.domain.archives.models import (
    Export,
    ExportState,
    Import,
    ImportedPost,
    ImportRow,
    ImportState,
    RowState,
)
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound


def export(export_id: int) -> Export | None:
    """Returns an export, or None."""
    return Export.objects.filter(id=export_id).first()


def exports_of(owner_id: int) -> list[Export]:
    """Returns a member's exports that are being made or can be fetched, newest first."""
    found = Export.objects.filter(owner_id=owner_id).order_by("-id")
    return [each for each in found if each.expires_at is None or each.expires_at > clock.now()]


def finished_export(owner_id: int, export_id: int) -> Export:
    """Returns an archive that its owner may fetch now. Raises NotFound for everybody else."""
    for each in exports_of(owner_id):
        if each.id == export_id and each.state == ExportState.READY:
            return each
    raise NotFound


def own_import(owner_id: int, import_id: int) -> Import:
    """Returns a member's import. Raises NotFound for everybody else."""
    found = Import.objects.filter(id=import_id, owner_id=owner_id).first()
    if found is None:
        raise NotFound
    return found


def imports_of(owner_id: int) -> list[Import]:
    """Returns a member's imports, newest first."""
    return list(Import.objects.filter(owner_id=owner_id).order_by("-id"))


def running_import(import_id: int) -> Import | None:
    """Returns an import that was confirmed and is not at its end, or None."""
    return Import.objects.filter(id=import_id, state=ImportState.RUNNING).first()


def row_counts(import_id: int) -> Counter[str]:
    """Returns how many rows are in each state."""
    states = ImportRow.objects.filter(brought_id=import_id).values_list("state", flat=True)
    return Counter(states.iterator())


def next_rows(import_id: int, limit: int) -> list[ImportRow]:
    """Returns rows that wait, the oldest posts first."""
    waiting = ImportRow.objects.filter(brought_id=import_id, state=RowState.WAITING)
    return list(waiting.order_by("moment", "number")[:limit])


def first_rows(import_id: int, limit: int) -> list[ImportRow]:
    """Returns the first good rows of a file, to be looked at."""
    good = ImportRow.objects.filter(brought_id=import_id).exclude(state=RowState.BAD)
    return list(good.order_by("number")[:limit])


def rows_with_faults(import_id: int, limit: int | None = None) -> Iterator[ImportRow]:
    """Yields rows with something wrong or left out, in the order of the file."""
    found = ImportRow.objects.filter(brought_id=import_id).exclude(fault="").order_by("number")
    yield from (found if limit is None else found[:limit]).iterator()


def all_rows(import_id: int) -> Iterator[ImportRow]:
    """Yields every good row."""
    good = ImportRow.objects.filter(brought_id=import_id).exclude(state=RowState.BAD)
    yield from good.order_by("number").iterator()


def imported_post(owner_id: int, origin: str) -> int | None:
    """Returns the id of the post here that was once `origin`, or None."""
    number = hashlib.sha256(origin.encode()).hexdigest()
    found = ImportedPost.objects.filter(owner_id=owner_id, origin_hash=number)
    return found.values_list("post_id", flat=True).first()
