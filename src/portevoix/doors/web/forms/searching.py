"""What one searches for: words, and operators as fields of the form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from portevoix.kernel.text.clean import scrub

TABS = ("people", "posts", "tags")
HOLDS = ("media", "picture", "video", "audio", "poll", "link")
WHERE = ("home", "house", "mine", "library")
FIELDS = ("from", "since", "until", "language", "has", "where")
LONGEST = 200
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_HANDLE = re.compile(r"@?[A-Za-z0-9_.-]+(?:@[^@/\s\"]+)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_FITS = {
    "from": _HANDLE,
    "since": _DAY,
    "until": _DAY,
    "language": _LANGUAGE,
    "has": re.compile("|".join(HOLDS)),
    "where": re.compile("|".join(WHERE)),
}


@dataclass(frozen=True)
class Search:
    """The form in one state. Values of fields that make no sense are dropped."""

    text: str
    tab: str
    values: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked yet."""
        return not self.text and not any(self.values.values())

    @property
    def narrowed(self) -> bool:
        """Whether a field says more than the words do."""
        return any(self.values.values())

    @property
    def question(self) -> str:
        """The words with the fields as operators, as the room reads them."""
        told = [
            f"{'in' if name == 'where' else name}:{value}"
            for name, value in self.values.items()
            if value
        ]
        return " ".join([*told, self.text])

    def at(self, tab: str) -> str:
        """Returns the address of the same search under another tab."""
        given = {"q": self.text, "in": tab}
        if tab == "posts":
            given |= self.values
        return "/search?" + urlencode({name: value for name, value in given.items() if value})

    @property
    def wider(self) -> str:
        """The address of the same words without any field."""
        return "/search?" + urlencode({"q": self.text, "in": "posts"})


def searched(given: Mapping[str, str]) -> Search:
    """Returns the search that a query asks for. Never raises."""
    text = scrub(given.get("q", "")).strip()[:LONGEST]
    values = {name: given.get(name, "").strip()[:LONGEST] for name in FIELDS}
    values = {name: value if _FITS[name].fullmatch(value) else "" for name, value in values.items()}
    tab = given.get("in", "")
    if tab not in TABS:
        tab = "tags" if text.startswith("#") else "posts" if any(values.values()) else "people"
    return Search(text, tab, values if tab == "posts" else dict.fromkeys(FIELDS, ""))
