"""The content warning."""

from collections.abc import Mapping
from typing import Any

from portevoix.doors.web.forms.composer_pieces.piece import Piece
from portevoix.doors.web.words import later


class Warned(Piece):
    """What the text is about, shown instead of it until opened."""

    order = 20
    template = "parts/composer/warning.html"
    labels = {"warning": later("Content warning")}

    def fields(self) -> dict[str, Any]:
        """No warning at first."""
        return {"warning": ""}

    def arguments(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The warning."""
        return {"warning": values["warning"]}


PIECE = Warned
