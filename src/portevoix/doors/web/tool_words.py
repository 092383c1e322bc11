"""The words under every post. A page shows them twenty times, so they are looked up once."""

import functools

from portevoix.doors.web.words import catalogue, language


def in_this_language() -> dict[str, str]:
    """Returns the words of the toolbar in the language of this request."""
    return _in(language())


@functools.cache
def _in(code: str) -> dict[str, str]:
    spoken = catalogue(code)
    gettext, pgettext = spoken.gettext, spoken.pgettext
    return {
        "reply": pgettext("verb", "Reply"),
        "boost": pgettext("verb", "Boost"),
        "unboost": pgettext("verb", "Take back the boost"),
        "favourite": pgettext("verb", "Favourite"),
        "unfavourite": pgettext("verb", "Take back the favourite"),
        "bookmark": pgettext("verb", "Bookmark"),
        "unbookmark": pgettext("verb", "Take back the bookmark"),
        "audience": gettext("Who sees it…"),
        "who_may": gettext("Who may answer, quote, boost…"),
        "waiting": gettext("Waits for the word of the person it answers"),
        "quote": gettext("Quote it…"),
        "edit": gettext("Change its words…"),
        "pin": gettext("Pin on top of my page"),
        "unpin": gettext("No longer pin it"),
        "pinned": gettext("Pinned"),
        "more": pgettext("verb", "More"),
        "open": gettext("Open the talk"),
        "seen_by": gettext("Seen by:"),
        "ties": gettext("Mute or block its author…"),
    }
