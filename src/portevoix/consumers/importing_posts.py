"""Posts of an archive: each comes with its pictures, or tells what of it was left out."""

from collections.abc import Callable
from datetime import datetime

from portevoix.domain.archives.commands import remember_imported
from portevoix.domain.archives.models import Import, ImportRow
from portevoix.domain.archives.queries import imported_post
from portevoix.domain.audiences.grants import Grant
from portevoix.domain.media import commands as media
from portevoix.domain.posts.commands import OldPost, import_post
from portevoix.domain.posts.models import Post
from portevoix.gateways import import_files, pictures
from portevoix.gateways.archive_reader import Archive
from portevoix.kernel.errors import Invalid
from portevoix.kernel.files import FileRefused, StoredFile
from portevoix.wire import addresses

_LeftOut = tuple[list[tuple[StoredFile, dict[str, object]]], str]


def prepare(brought: Import, row: ImportRow) -> Callable[[], str]:
    """Takes the pictures of a post in, which takes long, and returns what then is to do.

    Raises Invalid (already_here, no_text), Unavailable.
    """
    owner, origin = brought.owner_id, row.data["origin"]
    if _is_here(owner, origin):
        raise Invalid(code="already_here")
    pictures_of, note = _pictures(brought, row)
    if not row.data["text"] and not pictures_of:
        raise Invalid(code=note or "no_text")
    return lambda: _set_down(owner, row, pictures_of) or note


def _is_here(owner_id: int, origin: str) -> bool:
    """Whether it was imported before, or is a post of this house: then it is there, or was."""
    return _own_post(owner_id, origin) is not None


def _set_down(
    owner: int, row: ImportRow, pictures_of: list[tuple[StoredFile, dict[str, object]]]
) -> str:
    data = row.data
    media_ids = [
        media.keep(
            owner_id=owner,
            stored=stored,
            description=str(told["description"]),
            focus=tuple(told["focus"]),  # type: ignore[arg-type]
        ).id
        for stored, told in pictures_of
    ]
    parent_id = _own_post(owner, data["parent"])
    made = import_post(
        author_id=owner,
        old=OldPost(
            text=data["text"],
            warning=data["warning"],
            sensitive=data["sensitive"],
            language=data["language"],
            grants=Grant(data["grants"]),
            created_at=datetime.fromisoformat(data["at"]),
            parent_id=parent_id,
            parent_uri="" if parent_id else data["parent"],
            media_ids=media_ids,
        ),
    )
    remember_imported(owner_id=owner, origin=data["origin"], post_id=made.id)
    return ""


def _own_post(owner_id: int, origin: str) -> int | None:
    if not origin:
        return None
    found = imported_post(owner_id, origin) or addresses.local_post_id(origin)
    own = Post.objects.filter(id=found or 0, author_id=owner_id, deleted_at=None)
    return found if own.exists() else None


def _pictures(brought: Import, row: ImportRow) -> _LeftOut:
    """Returns the pictures that could be taken in, and a note when one could not."""
    taken: list[tuple[StoredFile, dict[str, object]]] = []
    if not row.data["media"]:
        return taken, ""
    note = ""
    with Archive.open(import_files.path_of(brought.folder)) as archive:
        for told in row.data["media"]:
            try:
                chunks = archive.chunks(told["file"], most=pictures.PICTURE_BYTES)
                taken.append((pictures.take_in(chunks, pictures.Purpose.POST), told))
            except FileRefused:
                note = "picture_left_out"
    return taken, note
