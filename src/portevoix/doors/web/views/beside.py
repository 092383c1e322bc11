"""Beside the ties: notes about people, talks muted, houses kept away."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.notifications import threads
from portevoix.domain.relationships import commands
from portevoix.domain.relationships.house_blocks import blocked_houses
from portevoix.doors.web import answers, paging, people
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.errors import Invalid

_HOUSE = {"domain": later("Address of the house")}


@require_POST
@signed_in
def note(request: HttpRequest, handle: str) -> HttpResponse:
    """`/@name/note`: what one writes down about somebody."""
    account = people.by_handle(handle)
    text = str(request.POST.get("note", ""))[:2000]
    commands.note(owner_id=me(request).pk, about_id=account.pk, text=text)
    return answers.back(request, f"{people.page_of(account)}/ties", _("Kept."))


@require_POST
@signed_in
def mute_talk(request: HttpRequest, post_id: int) -> HttpResponse:
    """Tells one nothing more of a talk."""
    return _talk(request, post_id, threads.mute_thread, _("You are told nothing more of it."))


@require_POST
@signed_in
def unmute_talk(request: HttpRequest, post_id: int) -> HttpResponse:
    """Tells one of a talk again."""
    return _talk(request, post_id, threads.unmute_thread, _("You are told of it again."))


def _talk(
    request: HttpRequest, post_id: int, act: Callable[..., object], said: str
) -> HttpResponse:
    act(viewer=viewer(request), post_id=post_id)
    return answers.back(request, "/", said)


@signed_in
def houses(request: HttpRequest) -> HttpResponse:
    """`/settings/houses`: whole houses one does not wish to meet."""
    form = Form({"domain": ""}, _HOUSE)
    if request.method == "POST":
        form.values["domain"] = str(request.POST.get("domain", ""))[:300]
        try:
            host = commands.block_house(owner_id=me(request).pk, host=form.values["domain"])
        except Invalid as error:
            form.refused(error)
        else:
            said = _("Nobody of %(house)s is in your lists any more.") % {"house": host}
            return answers.go(request, "/settings/houses", said)
    asked = paging.asked(request)
    hosts = dict(blocked_houses(me(request).pk, asked.page))
    rows, newer, older = asked.cut(list(hosts))
    values = {
        "form": form,
        "hosts": [hosts[row] for row in rows],
        "newer": newer,
        "older": older,
    }
    status = 422 if form.faults else 200
    return answers.page(request, "settings/houses.html", values, status=status)


@require_POST
@signed_in
def unblock_house(request: HttpRequest) -> HttpResponse:
    """Lets the people of a house into one's lists again."""
    host = str(request.POST.get("domain", ""))[:300]
    commands.unblock_house(owner_id=me(request).pk, host=host)
    said = _("The people of %(house)s are in your lists again.") % {"house": host}
    return answers.go(request, "/settings/houses", said)
