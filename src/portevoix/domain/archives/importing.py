"""Verbs by which a member brings a file in: read, reviewed, done row by row, told."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from portevoix.domain.accounts.public import Standing, member
from portevoix.domain.archives.errors import ImportRefused
from portevoix.domain.archives.models import (
    Import,
    ImportedPost,
    ImportKind,
    ImportRow,
    ImportState,
    RowState,
)
from portevoix.domain.archives.queries import own_import
from portevoix.kernel import clock, jobs
from portevoix.kernel.errors import Conflict, NotFound
from portevoix.kernel.ids import new_id
from portevoix.kernel.unit_of_work import command

READ, RUN = "archives.read", "archives.import"
MOST_ROWS = 100_000
KEPT = timedelta(days=30)
"""How long the report of an import is kept."""
_UNDECIDED = timedelta(days=7)
_UNFINISHED = (ImportState.READING, ImportState.REVIEW, ImportState.RUNNING)


class NewRow(NamedTuple):
    """A row as it was read; with a `fault` it is bad."""

    number: int
    data: Mapping[str, Any]
    fault: str = ""
    moment: int = 0


@command
def begin_import(*, owner_id: int, kind: str, overwrites: bool, file: str, folder: str) -> Import:
    """Takes a file whose bytes lie in `folder`, and has it read; nothing is written from it yet.

    Posts never overwrite. Raises ImportRefused (kind), Conflict while another one goes on,
    NotFound for who is no active member.
    """
    found = member(owner_id, lock=True)
    if found is None or found.account.standing != Standing.ACTIVE:
        raise NotFound
    if kind not in ImportKind.values:
        raise ImportRefused(fields={"kind": ["invalid"]})
    if Import.objects.filter(owner_id=owner_id, state__in=_UNFINISHED).exists():
        raise Conflict(code="import_going_on")
    made = Import.objects.create(
        id=new_id(),
        owner_id=owner_id,
        kind=kind,
        overwrites=overwrites and kind != ImportKind.POSTS,
        file=file[:255],
        folder=folder,
        made_at=clock.now(),
    )
    jobs.enqueue(READ, {"import": made.id}, key=f"read:{made.id}")
    return made


@command
def begin_reading(import_id: int) -> Import | None:
    """Returns an import that is to be read, without the rows of a reading that broke off."""
    found = Import.objects.filter(id=import_id, state=ImportState.READING).first()
    if found is not None:
        ImportRow.objects.filter(brought=found).delete()
    return found


@command
def add_rows(import_id: int, rows: Sequence[NewRow]) -> None:
    """Keeps rows of the file, bad ones too."""
    ImportRow.objects.bulk_create(
        ImportRow(
            brought_id=import_id,
            number=row.number,
            moment=row.moment,
            state=RowState.BAD if row.fault else RowState.WAITING,
            fault=row.fault,
            data=dict(row.data),
        )
        for row in rows
    )


@command
def end_reading(import_id: int, about: Mapping[str, Any]) -> None:
    """Says that the file is read: its owner reviews it now."""
    Import.objects.filter(id=import_id, state=ImportState.READING).update(
        state=ImportState.REVIEW, about=dict(about)
    )


@command
def refuse_file(import_id: int, fault: str) -> None:
    """Ends an import whose file cannot be read, and says why."""
    Import.objects.filter(id=import_id, state=ImportState.READING).update(
        state=ImportState.REFUSED, fault=fault, ended_at=clock.now()
    )
    ImportRow.objects.filter(brought_id=import_id).delete()


@command
def confirm_import(*, owner_id: int, import_id: int, agreed: bool = True) -> None:
    """Has it done as reviewed; `agreed` says, of posts, that they are the member's own.

    Again is no change. Raises NotFound, ImportRefused (agreed).
    """
    found = own_import(owner_id, import_id)
    if found.state != ImportState.REVIEW:
        return
    if found.kind == ImportKind.POSTS and not agreed:
        raise ImportRefused(fields={"agreed": ["import_agreed"]})
    Import.objects.filter(id=found.id).update(state=ImportState.RUNNING)
    jobs.enqueue(RUN, {"import": found.id}, key=f"import:{found.id}")


@command
def withdraw_import(*, owner_id: int, import_id: int) -> None:
    """Forgets an import: one not yet begun writes nothing, of one that runs no row more.

    Raises NotFound.
    """
    own_import(owner_id, import_id).delete()


@command
def try_failed_again(*, owner_id: int, import_id: int) -> None:
    """Lets the rows that failed wait again. Raises NotFound."""
    found = own_import(owner_id, import_id)
    if found.state != ImportState.DONE:
        return
    failed = ImportRow.objects.filter(brought=found, state=RowState.FAILED)
    if failed.update(state=RowState.WAITING, fault=""):
        Import.objects.filter(id=found.id).update(state=ImportState.RUNNING, ended_at=None)
        jobs.enqueue(RUN, {"import": found.id}, key=f"import:{found.id}")


@command
def settle_row(row_id: int, *, fault: str = "", note: str = "") -> None:
    """Says that a row is done (a `note` says what was left out of it), or why it failed."""
    state = RowState.FAILED if fault else RowState.DONE
    ImportRow.objects.filter(id=row_id).update(state=state, fault=fault or note)


@command
def note_swept(import_id: int) -> None:
    """Notes that what the file does not hold was taken away; it is done once."""
    found = Import.objects.filter(id=import_id).first()
    if found is not None:
        found.about = {**found.about, "swept": True}
        found.save(update_fields=["about"])


@command
def finish_import(import_id: int) -> None:
    """Says that every row was tried."""
    Import.objects.filter(id=import_id, state=ImportState.RUNNING).update(
        state=ImportState.DONE, ended_at=clock.now()
    )


@command
def remember_imported(*, owner_id: int, origin: str, post_id: int) -> None:
    """Notes which post here was once `origin`."""
    ImportedPost.objects.update_or_create(
        owner_id=owner_id, origin_hash=origin_hash(origin), defaults={"post_id": post_id}
    )


@command
def forget_imports() -> set[str]:
    """Forgets old reports and files nobody decided on; returns the folders still needed."""
    now = clock.now()
    Import.objects.filter(ended_at__lt=now - KEPT).delete()
    waiting = (ImportState.READING, ImportState.REVIEW)
    Import.objects.filter(state__in=waiting, made_at__lt=now - _UNDECIDED).delete()
    return set(Import.objects.exclude(state=ImportState.REFUSED).values_list("folder", flat=True))


def origin_hash(origin: str) -> str:
    """Returns what is kept of a former id."""
    return hashlib.sha256(origin.encode()).hexdigest()
