"""What every page shows around its content: the house, who looks, what waits, how it is drawn."""

from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from portevoix.domain.accounts.models import Member
from portevoix.domain.house import queries as house_queries
from portevoix.domain.house.models import House
from portevoix.domain.notifications import queries as notifications
from portevoix.doors.web import kept, times, words
from portevoix.doors.web.appearance import Appearance
from portevoix.doors.web.viewers import local, member_of, viewer
from portevoix.kernel.config import current


@dataclass
class Frame:
    """The frame of one page. What a page does not show is not asked for."""

    request: HttpRequest

    @cached_property
    def house(self) -> House:
        """The house's own words."""
        return house_queries.house()

    @cached_property
    def member(self) -> Member | None:
        """Who looks, when signed in."""
        return member_of(self.request)

    @cached_property
    def waiting(self) -> int:
        """How many notifications are unread."""
        return 0 if self.member is None else notifications.unread_count(viewer(self.request))

    @cached_property
    def look(self) -> Appearance:
        """How this member wishes pages to be drawn."""
        return Appearance.of(self.member)

    @cached_property
    def saves_data(self) -> bool:
        """Whether pictures come on a press only: chosen, or wished by the browser."""
        return self.look.media == "light" or self.request.headers.get("Save-Data") == "on"

    @cached_property
    def joining(self) -> str:
        """Who may join: open, approval, invited or closed."""
        return house_queries.registration_mode()

    @property
    def said(self) -> str:
        """What the last act did, shown once on top of the page."""
        from portevoix.doors.web.answers import take_said

        return take_said(self.request)

    @property
    def undo(self) -> str:
        """Where the last act is undone, shown once beside what it did."""
        from portevoix.doors.web.answers import take_undo

        return take_undo(self.request)

    @property
    def form_draft(self) -> kept.FormDraft:
        """What was kept of this page's form before it was saved."""
        return kept.form_draft(self.request)

    @cached_property
    def place(self) -> str:
        """The address a form leads back to: of the page, also when a piece of it is asked for."""
        asked = self.request.headers.get("HX-Current-URL", "")
        try:
            found = urlsplit(asked)
        except ValueError:
            return "/"
        if asked:
            return local(found.path + (f"?{found.query}" if found.query else ""))
        return self.request.get_full_path()

    @property
    def mine(self) -> bool:
        """Whether this device was said to be the member's own, at sign-in."""
        return self.request.COOKIES.get(settings.MINE_COOKIE_NAME) == "yes"

    @property
    def zone_cookie(self) -> str:
        """The name of the cookie by which the browser tells its time zone."""
        return str(settings.ZONE_COOKIE_NAME)

    @property
    def asked_language(self) -> str:
        """The language that the address of this page names: a link to it in that language."""
        asked = self.request.GET.get("lang", "")
        return asked if asked in words.LANGUAGES else ""

    @property
    def origin(self) -> str:
        """The public address of the house."""
        return current().origin

    @property
    def host(self) -> str:
        """The host that handles end in."""
        return current().host

    @property
    def keeps(self) -> bool:
        """Whether the member keeps the house, and so welcomes people."""
        return self.member is not None and self.member.role in ("owner", "admin")


def zone_of(request: HttpRequest) -> tzinfo:
    """Returns the reader's time zone, as the browser told it by a cookie."""
    return times.zone_named(request.COOKIES.get(settings.ZONE_COOKIE_NAME, ""))


def context(request: HttpRequest) -> dict[str, Any]:
    """Returns what `base.html` needs; a context processor of Django's Jinja backend too."""
    if not hasattr(request, "frame"):
        request.frame = Frame(request)  # type: ignore[attr-defined]
    return {
        "frame": request.frame,  # type: ignore[attr-defined]
        "zone": zone_of(request),
        "language": words.language(),
        "here": request.path,
    }
