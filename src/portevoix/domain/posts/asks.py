"""What waits for an author's word."""

from dataclasses import dataclass
from datetime import datetime

from portevoix.domain.audiences.public import Viewer, readable
from portevoix.domain.posts.models import Ask
from portevoix.kernel.pagination import Page

COUNTED = 100


@dataclass(frozen=True)
class Asked:
    """Somebody (``asker_id``) would like to do something with ``post_id``."""

    id: int
    act: str
    post_id: int
    asker_id: int
    thing_id: int
    created_at: datetime


def waiting_for(viewer: Viewer, page: Page) -> list[Asked]:
    """Returns what waits for the viewer's word, as far as she may see who asks and what."""
    found = Ask.objects.filter(author_id=viewer.account_id or 0).order_by("-id")
    if page.max_id is not None:
        found = found.filter(id__lt=page.max_id)
    rows = list(found[: page.limit])
    there = readable(viewer, [row.thing_id or row.post_id for row in rows])
    return [
        Asked(row.id, row.act, row.post_id, row.asker_id, row.thing_id, row.created_at)
        for row in rows
        if (row.thing_id or row.post_id) in there
    ]


def how_many_wait(author_id: int) -> int:
    """Returns how many acts wait for the author's word, counted up to a hundred."""
    return Ask.objects.filter(author_id=author_id)[:COUNTED].count()
