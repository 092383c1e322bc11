"""The keys of the pages, in one table: the sheet shows it, the script obeys the same words."""

from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later

Key = tuple[str, str]
_GROUPS: tuple[tuple[str, tuple[Key, ...]], ...] = (
    (
        later("Anywhere"),
        (
            ("?", later("this sheet")),
            ("/", later("search")),
            ("n", later("write")),
            (".", later("show the new posts")),
            ("Esc", later("close; leave the field")),
            ("Ctrl + Enter", later("publish")),
        ),
    ),
    (
        later("In a list"),
        (
            ("j k", later("next, previous post")),
            ("o", later("open the post")),
            ("u", later("back to the list")),
            ("r", later("reply")),
            ("b", later("boost")),
            ("f", later("favourite")),
            ("m", later("bookmark")),
            ("v", later("open the first picture")),
            ("x", later("open or close the content warning")),
            ("a", later("the author's page")),
            ("p", later("the post that is answered")),
            ("y", later("copy the link")),
        ),
    ),
    (
        later("Go to"),
        (
            ("g h", later("home")),
            ("g l", later("this house")),
            ("g w", later("world")),
            ("g n", later("notifications")),
            ("g d", later("drafts")),
            ("g p", later("my page")),
            ("g s", later("settings")),
        ),
    ),
)


def groups() -> list[tuple[str, list[Key]]]:
    """Returns (heading, [(key, what it does)]) of every key, in the language of this request."""
    return [(_(heading), [(key, _(words)) for key, words in keys]) for heading, keys in _GROUPS]
