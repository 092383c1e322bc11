"""When media are gone their files go; when a post is deleted its media do."""

from datetime import timedelta
from typing import ClassVar

from portevoix.domain.accounts.events import PicturesDropped, RemoteAccountStored
from portevoix.domain.accounts.queries import by_id
from portevoix.domain.media import commands, copies
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


@jobs.periodic("media.tidy", timedelta(minutes=30))
def tidy(_payload: jobs.Payload) -> None:
    """Removes what found no post, and copies beyond the room they may take."""
    while commands.remove_forgotten():
        continue
    while copies.make_room(most_bytes=config.current().media_quota):
        continue
    blob_store.tidy_incoming()
