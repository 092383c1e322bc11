"""The keys of the pages, in one table: the sheet shows it, the script obeys the same words."""

from portevoix.doors.web.words import gettext as _

Key = tuple[str, str]


def groups() -> list[tuple[str, list[Key]]]:
    """Returns (heading, [(key, what it does)]) of every key that works."""
    return [
        (
            _("Anywhere"),
            [
                ("?", _("this sheet")),
                ("/", _("search")),
                ("n", _("write")),
                (".", _("show the new posts")),
                ("Esc", _("close; leave the field")),
                ("Ctrl + Enter", _("publish")),
            ],
        ),
        (
            _("In a list"),
            [
                ("j k", _("next, previous post")),
                ("o", _("open the post")),
                ("u", _("back to the list")),
                ("r", _("reply")),
                ("b", _("boost")),
                ("f", _("favourite")),
                ("x", _("open or close the content warning")),
                ("a", _("the author's page")),
                ("p", _("the post that is answered")),
                ("y", _("copy the link")),
            ],
        ),
        (
            _("Go to"),
            [
                ("g h", _("home")),
                ("g l", _("this house")),
                ("g w", _("world")),
                ("g n", _("notifications")),
                ("g p", _("my page")),
                ("g s", _("settings")),
            ],
        ),
    ]
