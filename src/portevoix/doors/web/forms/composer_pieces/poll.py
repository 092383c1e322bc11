"""The poll: answers to choose from, and for how long."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict

from portevoix.domain.posts.poll_draft import OPTION_LENGTH, OPTIONS_LIMIT, PollDraft
from portevoix.doors.web.forms.composer_pieces.piece import Piece
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later

_FEWEST = 4
_MORE = 2
_HOUR = 3600
_TIMES = (
    (_HOUR, later("One hour")),
    (6 * _HOUR, later("Six hours")),
    (24 * _HOUR, later("One day")),
    (3 * 24 * _HOUR, later("Three days")),
    (7 * 24 * _HOUR, later("One week")),
    (30 * 24 * _HOUR, later("Thirty days")),
)
_USUAL = str(24 * _HOUR)


class Asked(Piece):
    """Answers to choose from; with none of them filled there is no poll."""

    order = 50
    template = "parts/composer/poll.html"
    labels = {"poll": later("Poll")}
    longest = OPTION_LENGTH

    def fields(self) -> dict[str, Any]:
        """Four empty answers, for a day."""
        return {
            "poll": [""] * _FEWEST,
            "poll_time": _USUAL,
            "poll_multiple": "",
            "poll_hide": "",
        }

    def read(self, given: QueryDict) -> dict[str, Any]:
        """The answers in their order, empty ones too."""
        if "poll" not in given:
            return {}
        answers = [str(each) for each in given.getlist("poll")[:OPTIONS_LIMIT]]
        return {
            "poll": answers + [""] * (_FEWEST - len(answers)),
            "poll_time": str(given.get("poll_time", _USUAL)),
            "poll_multiple": str(given.get("poll_multiple", "")),
            "poll_hide": str(given.get("poll_hide", "")),
        }

    def pressed(self, request: HttpRequest, values: dict[str, Any]) -> bool:
        """*More answers* gives two further lines."""
        if "poll_more" not in request.POST:
            return False
        values["poll"] = (values["poll"] + [""] * _MORE)[:OPTIONS_LIMIT]
        return True

    @property
    def times(self) -> list[tuple[str, str]]:
        """How long a poll may stand."""
        return [(str(seconds), _(words)) for seconds, words in _TIMES]

    @property
    def most(self) -> int:
        """How many answers there may be."""
        return OPTIONS_LIMIT

    def arguments(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The poll, if an answer was written."""
        answers = tuple(each for each in values["poll"] if each.strip())
        if not answers:
            return {}
        time = str(values["poll_time"])
        return {
            "poll": PollDraft(
                options=answers,
                expires_in=int(time) if time.isdecimal() and len(time) < 9 else 0,
                multiple=bool(values["poll_multiple"]),
                hide_totals=bool(values["poll_hide"]),
            )
        }


PIECE = Asked
