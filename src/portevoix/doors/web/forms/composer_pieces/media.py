"""Pictures beside the text: given as files, described, put in order."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from portevoix.domain.media import commands
from portevoix.domain.media.errors import MediaRefused
from portevoix.domain.media.public import LONGEST_DESCRIPTION, MOST_PER_POST, Medium, several_of
from portevoix.doors.web.forms.composer_pieces.piece import Piece, Question
from portevoix.doors.web.pictures import Picture
from portevoix.doors.web.words import later, ngettext
from portevoix.gateways.pictures import PICTURE_TYPES, Purpose, take_in
from portevoix.kernel import clock, limits
from portevoix.kernel.errors import NotFound
from portevoix.kernel.files import FileRefused
from portevoix.kernel.ids import LARGEST_ID

# A draft may be finished days later; what an app uploads waits for a day only.
_HELD = timedelta(days=7)
_A_HALF_HOUR = 1800
_MOST_UPLOADS = 60
# Where a picture is cut, these words keep their part of it in view.
FOCUSES = {
    "": later("Its middle"),
    "up": later("Its upper part"),
    "down": later("Its lower part"),
    "left": later("Its left side"),
    "right": later("Its right side"),
}
_POINTS = {"up": (0.0, 1.0), "down": (0.0, -1.0), "left": (-1.0, 0.0), "right": (1.0, 0.0)}


@dataclass(frozen=True)
class Row:
    """One picture as the composer shows it."""

    medium: Medium
    alt: str
    focus: str

    @property
    def picture(self) -> Picture:
        """How it is drawn."""
        return Picture(self.medium, 1, "")


class Pictured(Piece):
    """Up to four files; after they came each is described."""

    order = 30
    template = "parts/composer/media.html"
    takes_files = True
    labels = {"files": later("Pictures")}
    most = MOST_PER_POST
    longest = LONGEST_DESCRIPTION
    types = ",".join(PICTURE_TYPES)
    focuses = FOCUSES

    def fields(self) -> dict[str, Any]:
        """Nothing at first."""
        return {"media": [], "alts": {}, "focuses": {}, "covered": False}

    def read(self, given: QueryDict) -> dict[str, Any]:
        """Which media, in their order, and what is said of each."""
        ids = [each for each in given.getlist("media") if _is_id(each)][: 2 * MOST_PER_POST]
        return {
            "media": list(dict.fromkeys(ids)),
            "alts": {each: str(given[f"alt-{each}"]) for each in ids if f"alt-{each}" in given},
            "focuses": {each: str(given.get(f"focus-{each}", "")) for each in ids},
            "covered": bool(given.get("covered")),
        }

    def rows(self, values: Mapping[str, Any]) -> list[Row]:
        """Returns the member's media among the values, as they are shown. One query, or none."""
        ids = [int(each) for each in values["media"]]
        if not ids:
            return []
        return [
            Row(
                medium,
                values["alts"].get(str(medium.id), medium.description),
                values["focuses"].get(str(medium.id), ""),
            )
            for medium in several_of(self.place.member.pk, ids)
        ]

    def pressed(self, request: HttpRequest, values: dict[str, Any]) -> bool:
        """Takes files in, or moves and removes what is there; then all is shown again."""
        verb, _colon, medium_id = str(request.POST.get("media_do", "")).partition(":")
        if verb:
            self._rearrange(verb, medium_id, values["media"])
            return True
        files = [each for each in request.FILES.getlist("files") if each]
        if not files:
            return False
        values["media"] += [str(each.id) for each in self.take(files, len(values["media"]))]
        return True

    def take(self, files: list[UploadedFile], there: int) -> list[Medium]:
        """Makes files the member's media, to go with `there` others. Raises Invalid, TooFast."""
        if there + len(files) > MOST_PER_POST:
            raise MediaRefused(fields={"files": ["media_too_many"]})
        member_id = self.place.member.pk
        made = []
        for file in files:
            limits.take(f"upload:{member_id}", limit=_MOST_UPLOADS, seconds=_A_HALF_HOUR)
            try:
                stored = take_in(file.chunks(), Purpose.POST)
            except FileRefused as fault:
                raise MediaRefused(fields={"files": [fault.code]}) from fault
            made.append(commands.keep(owner_id=member_id, stored=stored))
        until = clock.now() + _HELD
        commands.hold(owner_id=member_id, media_ids=[each.id for each in made], until=until)
        return made

    def questions(self, values: Mapping[str, Any]) -> list[Question]:
        """One gentle line about what has no description, unless the member wants none."""
        if self.place.member.settings.get("asks_descriptions") is False:
            return []
        bare = [row.medium.id for row in self.rows(values) if not row.alt.strip()]
        if not bare:
            return []
        sentence = ngettext(
            "%(count)s picture has no description. People who cannot see it will miss it.",
            "%(count)s pictures have no description. People who cannot see them will miss them.",
            len(bare),
        ) % {"count": len(bare)}
        return [Question("alt:" + ",".join(map(str, bare)), sentence)]

    def arguments(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The media, described as was typed. Raises Invalid."""
        rows = self.rows(values)
        for row in rows:
            focus = _POINTS.get(row.focus)
            if row.alt.strip() != row.medium.description or focus is not None:
                commands.describe(
                    owner_id=self.place.member.pk,
                    medium_id=row.medium.id,
                    description=row.alt,
                    focus=focus,
                )
        if not rows:
            return {}
        return {"media_ids": [row.medium.id for row in rows], "sensitive": values["covered"]}

    def _rearrange(self, verb: str, medium_id: str, ids: list[str]) -> None:
        if medium_id not in ids:
            return
        at = ids.index(medium_id)
        if verb == "remove":
            ids.remove(medium_id)
            with contextlib.suppress(NotFound, MediaRefused):
                commands.remove(owner_id=self.place.member.pk, medium_id=int(medium_id))
        elif verb in ("up", "down"):
            to = max(0, min(len(ids) - 1, at + (1 if verb == "down" else -1)))
            ids.insert(to, ids.pop(at))


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= LARGEST_ID


PIECE = Pictured
