"""The poll that an app asks for with a post."""

import msgspec

from portevoix.domain.posts.poll_draft import PollDraft
from portevoix.kernel.errors import Invalid

_LONGEST = 2**31


class AskedPoll(msgspec.Struct):
    """A poll as apps write it."""

    options: list[str] = []
    expires_in: int = 0
    multiple: bool = False
    hide_totals: bool = False


def draft_of(asked: AskedPoll | None) -> PollDraft | None:
    """Returns the poll that was asked for, None for none. Raises Invalid."""
    if asked is None or not (asked.options or asked.expires_in):
        return None
    if not 0 <= asked.expires_in < _LONGEST:
        raise Invalid(fields={"poll": ["poll_time"]})
    return PollDraft(
        options=tuple(asked.options[:100]),
        expires_in=asked.expires_in,
        multiple=asked.multiple,
        hide_totals=asked.hide_totals,
    )
