"""Signing in, by password or by a one-time link, and out."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.accounts import commands
from portevoix.domain.accounts.errors import StandingRefused, WrongSignIn
from portevoix.doors.web import answers, sign_in
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.sentences import sentence
from portevoix.doors.web.viewers import local, member_of
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later

_LABELS = {"name": later("Name or e-mail address"), "password": later("Password")}


def page(request: HttpRequest) -> HttpResponse:
    """`/sign-in`; `?next=` is a path of this house to go to afterwards."""
    place = local(str(request.POST.get("next") or request.GET.get("next", "/")))
    if member_of(request) is not None:
        return answers.go(request, place)
    form = Form({"name": str(request.POST.get("name", "")), "password": ""}, _LABELS)
    status = 200
    if request.method == "POST":
        try:
            return _enter(request, form, place)
        except (WrongSignIn, StandingRefused) as refusal:
            form.faults["name"] = sentence(refusal.code)
            status = 422
    values = {"form": form, "next": place, "is_kept": "kept_form" in request.session}
    return answers.page(request, "sign_in.html", values, status=status)


def _enter(request: HttpRequest, form: Form, place: str) -> HttpResponse:
    name = str(form.values["name"])
    sign_in.take_sign_in(request, name)
    member = commands.sign_in(name_or_email=name, password=str(request.POST.get("password", "")))
    sign_in.begin(request, member)
    return answers.go(request, place)


def key(request: HttpRequest, token: str) -> HttpResponse:
    """`/sign-in/key/TOKEN`: a one-time link; it is spent by the button, not by opening it."""
    if request.method != "POST":
        return answers.page(request, "sign_in_key.html", {"token": token})
    sign_in.take_sign_in(request, "")
    member = commands.use_sign_in_key(token)
    sign_in.begin(request, member)
    if member.has_usable_password():
        return answers.go(request, "/")
    return answers.go(
        request, "/settings/security", _("You are in. Choose a password for the next time.")
    )


@require_POST
def out(request: HttpRequest) -> HttpResponse:
    """`/sign-out`."""
    sign_in.end(request)
    return answers.go(request, "/", _("You have signed out."))
