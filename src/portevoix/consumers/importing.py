"""Works through what members bring: reads the file, then, once it was reviewed, does each row.

A row is done and settled in one transaction, so that a worker that dies does
none twice. After a few seconds the job gives its thread back and asks for
itself again. Rows may ask other houses who somebody is, so they run in the
threads that may wait.
"""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice

from portevoix.consumers import importing_posts, importing_ties
from portevoix.domain.accounts.queries import member
from portevoix.domain.archives import commands, queries
from portevoix.domain.archives.importing import MOST_ROWS, READ, RUN, NewRow
from portevoix.domain.archives.models import Import, ImportKind, ImportRow
from portevoix.gateways import import_files
from portevoix.gateways.archive_reader import Archive
from portevoix.kernel import jobs
from portevoix.kernel.errors import DomainError, NotFound, Unavailable
from portevoix.kernel.files import FileRefused
from portevoix.kernel.pools import in_fetching, in_worker
from portevoix.kernel.unit_of_work import unit_of_work
from portevoix.wire.archives import lists_in, posts_in

_AT_ONCE = 500
_ROWS_A_LOOK = 20
_SECONDS_A_RUN = 5.0


@jobs.job(READ, queue="later")
async def read(payload: jobs.Payload) -> None:
    """Reads a file into rows. A reading that broke off begins anew."""
    await in_worker(_read, int(payload["import"]))


@jobs.job(RUN, queue="later")
async def run(payload: jobs.Payload) -> None:
    """Does the next rows of a reviewed import."""
    await in_fetching(_run, int(payload["import"]))


@jobs.periodic("archives.forget_imports", timedelta(hours=1))
def forget(_payload: jobs.Payload) -> None:
    """Removes old reports, and files that nobody knows any more."""
    import_files.forget_all(but=commands.forget_imports())


def _read(import_id: int) -> None:
    brought = commands.begin_reading(import_id)
    owner = member(brought.owner_id) if brought is not None else None
    if brought is None or owner is None:
        return
    try:
        if brought.kind == ImportKind.POSTS:
            _read_posts(brought)
        else:
            _read_list(brought, owner.name)
    except FileRefused as fault:
        commands.refuse_file(import_id, fault.code)
        import_files.forget(brought.folder)


def _read_list(brought: Import, own_name: str) -> None:
    path = import_files.path_of(brought.folder)
    if not path.is_file():
        raise FileRefused(code="file_missing")
    if not _keep(brought.id, lists_in.rows(path, brought.kind, own_name=own_name)):
        raise FileRefused(code="file_missing")
    commands.end_reading(brought.id, {})


def _read_posts(brought: Import) -> None:
    with Archive.open(import_files.path_of(brought.folder)) as archive:
        about = posts_in.about(archive.one("actor.json") if archive.has("actor.json") else None)
        source = posts_in.Source(actor=about["actor"], followers=about["followers"])
        if not archive.has("outbox.json"):
            raise FileRefused(code="archive_without_posts")
        items = archive.items("outbox.json", "orderedItems")
        if not _keep(brought.id, posts_in.rows(items, source)):
            raise FileRefused(code="archive_without_posts")
    told = {**about, "actor": source.actor, "left_out": dict(source.left_out)}
    commands.end_reading(brought.id, told)


def _keep(import_id: int, rows: Iterator[NewRow]) -> int:
    """Keeps the rows, some at once, and returns how many there were."""
    kept = 0
    while some := list(islice(rows, _AT_ONCE)):
        kept += len(some)
        if kept > MOST_ROWS:
            raise FileRefused(code="archive_too_many")
        commands.add_rows(import_id, some)
    return kept


def _run(import_id: int) -> None:
    until = time.monotonic() + _SECONDS_A_RUN
    while (brought := queries.running_import(import_id)) is not None:
        if brought.overwrites and not brought.about.get("swept"):
            importing_ties.sweep(brought)
            commands.note_swept(import_id)
        rows = queries.next_rows(import_id, _ROWS_A_LOOK)
        if not rows:
            commands.finish_import(import_id)
            import_files.forget(brought.folder)
            return
        for row in rows:
            _settle(brought, row)
        if time.monotonic() > until:
            jobs.enqueue(RUN, {"import": import_id}, key=f"import:{import_id}")
            return


def _settle(brought: Import, row: ImportRow) -> None:
    """Does one row; what was refused is told in the report."""
    is_post = brought.kind == ImportKind.POSTS
    prepare: Callable[[Import, ImportRow], Callable[[], str]] = (
        importing_posts.prepare if is_post else importing_ties.prepare
    )
    try:
        act = prepare(brought, row)
        with unit_of_work():
            commands.settle_row(row.id, note=act())
    except NotFound:
        commands.settle_row(row.id, fault="not_there")
    except Unavailable:
        commands.settle_row(row.id, fault="unreachable")
    except DomainError as refusal:
        commands.settle_row(row.id, fault=refusal.code[:40])
