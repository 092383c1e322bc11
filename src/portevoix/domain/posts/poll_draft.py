"""A poll as it is asked for, and what it may be."""

from dataclasses import dataclass
from datetime import timedelta

from portevoix.domain.posts.errors import NotAPost
from portevoix.kernel.text.clean import clean_line

OPTIONS_LIMIT = 10
OPTION_LENGTH = 100
SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(days=31)


@dataclass(frozen=True, kw_only=True)
class PollDraft:
    """Answers to choose from, for so many seconds.

    ``multiple`` lets one choose several; ``hide_totals`` shows no figures before the end.
    """

    options: tuple[str, ...]
    expires_in: int
    multiple: bool = False
    hide_totals: bool = False


def checked_poll(draft: PollDraft) -> PollDraft:
    """Returns the poll with its answers cleaned. Raises NotAPost."""
    titles = tuple(clean_line(each, 10 * OPTION_LENGTH) for each in draft.options)
    faults = []
    if len(titles) < 2:
        faults.append("too_few_options")
    if len(titles) > OPTIONS_LIMIT:
        faults.append("too_many_options")
    if not all(titles):
        faults.append("blank_option")
    if any(len(title) > OPTION_LENGTH for title in titles):
        faults.append("option_too_long")
    if len({title.casefold() for title in titles}) < len(titles):
        faults.append("same_options")
    if not SHORTEST.total_seconds() <= draft.expires_in <= LONGEST.total_seconds():
        faults.append("poll_time")
    if faults:
        raise NotAPost(fields={"poll": faults})
    return PollDraft(
        options=titles,
        expires_in=draft.expires_in,
        multiple=draft.multiple,
        hide_totals=draft.hide_totals,
    )
