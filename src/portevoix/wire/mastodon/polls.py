"""Polls as apps see them."""

from collections.abc import Sequence

import msgspec

from portevoix.domain.posts.poll_queries import PollState
from portevoix.wire.mastodon.times import told

_json = msgspec.json.Encoder()


def poll(number: int, state: PollState, *, mine: bool, chosen: Sequence[int] | None) -> str:
    """Returns the JSON of a poll. `chosen` are the viewer's answers, None for nobody's view.

    As apps expect, whoever asks a question counts as having voted.
    """
    made: dict[str, object] = {
        "id": str(number),
        "expires_at": told(state.expires_at) if state.expires_at else None,
        "expired": state.expired,
        "multiple": state.multiple,
        "votes_count": state.votes_count,
        "voters_count": state.voters_count,
        "options": [
            {"title": title, "votes_count": tally}
            for title, tally in zip(state.titles, state.tallies, strict=False)
        ],
        "emojis": [],
    }
    if chosen is not None:
        made |= {"voted": mine or bool(chosen), "own_votes": sorted(chosen)}
    return _json.encode(made).decode()
