"""Signing in, by password, passkey or a one-time link, and out."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.access import codes, entering, passkeys
from portevoix.domain.access import queries as access
from portevoix.domain.access.errors import PasskeyRefused, WrongCode
from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.errors import StandingRefused, WrongSignIn
from portevoix.domain.accounts.models import Member
from portevoix.doors.web import answers, challenges, half, sign_in
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.sentences import sentence
from portevoix.doors.web.viewers import local, member_of
from portevoix.doors.web.views import confirming
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.config import current
from portevoix.kernel.errors import TooFast

_LABELS = {"name": later("Name or e-mail address"), "password": later("Password")}
_CODE = {"code": later("Code")}
_LONGEST = 300


def page(request: HttpRequest) -> HttpResponse:
    """`/sign-in`; `?next=` is a path of this house to go to afterwards."""
    place = local(str(request.POST.get("next") or request.GET.get("next", "/")))
    if member_of(request) is not None:
        return answers.go(request, place)
    form = Form({"name": str(request.POST.get("name", "")), "password": ""}, _LABELS)
    if request.method != "POST":
        return _page(request, form, place)
    try:
        return sign_in.say_mine(request, _enter(request, form, place))
    except StandingRefused as refusal:
        return _refused(request, form, place, refusal)
    except WrongSignIn as refusal:
        form.faults["name"] = sentence(refusal.code)
        return _page(request, form, place, status=422)
    except TooFast as error:
        return _page(request, form, place, status=429, until=error)


def _page(
    request: HttpRequest,
    form: Form,
    place: str,
    *,
    status: int = 200,
    until: TooFast | None = None,
    closed: bool = False,
) -> HttpResponse:
    values = {
        "form": form,
        "next": place,
        "is_kept": "kept_form" in request.session,
        "passkeys": challenges.possible(request),
        "until": until.retry_at if until else None,
        "closed": closed,
        "mail": current().sends_mail,
    }
    answer = answers.page(request, "sign_in.html", values, status=status)
    if until:
        answer["Retry-After"] = until.retry_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return answer


def _refused(
    request: HttpRequest, form: Form, place: str, refusal: StandingRefused
) -> HttpResponse:
    """The key was right, but: a letter is still to be answered, or the house says no, and why."""
    found = accounts.member(refusal.member_id or 0)
    if found is not None and refusal.code == "unconfirmed" and current().sends_mail:
        return confirming.wait(request, found)
    form.faults["name"] = sentence(refusal.code)
    return _page(request, form, place, status=422, closed=refusal.code == "suspended")


def _enter(request: HttpRequest, form: Form, place: str) -> HttpResponse:
    name = str(form.values["name"])[:_LONGEST]
    sign_in.take_sign_in(request, name)
    member = entering.enter(
        name_or_email=name,
        password=str(request.POST.get("password", "")),
        visit=sign_in.visit_of(request),
    )
    return _come_in(request, member, entering.PASSWORD, place)


def _come_in(request: HttpRequest, member: Member, means: str, place: str) -> HttpResponse:
    """Lets in whoever showed the first key, or asks for the code where the member wants one."""
    if access.asks_code(member.pk):
        half.keep(request, member, means, place)
        return answers.go(request, "/sign-in/code")
    sign_in.begin(request, member, means)
    return _arrived(request, member, means, place)


def _arrived(request: HttpRequest, member: Member, means: str, place: str) -> HttpResponse:
    if means != entering.LINK or member.has_usable_password():
        return answers.go(request, place)
    said = _("You are in. Choose a password for the next time.")
    return answers.go(request, "/settings/security/password", said)


def code(request: HttpRequest) -> HttpResponse:
    """`/sign-in/code`: the second key, of the clock or for a lost telephone."""
    found = half.of(request)
    if found is None or member_of(request) is not None:
        return answers.go(request, "/sign-in")
    form, status = Form({"code": ""}, _CODE), 200
    if request.method == "POST":
        sign_in.take_code(request, found.member.pk)
        try:
            codes.check_code(member_id=found.member.pk, code=str(request.POST.get("code", "")))
        except WrongCode as error:
            visit = sign_in.visit_of(request)
            entering.note(found.member.pk, found.means, entering.WRONG_CODE, visit)
            form.faults["code"], status = sentence(error.code), 422
        else:
            half.forget(request)
            sign_in.begin(request, found.member, found.means)
            return _arrived(request, found.member, found.means, found.place)
    return answers.page(request, "sign_in_code.html", {"form": form}, status=status)


@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """`/sign-in/passkey/options`: what a script asks the browser, for whoever they turn out to be.

    Also asked by members who give proof again.
    """
    sign_in.take_sign_in(request, "")
    return challenges.give(request, *passkeys.assertion())


@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """`/sign-in/passkey`: the browser's answer; it stands for password and code at once."""
    place = local(str(request.POST.get("next", "/")))
    sign_in.take_sign_in(request, "")
    form = Form({"name": "", "password": ""}, _LABELS)
    try:
        member = passkeys.enter_by_passkey(
            answer=str(request.POST.get("answer", "")),
            challenge=challenges.take(request),
            visit=sign_in.visit_of(request),
        )
    except StandingRefused as refusal:
        return _refused(request, form, place, refusal)
    except PasskeyRefused as refusal:
        form.faults["name"] = sentence(refusal.code)
        return _page(request, form, place, status=422)
    half.forget(request)
    sign_in.begin(request, member, entering.PASSKEY)
    return answers.go(request, place)


def key(request: HttpRequest, token: str) -> HttpResponse:
    """`/sign-in/key/TOKEN`: a one-time link; it is spent by the button, not by opening it."""
    if request.method != "POST":
        return answers.page(request, "sign_in_key.html", {"token": token})
    sign_in.take_sign_in(request, "")
    member = entering.enter_by_link(token=token, visit=sign_in.visit_of(request))
    return _come_in(request, member, entering.LINK, "/")


@require_POST
def out(request: HttpRequest) -> HttpResponse:
    """`/sign-out`."""
    sign_in.end(request)
    return sign_in.say_mine(request, answers.go(request, "/", _("You have signed out.")))
