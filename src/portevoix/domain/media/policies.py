"""Decisions of this room."""

from collections.abc import Sequence
from datetime import timedelta

from portevoix.domain.media.models import Kind, Medium

MOST_PER_POST = 4
MOST_PER_REMOTE_POST = 16
LONGEST_DESCRIPTION = 1500
LONGEST_REMOTE_DESCRIPTION = 10_000
MOST_WAITING = 100
UNATTACHED = timedelta(days=1)
SET_ASIDE = timedelta(minutes=10)
"""How long the media of a deleted post wait for it to be written again."""


def beside_one_another(media: Sequence[Medium]) -> str | None:
    """Says why these cannot be media of one post: "media_too_many", "media_mixed"."""
    if len(media) > MOST_PER_POST:
        return "media_too_many"
    if len(media) > 1 and any(each.kind != Kind.IMAGE for each in media):
        return "media_mixed"
    return None
