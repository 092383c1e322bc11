"""What every part of the composer can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, QueryDict

from portevoix.domain.accounts.models import Member
from portevoix.domain.audiences.public import Details


@dataclass(frozen=True)
class Place:
    """Where one writes: who, and in answer to which post."""

    member: Member
    parent: Details | None


@dataclass(frozen=True)
class Question:
    """Something to agree to before publishing; pressed again, `key` comes back as `told`."""

    key: str
    sentence: str


class Piece:
    """One part of the composer. Its values live in the form's `values`, and in drafts as JSON."""

    order: ClassVar[int]
    """Where it is drawn among the others, the smaller first."""
    template: ClassVar[str]
    """The template that draws it; it is given `form` and `piece`."""
    in_foot: ClassVar[bool] = False
    """Whether it stands beside the button rather than above the audience."""
    takes_files: ClassVar[bool] = False
    """Whether the form has to be sent with files."""
    labels: ClassVar[Mapping[str, str]] = {}
    """The fields by the name that the summary of faults gives them."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def fields(self) -> dict[str, Any]:
        """Returns the names of its fields with their values in an empty composer (JSON values)."""
        raise NotImplementedError

    def read(self, given: QueryDict) -> dict[str, Any]:
        """Returns what was typed, for those of its fields that `given` holds."""
        return {name: str(given[name]) for name in self.fields() if name in given}

    def pressed(self, request: HttpRequest, values: dict[str, Any]) -> bool:
        """Does what a button of its own asks (changing `values`); False when none was pressed.

        The composer is then shown again instead of publishing. Raises Invalid.
        """
        return False

    def questions(self, values: Mapping[str, Any]) -> list[Question]:
        """Returns what has to be agreed to before these values are published."""
        return []

    def arguments(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Returns what it gives to `posts.publish`, by argument. Raises Invalid."""
        return {}

    def draft_place(self, values: Mapping[str, Any]) -> str:
        """Returns the place of the draft where this part makes it one of its own (`quote:ID`)."""
        return ""
