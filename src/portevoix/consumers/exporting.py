"""Makes the archive of a member, part by part, in the background.

Each part is a file that is there whole or not at all, and is noted after it is
there; a worker that dies makes one part again. After a few seconds the job
gives its thread back and asks for itself again.
"""

import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain

from portevoix.consumers import exporting_media as media
from portevoix.domain.accounts.queries import by_id
from portevoix.domain.archives import commands
from portevoix.domain.archives.exporting import JOB
from portevoix.domain.archives.models import Export, ExportState
from portevoix.domain.archives.queries import export as export_of
from portevoix.domain.posts.exporting import own_posts_after
from portevoix.gateways import export_files as files
from portevoix.kernel import clock, jobs
from portevoix.wire.activitystreams.vocabulary import ACTIVITYSTREAMS, NOTE_CONTEXT, Json
from portevoix.wire.archives import lists_out, posts_out

POSTS_A_PART = 100
_SECONDS_A_RUN = 5.0


@jobs.job(JOB, queue="later")
def export(payload: jobs.Payload) -> None:
    """Makes the next parts of one archive."""
    until = time.monotonic() + _SECONDS_A_RUN
    while (going := _building(int(payload["export"]))) is not None:
        _STEPS[going.step or _FIRST](going)
        if time.monotonic() > until:
            jobs.enqueue(JOB, payload, key=f"export:{going.id}")
            return


@jobs.periodic("archives.forget", timedelta(hours=1))
def forget(_payload: jobs.Payload) -> None:
    """Removes archives past their time, and files that nobody knows any more."""
    files.forget_folders(but=commands.forget_exports())


def _building(export_id: int) -> Export | None:
    found = export_of(export_id)
    return found if found is not None and found.state == ExportState.BUILDING else None


def _posts(going: Export) -> None:
    found = own_posts_after(going.owner_id, going.cursor, limit=POSTS_A_PART)
    if not found:
        commands.note_progress(going.id, step="lists")
        return
    made = [item for post_id, _ in found if (item := posts_out.activity(post_id)) is not None]
    number = f"{going.cursor:020d}"
    taken = [entry for item in made for entry in media.take(item)]
    files.write_part(going.folder, f"posts-{number}.jsonl", map(_line, made))
    files.write_part(going.folder, f"media-{number}.jsonl", map(_line, taken))
    last = found[-1][0]
    commands.note_progress(going.id, step="posts", cursor=last, done=len(made))


def _lists(going: Export) -> None:
    for name in lists_out.NAMES:
        files.write_part(going.folder, name, lists_out.lines(name, going.owner_id))
    for name, uris in (("likes", lists_out.liked), ("bookmarks", lists_out.bookmarked)):
        files.write_part(going.folder, f"{name}.jsonl", map(_line, uris(going.owner_id)))
    commands.note_progress(going.id, step="pack")


def _pack(going: Export) -> None:
    account = by_id(going.owner_id)
    if account is None:
        return
    actor = posts_out.actor(account)
    faces = media.faces(actor)
    made_on = clock.now().strftime("%Y%m%d%H%M%S")
    file = f"archive-{made_on}-{going.folder}.zip"
    entries: list[tuple[str, files.Source]] = [
        ("actor.json", lambda: [_written(actor)]),
        ("outbox.json", lambda: _collection(going.folder, "outbox", "posts-", going.done)),
    ]
    entries += [(f"{name}.json", _uris_of(going.folder, name)) for name in ("likes", "bookmarks")]
    entries += [(name, _part_of(going.folder, name)) for name in lists_out.NAMES]
    size = files.pack(going.folder, file, chain(entries, faces, media.entries(going.folder)))
    commands.finish_export(going.id, file=file, size=size)
    files.forget_parts(going.folder, but=file)


_FIRST = "posts"
_STEPS: dict[str, Callable[[Export], None]] = {"posts": _posts, "lists": _lists, "pack": _pack}


def _part_of(folder: str, name: str) -> Callable[[], Iterator[bytes]]:
    return lambda: files.read_part(folder, name)


def _uris_of(folder: str, name: str) -> Callable[[], Iterator[bytes]]:
    total = sum(1 for part in files.parts(folder, f"{name}.jsonl") for _ in part.open("rb"))
    return lambda: _collection(folder, name, f"{name}.jsonl", total)


def _collection(folder: str, name: str, beginning: str, total: int) -> Iterator[bytes]:
    """Yields an OrderedCollection whose items are the lines of the parts, a line at a time."""
    head: Json = {
        "@context": NOTE_CONTEXT if name == "outbox" else ACTIVITYSTREAMS,
        "id": f"{name}.json",
        "type": "OrderedCollection",
        "totalItems": total,
    }
    yield _written(head)[:-1] + b',"orderedItems":['
    joint = b""
    for part in files.parts(folder, beginning):
        with part.open("rb") as lines:
            for line in lines:
                yield joint + line.rstrip(b"\n")
                joint = b","
    yield b"]}"


def _line(item: object) -> bytes:
    return _written(item) + b"\n"


def _written(item: object) -> bytes:
    return json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode()
