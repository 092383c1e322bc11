"""Sizes of files, in words."""

from portevoix.doors.web import words
from portevoix.doors.web.words import gettext as _

_STEP = 1000


def size(count: int) -> str:
    """Returns how much `count` bytes are: "12 kB", "3.4 MB"."""
    if count < _STEP * _STEP:
        return _("%(number)s kB") % {"number": max(1, round(count / _STEP))}
    number = count / _STEP**2
    unit = _("%(number)s MB")
    if number >= _STEP:
        number, unit = number / _STEP, _("%(number)s GB")
    written = f"{number:.1f}" if number < 10 else f"{number:.0f}"
    return unit % {"number": written.replace(".", "," if words.language() == "fr" else ".")}
