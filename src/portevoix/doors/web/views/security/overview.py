"""Settings › Security: all keys of the house that a member holds, on one page."""

from django.http import HttpRequest, HttpResponse

from portevoix.domain.access import entering
from portevoix.domain.access import queries as access
from portevoix.domain.access.errors import PasskeyRefused
from portevoix.domain.access.passkeys import enter_by_passkey
from portevoix.domain.accounts.errors import StandingRefused, WrongSignIn
from portevoix.doors.web import answers, challenges, proving, sign_in
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.sentences import sentence
from portevoix.doors.web.viewers import local, me, signed_in
from portevoix.doors.web.words import later

_AGAIN = {"password": later("Password")}


@signed_in
def security(request: HttpRequest) -> HttpResponse:
    """`/settings/security`: what there is, in a sentence each, and the way to it."""
    member = me(request)
    values = {
        "has_password": member.has_usable_password(),
        "passkeys": len(access.passkeys(member.pk)),
        "passkeys_possible": challenges.possible(request),
        "codes": access.asks_code(member.pk),
        "recovery_codes": access.recovery_codes_left(member.pk),
        "email": bool(member.email),
        "confirmed": member.email_confirmed_at is not None,
        "sessions": len(access.sign_ins(member.pk)),
        "apps": len(access.apps_of(member.pk)),
    }
    return answers.page(request, "security/overview.html", values)


@signed_in
def again(request: HttpRequest) -> HttpResponse:
    """`/settings/security/again`: the password again, or a passkey; then back to `?next=`."""
    member = me(request)
    place = local(str(request.POST.get("next") or request.GET.get("next", "")), _HOME)
    if not proving.can_prove(member):
        return answers.go(request, place)
    form = Form({"password": ""}, _AGAIN)
    if request.method == "POST":
        try:
            return _prove(request, place)
        except (WrongSignIn, PasskeyRefused, StandingRefused) as error:
            form.faults["password"] = sentence(error.code, "again")
    values = {
        "form": form,
        "next": place,
        "has_password": member.has_usable_password(),
        "passkeys": challenges.possible(request) and access.has_passkey(member.pk),
    }
    return answers.page(request, "security/again.html", values, status=422 if form.faults else 200)


def _prove(request: HttpRequest, place: str) -> HttpResponse:
    member, visit = me(request), sign_in.visit_of(request)
    sign_in.take_proof(member.pk)
    if "answer" in request.POST:
        enter_by_passkey(
            answer=str(request.POST["answer"]),
            challenge=challenges.take(request),
            visit=visit,
            only=member.pk,
        )
    else:
        password = str(request.POST.get("password", ""))
        entering.prove(member_id=member.pk, password=password, visit=visit)
    proving.prove(request)
    return answers.go(request, place)


_HOME = "/settings/security"
