"""A forgotten password: asked by address, made anew by the link of a letter."""

from django.http import HttpRequest, HttpResponse

from portevoix.domain.accounts import addresses, commands
from portevoix.domain.accounts.errors import AddressKeyUnknown
from portevoix.doors.web import answers, sign_in
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.config import current
from portevoix.kernel.errors import Invalid

_EMAIL = {"email": later("E-mail address")}
_PASSWORD = {"password": later("New password")}
_LONGEST = 300


def forgot(request: HttpRequest) -> HttpResponse:
    """`/forgot`: the same answer, after the same work, whether anybody has the address."""
    email = str(request.POST.get("email", ""))[:_LONGEST].replace("\x00", "").strip()
    values = {"form": Form({"email": email}, _EMAIL), "mail": current().sends_mail, "asked": False}
    if request.method == "POST" and current().sends_mail and email:
        sign_in.take_letter(request, email)
        commands.ask_reset(email)
        values["asked"] = True
    return answers.page(request, "forgot.html", values)


def new_password(request: HttpRequest, token: str) -> HttpResponse:
    """`/forgot/TOKEN`: chooses a new password; the link is spent by the button."""
    if not addresses.reset_works(token):
        raise AddressKeyUnknown
    form = Form({"password": "", "ends_apps": True}, _PASSWORD)
    if request.method == "POST":
        form.values["ends_apps"] = bool(request.POST.get("ends_apps"))
        sign_in.take_sign_in(request, "")
        try:
            commands.reset_password(
                token=token,
                password=str(request.POST.get("password", "")),
                keeps_apps=not form.values["ends_apps"],
            )
        except Invalid as error:
            form.refused(error)
        else:
            sign_in.end(request)
            return answers.go(request, "/sign-in", _("The password is new. Sign in with it."))
    status = 422 if form.faults else 200
    return answers.page(request, "new_password.html", {"form": form}, status=status)
