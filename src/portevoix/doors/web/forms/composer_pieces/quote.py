"""The post that is quoted."""

from collections.abc import Mapping
from typing import Any

from portevoix.domain.posts.queries import by_uri
from portevoix.doors.web.forms.composer_pieces.piece import Piece
from portevoix.doors.web.numbers import number_in
from portevoix.doors.web.words import later
from portevoix.kernel.errors import Invalid
from portevoix.wire.addresses import local_post_id

_LONGEST = 2_000


class Quoting(Piece):
    """A link to the post, or its number; nothing quotes nothing."""

    order = 55
    template = "parts/composer/quote.html"
    labels = {"quote": later("Quote")}

    def fields(self) -> dict[str, Any]:
        """Nothing at first."""
        return {"quote": ""}

    def arguments(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The post that the link leads to. Raises Invalid when it is not known here."""
        asked = str(values["quote"]).strip()[:_LONGEST]
        if not asked:
            return {}
        told = number_in(asked)
        if told is not None:
            return {"quote_of_id": told}
        number = local_post_id(asked)
        known = by_uri(asked) if number is None else None
        if number is None and known is None:
            raise Invalid(fields={"quote": ["unknown_post"]})
        return {"quote_of_id": number if known is None else known.id}


PIECE = Quoting
