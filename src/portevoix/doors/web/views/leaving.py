"""Settings › Account: letting it rest, and leaving."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from portevoix.domain.accounts import commands
from portevoix.domain.accounts.errors import LastOwner, MemberInvalid
from portevoix.doors.web import answers, sign_in, times
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.frame import zone_of
from portevoix.doors.web.proving import again
from portevoix.doors.web.sentences import sentence
from portevoix.doors.web.viewers import View, me, signed_in
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later

_LABELS = {"name": later("Your @name"), "password": later("Password")}


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """`/settings/account`: what resting and leaving mean; POST begins or ends a rest."""
    member = me(request)
    if request.method != "POST":
        return _page(request, Form({"name": ""}, _LABELS))
    if request.POST.get("rest") == "end":
        commands.thaw(member.pk)
        return answers.go(request, "/settings/account", _("The account is awake again."))
    commands.freeze(member.pk)
    return answers.go(request, "/settings/account", _("The account rests now."))


@signed_in
def delete(request: HttpRequest) -> HttpResponseBase:
    """`/settings/account/delete`: takes the typed name and the password, and begins the end.

    Whoever has no password proves otherwise who they are.
    """
    view: View = _delete if me(request).has_usable_password() else again(_delete)
    return view(request)


def _delete(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return answers.go(request, "/settings/account")
    member = me(request)
    form = Form({"name": str(request.POST.get("name", ""))}, _LABELS)
    sign_in.take_sign_in(request, member.name)
    try:
        until = commands.leave(
            account_id=member.pk,
            name=form.values["name"],
            password=str(request.POST.get("password", "")),
        )
    except MemberInvalid as error:
        form.refused(error)
        return _page(request, form, status=422)
    except LastOwner as error:
        form.faults["name"] = sentence(error.code)
        return _page(request, form, status=422)
    day = times.full(until, zone_of(request))
    sign_in.end(request)
    said = _("Your page is gone. Until {day} you can come back by signing in.").format(day=day)
    return answers.go(request, "/", said)


def _page(request: HttpRequest, form: Form, *, status: int = 200) -> HttpResponse:
    member = me(request)
    values = {
        "form": form,
        "rests": member.account.frozen,
        "may_wake": member.rests_since is not None,
        "has_password": member.has_usable_password(),
    }
    return answers.page(request, "settings/account.html", values, status=status)
