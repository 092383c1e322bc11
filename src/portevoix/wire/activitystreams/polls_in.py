"""Polls of other houses, as the room of posts takes them (wire.md 9)."""

from datetime import datetime

from portevoix.domain.posts.remote import RemotePoll
from portevoix.kernel import clock
from portevoix.kernel.text.clean import clean_line
from portevoix.kernel.text.sanitise import plain
from portevoix.wire.activitystreams.dates import read_moment
from portevoix.wire.activitystreams.reading import as_list, count_of, objects_of, text_of, types_of
from portevoix.wire.activitystreams.vocabulary import Json

_MOST = 500
_LONGEST = 500


def poll_of(document: Json) -> RemotePoll | None:
    """Returns the poll of a Question, or None when it has no answers to choose from.

    `closed` may be the end itself, a truth, or an end still to come; no end at all is endless.
    """
    if "Question" not in types_of(document):
        return None
    multiple = document.get("oneOf") is None
    options = list(objects_of(as_list(document.get("anyOf" if multiple else "oneOf"))))[:_MOST]
    found: dict[str, int] = {}
    for option in options:
        title = clean_line(plain(text_of(option, "name") or text_of(option, "content")), _LONGEST)
        if title:
            found.setdefault(title, _tally(option))
    if not found:
        return None
    return RemotePoll(
        titles=tuple(found),
        tallies=tuple(found.values()),
        multiple=multiple,
        voters_count=count_of(document.get("votersCount")),
        expires_at=_end(document),
    )


def _tally(option: Json) -> int:
    replies = option.get("replies")
    total = replies.get("totalItems") if isinstance(replies, dict) else None
    return count_of(option.get("_misskey_votes") if total is None else total) or 0


def _end(document: Json) -> datetime | None:
    ends, closed = read_moment(document.get("endTime")), document.get("closed")
    if closed is True:
        return min(ends, clock.now()) if ends else clock.now()
    said = read_moment(closed)
    return min(ends, said) if ends and said else ends or said
