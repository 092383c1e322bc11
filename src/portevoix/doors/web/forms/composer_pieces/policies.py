"""Who may answer, quote and boost the post."""

from collections.abc import Mapping
from typing import Any

from portevoix.domain.posts.asking import policy_from
from portevoix.domain.posts.models import Policy
from portevoix.doors.web.forms.composer_pieces.piece import Piece
from portevoix.doors.web.policy_words import LABELS, choices


class Permitted(Piece):
    """Everyone at first; each of the three can be held closer, and changed afterwards."""

    order = 60
    template = "parts/composer/policies.html"
    labels = LABELS

    def fields(self) -> dict[str, Any]:
        """Everyone."""
        return dict.fromkeys(LABELS, Policy.EVERYONE.value)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The policies with their names."""
        return choices()

    def arguments(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The policies that are not everyone."""
        chosen = {name: policy_from(str(values[name]), name) for name in LABELS}
        return {name: each for name, each in chosen.items() if each is not Policy.EVERYONE}


PIECE = Permitted
