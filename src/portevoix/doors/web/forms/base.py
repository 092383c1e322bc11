"""Forms of the pages: what was typed, what is wrong with it, and the names of the fields.

A form never loses a value: it is drawn from `values` whether it is new, refused
or brought back after a sign-in. The rooms decide what is wrong; the form only
turns their codes into sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from portevoix.doors.web.sentences import sentence
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.errors import Invalid


class Faults(dict[str, str]):
    """What is wrong, by field; a field without fault has an empty sentence."""

    def __missing__(self, name: str) -> str:
        return ""


@dataclass
class Form:
    """One form in one state. `labels` names its fields for the summary of faults."""

    values: dict[str, Any]
    labels: Mapping[str, str]
    faults: Faults = field(default_factory=Faults)

    def label(self, name: str) -> str:
        """Returns the name of a field, as its label says it."""
        return _(self.labels[name]) if name in self.labels else name

    def refused(self, error: Invalid) -> None:
        """Takes over what a room found wrong, field by field; one sentence each."""
        for name, codes in error.fields.items():
            self.faults[name if name in self.labels else self._first()] = sentence(
                codes[0] if codes else error.code, name
            )
        if not error.fields:
            self.faults[self._first()] = sentence(error.code, self._first())

    def _first(self) -> str:
        return next(iter(self.labels))


def texts(post: QueryDict, names: Mapping[str, str]) -> dict[str, Any]:
    """Returns the given fields of a form as strings, absent ones empty."""
    return {name: str(post.get(name, "")) for name in names}
