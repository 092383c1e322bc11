"""Settings › Security › E-mail address."""

from django.http import HttpRequest, HttpResponse

from portevoix.domain.accounts import addresses, commands
from portevoix.doors.web import answers, proving, sign_in
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.viewers import me
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.config import current
from portevoix.kernel.errors import Invalid, NotFound

_EMAIL = {"email": later("E-mail address")}
_PAGE = "/settings/security/address"
_LONGEST = 300


@proving.again
def address(request: HttpRequest) -> HttpResponse:
    """`/settings/security/address`: the address, confirmed or not, and another one instead."""
    form = Form({"email": ""}, _EMAIL)
    if request.method == "POST":
        if not current().sends_mail:
            raise NotFound
        form.values["email"] = str(request.POST.get("email", ""))[:_LONGEST].strip()
        try:
            return answers.go(request, _PAGE, _done(request, form.values["email"]))
        except Invalid as error:
            form.refused(error)
    member = me(request)
    values = {
        "form": form,
        "mail": current().sends_mail,
        "email": member.email or "",
        "confirmed": member.email_confirmed_at is not None,
        "waiting": addresses.waiting_address(member.pk),
    }
    status = 422 if form.faults else 200
    return answers.page(request, "security/address.html", values, status=status)


def _done(request: HttpRequest, email: str) -> str:
    """Does what the pressed button says, and returns the sentence about it."""
    member, act = me(request), str(request.POST.get("act", "change"))
    if act == "leave":
        addresses.leave_new_address(member.pk)
        return _("The address stays as it was.")
    sign_in.take_letter(request, email or member.email or "")
    if act == "confirm":
        commands.ask_confirmation(account_id=member.pk)
    else:
        commands.ask_new_address(account_id=member.pk, email=email)
    return _("A letter is on its way. The link in it is good for a day.")
