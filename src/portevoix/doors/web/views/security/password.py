"""Settings › Security › Password."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from portevoix.domain.access import commands as access
from portevoix.domain.accounts import commands, queries
from portevoix.doors.web import answers, proving, sign_in
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.viewers import me, signed_in
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.errors import Invalid

_PASSWORD = {"current": later("Present password"), "password": later("New password")}


@signed_in
def password(request: HttpRequest) -> HttpResponseBase:
    """`/settings/security/password`: a new one, for whoever shows the present one.

    Whoever has none yet shows their passkey, or came in not long ago.
    """
    return (_page if me(request).has_usable_password() else proving.again(_page))(request)


def _page(request: HttpRequest) -> HttpResponse:
    form = Form({"current": "", "password": ""}, _PASSWORD)
    if request.method == "POST":
        try:
            return _new_password(request)
        except Invalid as error:
            form.refused(error)
    values = {"form": form, "has_password": me(request).has_usable_password()}
    status = 422 if form.faults else 200
    return answers.page(request, "security/password.html", values, status=status)


def _new_password(request: HttpRequest) -> HttpResponse:
    member = me(request)
    sign_in.take_proof(member.pk)
    commands.change_password(
        account_id=member.pk,
        current=str(request.POST.get("current", "")),
        password=str(request.POST.get("password", "")),
    )
    fresh = queries.member(member.pk) or member
    update_session_auth_hash(request, fresh)
    proving.prove(request)
    access.end_all_sign_ins(member.pk, but=request.session.session_key or "")
    access.revoke_all(member.pk)
    sign_in.remember(request, fresh)
    said = _("The password is changed; other browsers and apps are signed out.")
    return answers.go(request, "/settings/security", said)
