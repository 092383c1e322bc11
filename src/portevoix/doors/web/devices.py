"""The browser that a session belongs to, in words."""

import re

from portevoix.doors.web.words import gettext as _

# The first that fits: many browsers also give the names of those they resemble.
_BROWSERS = (
    ("Firefox", r"Firefox/"),
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Chromium", r"Chrom(?:e|ium)/|CriOS/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Macintosh"),
    ("Linux", r"Linux|X11"),
)
_LONGEST = 60


def name_of(device: str) -> str:
    """Returns "Firefox, Linux" for a `User-Agent`; its beginning when it is not known."""
    known = [
        next((name for name, pattern in table if re.search(pattern, device)), "")
        for table in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, known)) or device[:_LONGEST] or _("A browser")
