"""An address is shown to be somebody's own: by the link of a letter, sent again on wish."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.accounts import commands, queries
from portevoix.domain.accounts.models import Member, Standing
from portevoix.doors.web import answers, sign_in
from portevoix.doors.web.viewers import member_of
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.errors import NotFound

_NAME = "to_confirm"


def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """`/confirm/TOKEN`: spent by the button, not by opening it, for programs open links too."""
    if request.method != "POST":
        return answers.page(request, "confirm.html", {"token": token})
    sign_in.take_sign_in(request, "")
    found = commands.confirm_address(token)
    request.session.pop(_NAME, None)
    if member_of(request) is not None:
        return answers.go(request, "/settings/security/address", _("The address is confirmed."))
    if found.account.standing == Standing.PENDING:
        return answers.page(request, "join_waiting.html", {"name": found.name})
    return answers.go(request, "/sign-in", _("The address is confirmed. Come in."))


def wait(request: HttpRequest, member: Member) -> HttpResponse:
    """Answers somebody whose address is still to be confirmed; *Send again* is for them alone."""
    request.session[_NAME] = member.pk
    return answers.go(request, "/confirm")


def waiting(request: HttpRequest) -> HttpResponse:
    """`/confirm`: a letter is on its way."""
    found = _waiting(request)
    if found is None:
        return answers.go(request, "/sign-in")
    return answers.page(request, "confirm_waiting.html", {"email": found.email})


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """`/confirm/again`: sends the letter once more."""
    found = _waiting(request)
    if found is None:
        raise NotFound
    sign_in.take_letter(request, found.email or "")
    commands.ask_confirmation(account_id=found.pk)
    return answers.go(request, "/confirm", _("The letter was sent again."))


def _waiting(request: HttpRequest) -> Member | None:
    found = queries.member(request.session.get(_NAME, 0))
    if found is None or found.account.standing != Standing.UNCONFIRMED:
        return None
    return found
