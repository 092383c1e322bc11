"""Pictures that lie elsewhere: one address here for each, and the copies that were fetched.

The address follows from the picture's own by a secret of this house, so that
whoever shows it can tell it without asking the database, and nobody else can.
"""

import hashlib
import hmac
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import timedelta

from django.db.models import Sum

from portevoix.domain.media.events import MediaRemoved
from portevoix.domain.media.models import Copy, Medium
from portevoix.kernel import clock, database
from portevoix.kernel.files import StoredFile
from portevoix.kernel.secrets import app_secret
from portevoix.kernel.unit_of_work import command, emit

_FIRST_WAIT = timedelta(minutes=5)
_MOST_DOUBLINGS = 10


def folder_of(url: str, purpose: str) -> str:
    """Returns the name under which a picture from elsewhere is known here (32 hex digits)."""
    said = f"copy\n{purpose}\n{url}".encode()
    return hmac.new(app_secret().encode(), said, hashlib.sha256).hexdigest()[:32]


@command
def remember(url: str, purpose: str) -> str:
    """Notes that a picture from elsewhere may be asked for here, and returns its name."""
    folder = folder_of(url, purpose)
    database.insert(
        "media_copy", once=True, folder=folder, url=url, purpose=purpose,
        renditions="[]", bytes=0, tries=0,
    )  # fmt: skip
    return folder


def find(folder: str) -> Copy | None:
    """Returns what is known of a picture from elsewhere."""
    return Copy.objects.filter(folder=folder).first()


@command
def fetched(*, folder: str, stored: StoredFile) -> None:
    """Notes that a copy was made; its files lie in `stored.folder`, which is then its name."""
    Copy.objects.filter(folder=folder).update(
        renditions=[asdict(each) for each in stored.renditions],
        bytes=stored.bytes,
        fetched_at=clock.now(),
        used_on=clock.now().date(),
        tries=0,
        retry_at=None,
    )


@command
def failed(*, folder: str) -> None:
    """Notes that a picture could not be had: it is asked for again later, later each time."""
    copy = Copy.objects.filter(folder=folder).first()
    if copy is not None:
        copy.tries = min(copy.tries + 1, _MOST_DOUBLINGS)
        copy.retry_at = clock.now() + _FIRST_WAIT * 2**copy.tries
        copy.save(update_fields=["tries", "retry_at"])


@command
def used(*, folder: str) -> None:
    """Notes that a copy was looked at today; the least used go first when room is wanting."""
    Copy.objects.filter(folder=folder).update(used_on=clock.now().date())


@command
def make_room(*, most_bytes: int, limit: int = 500) -> int:
    """Drops copies, those longest unused first, until they take at most `most_bytes`.

    Returns how many were dropped, `limit` at most at once; they can be fetched again.
    """
    over = total_bytes() - most_bytes
    dropped: list[str] = []
    for copy in Copy.objects.exclude(fetched_at=None).order_by("used_on", "fetched_at")[:limit]:
        if over <= 0:
            break
        dropped.append(copy.folder)
        over -= copy.bytes
    _drop(dropped)
    return len(dropped)


def total_bytes() -> int:
    """Returns how much room the copies take."""
    return int(Copy.objects.aggregate(all=Sum("bytes"))["all"] or 0)


def count() -> int:
    """Returns how many copies there are."""
    return Copy.objects.exclude(fetched_at=None).count()


def forget_unused(folders: Collection[str]) -> None:
    """Forgets pictures that no post shows any more, their copies included."""
    wanted = [each for each in folders if each]
    shown = Medium.objects.filter(folder__in=wanted).values_list("folder", flat=True)
    gone = set(wanted).difference(shown)
    _drop(sorted(gone))
    Copy.objects.filter(folder__in=gone).delete()


def _drop(folders: Sequence[str]) -> None:
    with_files = Copy.objects.filter(folder__in=folders).exclude(fetched_at=None)
    names = list(with_files.values_list("folder", flat=True))
    with_files.update(renditions=[], bytes=0, fetched_at=None)
    if names:
        emit(MediaRemoved(folders=names, far=True))
