"""The audiences in words: their icons, names and sentences. One table for picker, cards and pages."""

from dataclasses import dataclass

from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later


@dataclass(frozen=True)
class Word:
    """How an audience is shown."""

    kind: str
    icon: str
    name: str
    sentence: str
    publish: str


_TABLE = (
    Word(
        "only_me",
        "key",
        later("Only me"),
        later("Nobody but you reads it."),
        later("Keep for me only"),
    ),
    Word(
        "circle",
        "circle",
        later("Circle"),
        later("The people you put in it."),
        later("Publish to the circle"),
    ),
    Word(
        "connections",
        "connections",
        later("My connections"),
        later("People connected with you, in this house."),
        later("Publish to my connections"),
    ),
    Word(
        "followers",
        "followers",
        later("My followers"),
        later("People who follow you, here and in other houses."),
        later("Publish to my followers"),
    ),
    Word(
        "house",
        "house",
        later("This house"),
        later("People of this house, signed in. It never leaves."),
        later("Publish to this house"),
    ),
    Word(
        "quiet",
        "quiet",
        later("Quiet public"),
        later("Anyone who comes by; it is not put forward in lists."),
        later("Publish quietly"),
    ),
    Word(
        "public",
        "public",
        later("Public"),
        later("Anyone, here and in other houses."),
        later("Publish to everyone"),
    ),
    Word(
        "as_parent",
        "thread",
        later("Those who read the post"),
        later("Whoever may read what you answer."),
        later("Reply"),
    ),
    Word(
        "author_only",
        "key",
        later("Its author only"),
        later("Only the person you answer."),
        later("Reply to its author only"),
    ),
    Word("direct", "key", later("Named people"), later("Only the people it names."), later("Send")),
    Word("room", "people", later("A room"), later("People of the room."), later("Publish")),
)
_BY_KIND = {entry.kind: entry for entry in _TABLE}
LADDER = ("only_me", "circle", "connections", "followers", "house", "quiet", "public")


def word(kind: str) -> Word:
    """Returns the words of an audience in the language of this request."""
    entry = _BY_KIND[kind]
    return Word(entry.kind, entry.icon, _(entry.name), _(entry.sentence), _(entry.publish))
