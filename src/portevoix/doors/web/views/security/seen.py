"""Where and how one is signed in: browsers, apps, and the log of all tries."""

from django.http import HttpRequest, HttpResponse

from portevoix.domain.access import commands
from portevoix.domain.access import queries as access
from portevoix.doors.web import answers
from portevoix.doors.web.numbers import number_in
from portevoix.doors.web.viewers import me, signed_in
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.errors import NotFound

_SESSIONS, _APPS = "/settings/security/sessions", "/settings/security/apps"
_LINES = 40


@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    """`/settings/security/sessions`: browsers signed in as me; POST ends one, or all others."""
    rows, this_one = access.sign_ins(me(request).pk), request.session.session_key
    if request.method != "POST":
        values = {"sign_ins": rows, "this_one": this_one}
        return answers.page(request, "security/sessions.html", values)
    wanted = str(request.POST.get("session", ""))
    if wanted == "others":
        commands.end_all_sign_ins(me(request).pk, but=this_one or "")
        return answers.go(request, _SESSIONS, _("The other sessions have ended."))
    for row in rows:
        if str(row.id) == wanted:
            commands.end_sign_in(row.session_key)
            return answers.go(request, _SESSIONS, _("The session has ended."))
    raise NotFound


@signed_in
def apps(request: HttpRequest) -> HttpResponse:
    """`/settings/security/apps`: programs let in, and what they may; POST takes it back."""
    member = me(request)
    if request.method != "POST":
        return answers.page(request, "security/apps.html", {"apps": access.apps_of(member.pk)})
    wanted = str(request.POST.get("app", ""))
    if wanted == "terminal":
        commands.revoke_unnamed(member.pk)
    else:
        commands.revoke_app(member_id=member.pk, app_id=_number(wanted))
    return answers.go(request, _APPS, _("The app has no access any more."))


@signed_in
def log(request: HttpRequest) -> HttpResponse:
    """`/settings/security/log`: who tried to come in as me, in the last ninety days."""
    asked = str(request.GET.get("after", ""))
    rows = access.tries(me(request).pk, before=_number(asked) if asked else None, limit=_LINES + 1)
    older = f"/settings/security/log?after={rows[_LINES - 1].id}" if len(rows) > _LINES else ""
    newer = "/settings/security/log" if asked else ""
    values = {"tries": rows[:_LINES], "older": older, "newer": newer}
    return answers.page(request, "security/log.html", values)


def _number(text: str) -> int:
    number = number_in(text)
    if number is None:
        raise NotFound
    return number
