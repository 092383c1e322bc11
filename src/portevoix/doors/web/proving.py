"""Before what is dangerous, the password again: whoever found an open screen goes no further.

What needs it is decorated with `again`. Signing in counts as proof, for ten minutes.
"""

import functools
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from portevoix.domain.access import queries as access
from portevoix.domain.accounts.models import Member
from portevoix.doors.web.viewers import View, local, me, signed_in
from portevoix.kernel import clock

LASTS = 10 * 60
PAGE = "/settings/security/again"
_NAME = "proved_at"


def prove(request: HttpRequest) -> None:
    """Notes that the member has just proved who they are."""
    request.session[_NAME] = int(clock.now().timestamp())


def is_proved(request: HttpRequest) -> bool:
    """Whether the member proved who they are within the last ten minutes."""
    age = int(clock.now().timestamp()) - int(request.session.get(_NAME, 0))
    return 0 <= age < LASTS


def can_prove(member: Member) -> bool:
    """Whether there is anything to ask for: who came by a link has neither key nor password."""
    return member.has_usable_password() or access.has_passkey(member.pk)


def again(view: View) -> View:
    """Lets members in who proved who they are not long ago; the others are asked first.

    A form that was sent too late leads back to the page it stood on; nothing was done.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_proved(request) or not can_prove(me(request)):
            return view(request, *args, **kwargs)
        place = request.get_full_path()
        if request.method == "POST":
            place = str(request.POST.get("back") or request.path)
        door = f"{PAGE}?next={quote(local(place))}"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": door})
        return HttpResponseRedirect(door)

    return signed_in(guarded)
