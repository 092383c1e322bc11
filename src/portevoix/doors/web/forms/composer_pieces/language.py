"""The language of the text."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from portevoix.doors.web import languages, words
from portevoix.doors.web.forms.composer_pieces.piece import Piece
from portevoix.doors.web.words import later


class Spoken(Piece):
    """Which language the text is in."""

    order = 80
    template = "parts/composer/language.html"
    in_foot = True
    labels = {"language": later("Language")}

    def fields(self) -> dict[str, Any]:
        """The last used, the page's own at first."""
        return {"language": self.place.member.default_language or words.language()}

    def read(self, given: QueryDict) -> dict[str, Any]:
        """What was chosen, if it is one of the languages offered."""
        found = super().read(given)
        return found if found.get("language") in languages.NAMES else {}

    def offered(self, values: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Returns the languages to choose from: the chosen, the last used, all others."""
        used = languages.used_by(self.place.member.settings)
        return languages.offered([str(values["language"]), *used], words.language())

    def arguments(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The language."""
        return {"language": values["language"]}


PIECE = Spoken
