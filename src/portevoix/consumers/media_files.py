"""When media are gone their files go; when a post is deleted its media do."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from portevoix.domain.accounts.events import PicturesDropped, RemoteAccountStored
from portevoix.domain.accounts.pictures import picture_folders
from portevoix.domain.accounts.queries import by_id
from portevoix.domain.house import emoji
from portevoix.domain.house.events import EmojiRemoved, FarEmojiSeen
from portevoix.domain.media import commands, copies, queries
from portevoix.domain.media.events import MediaRemoved, MediaSetAside
from portevoix.domain.posts.events import PostDeleted
from portevoix.gateways import blob_store
from portevoix.kernel import config, jobs
from portevoix.kernel.events import Event
from portevoix.kernel.relay import Consumer

_REMOVE, _MOVE = "media.remove_files", "media.move_files"


class MediaFiles(Consumer):
    """Parts media from deleted posts, and queues what has to be done with files."""

    name: ClassVar[str] = "media_files"
    kinds: ClassVar[tuple[type[Event], ...]] = (
        PostDeleted,
        MediaRemoved,
        MediaSetAside,
        PicturesDropped,
        RemoteAccountStored,
        EmojiRemoved,
        FarEmojiSeen,
    )

    def handle(self, event: Event, position: int) -> None:
        """Does what the event asks for; files themselves are left to jobs."""
        if isinstance(event, PostDeleted):
            commands.part_from(post_id=event.post_id)
        elif isinstance(event, MediaRemoved):
            jobs.enqueue(_REMOVE, {"folders": event.folders, "far": event.far})
        elif isinstance(event, MediaSetAside):
            jobs.enqueue(_MOVE, {"folders": event.folders, "aside": event.aside})
        elif isinstance(event, PicturesDropped):
            jobs.enqueue(_REMOVE, {"folders": event.folders, "far": False})
        elif isinstance(event, EmojiRemoved):
            jobs.enqueue(_REMOVE, {"folders": [event.folder], "far": False})
        elif isinstance(event, FarEmojiSeen):
            for url in event.urls:
                copies.remember(url, "emoji")
        elif isinstance(event, RemoteAccountStored):
            _remember_faces(event.account_id)


def _remember_faces(account_id: int) -> None:
    """Whoever draws a page may then ask for the pictures of somebody elsewhere."""
    account = by_id(account_id)
    if account is not None and account.avatar_url:
        copies.remember(account.avatar_url, "face")
    if account is not None and account.header_url:
        copies.remember(account.header_url, "cover")


@jobs.job(_REMOVE)
def remove_files(payload: jobs.Payload) -> None:
    """Removes folders; a copy that was fetched again meanwhile stays."""
    for folder in payload["folders"]:
        if not payload["far"]:
            blob_store.remove(blob_store.OWN, folder)
        else:
            copy = copies.find(folder)
            if copy is None or copy.fetched_at is None:
                blob_store.remove(blob_store.FAR, folder)


@jobs.job(_MOVE)
def move_files(payload: jobs.Payload) -> None:
    """Gives the files of deleted posts other addresses."""
    for folder, aside in zip(payload["folders"], payload["aside"], strict=True):
        blob_store.move(blob_store.OWN, folder, aside)


@dataclass(frozen=True)
class Cleaned:
    """How much was removed, by its reason."""

    forgotten: int
    copies: int
    orphans: int


def clean() -> Cleaned:
    """Removes what found no post, copies beyond their room, and files that belong to nothing."""
    forgotten = sum(iter(commands.remove_forgotten, 0))
    dropped = sum(iter(_make_room, 0))
    blob_store.tidy_incoming()
    return Cleaned(forgotten, dropped, _remove_orphans())


@jobs.periodic("media.tidy", timedelta(minutes=30))
def tidy(_payload: jobs.Payload) -> None:
    """Removes what found no post, and copies beyond the room they may take."""
    sum(iter(commands.remove_forgotten, 0))
    sum(iter(_make_room, 0))
    blob_store.tidy_incoming()


def _make_room() -> int:
    return copies.make_room(most_bytes=config.current().media_quota)


def _remove_orphans() -> int:
    """Files whose row was never written (a crash, a refusal), or is gone. Young ones may wait."""
    found = [name for name, _size in blob_store.folders(blob_store.OWN)]
    known = queries.folders_known(found) | picture_folders() | emoji.folders()
    orphans = [
        name for name in found if name not in known and blob_store.is_old(blob_store.OWN, name)
    ]
    for name in orphans:
        blob_store.remove(blob_store.OWN, name)
    return len(orphans)
