"""The audiences in words: icons, names and sentences, one table for picker, cards and pages."""

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
    seen: str
    """Its name on somebody's post."""
    readers: str
    """The sentence about somebody's post."""


_TABLE = (
    Word(
        "only_me",
        "key",
        later("Only me"),
        later("Nobody but you reads it."),
        later("Keep for me only"),
        later("Only me"),
        later("Nobody but its author reads it."),
    ),
    Word(
        "circle",
        "circle",
        later("Circle"),
        later("The people you put in it."),
        later("Publish to the circle"),
        later("Circle"),
        later("People whom its author put in a circle."),
    ),
    Word(
        "connections",
        "connections",
        later("My connections"),
        later("People connected with you, in this house."),
        later("Publish to my connections"),
        later("Connections"),
        later("People connected with its author, in this house."),
    ),
    Word(
        "followers",
        "followers",
        later("My followers"),
        later("People who follow you, here and in other houses."),
        later("Publish to my followers"),
        later("Followers"),
        later("People who follow its author, here and in other houses."),
    ),
    Word(
        "house",
        "house",
        later("This house"),
        later("People of this house, signed in. It never leaves."),
        later("Publish to this house"),
        later("This house"),
        later("People of this house, signed in. It never leaves."),
    ),
    Word(
        "quiet",
        "quiet",
        later("Quiet public"),
        later("Anyone who comes by; it is not put forward in lists."),
        later("Publish quietly"),
        later("Quiet public"),
        later("Anyone who comes by; it is not put forward in lists."),
    ),
    Word(
        "public",
        "public",
        later("Public"),
        later("Anyone, here and in other houses."),
        later("Publish to everyone"),
        later("Public"),
        later("Anyone, here and in other houses."),
    ),
    Word(
        "as_parent",
        "thread",
        later("Those who read the post"),
        later("Whoever may read what you answer."),
        later("Reply"),
        later("As the post above"),
        later("Whoever may read what it answers."),
    ),
    Word(
        "author_only",
        "key",
        later("Its author only"),
        later("Only the person you answer."),
        later("Reply to its author only"),
        later("Named people"),
        later("Only the people it names."),
    ),
    Word(
        "direct",
        "key",
        later("Named people"),
        later("Only the people it names."),
        later("Send"),
        later("Named people"),
        later("Only the people it names."),
    ),
    Word(
        "room",
        "people",
        later("A room"),
        later("People of the room."),
        later("Publish"),
        later("A room"),
        later("People of the room."),
    ),
)
_BY_KIND = {entry.kind: entry for entry in _TABLE}


def word(kind: str) -> Word:
    """Returns the words of an audience in the language of this request."""
    entry = _BY_KIND[kind]
    said = (entry.name, entry.sentence, entry.publish, entry.seen, entry.readers)
    return Word(entry.kind, entry.icon, *map(_, said))
