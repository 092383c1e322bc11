"""Settings › Security › Passkeys."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.access import passkeys as keys
from portevoix.domain.access import queries as access
from portevoix.domain.access.errors import PasskeyRefused
from portevoix.domain.house.queries import house
from portevoix.doors.web import answers, challenges, devices, proving
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.sentences import sentence
from portevoix.doors.web.viewers import me
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.errors import Invalid, NotFound

_LABELS = {"name": later("Name of the passkey")}
_PAGE = "/settings/security/passkeys"


@proving.again
def passkeys(request: HttpRequest) -> HttpResponse:
    """`/settings/security/passkeys`: those there are; POST adds the one that the browser made."""
    form = Form({"name": ""}, _LABELS)
    if request.method == "POST":
        form.values["name"] = str(request.POST.get("name", ""))
        try:
            keys.add_passkey(
                member_id=me(request).pk,
                name=form.values["name"],
                answer=str(request.POST.get("answer", "")),
                challenge=challenges.take(request),
            )
            return answers.go(request, _PAGE, _("The passkey is kept. It lets you in from now on."))
        except Invalid as error:
            form.refused(error)
        except PasskeyRefused as error:
            form.faults["name"] = sentence(error.code, "new")
    else:
        form.values["name"] = devices.name_of(request.headers.get("User-Agent", ""))
    values = {
        "form": form,
        "passkeys": access.passkeys(me(request).pk),
        "possible": challenges.possible(request),
    }
    status = 422 if form.faults else 200
    return answers.page(request, "security/passkeys.html", values, status=status)


@require_POST
@proving.again
def options(request: HttpRequest) -> HttpResponse:
    """`/settings/security/passkeys/options`: what a script asks the browser to make."""
    return challenges.give(request, *keys.registration(me(request), house=house().title))


@proving.again
def passkey(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """`/settings/security/passkeys/ID`: names it anew, or removes it."""
    found = next((row for row in access.passkeys(me(request).pk) if row.id == passkey_id), None)
    if found is None:
        raise NotFound
    form = Form({"name": found.name}, _LABELS)
    if request.method == "POST":
        if request.POST.get("act") == "remove":
            keys.remove_passkey(member_id=me(request).pk, passkey_id=passkey_id)
            return answers.go(request, _PAGE, _("The passkey lets nobody in any more."))
        form.values["name"] = str(request.POST.get("name", ""))
        try:
            keys.rename_passkey(
                member_id=me(request).pk, passkey_id=passkey_id, name=form.values["name"]
            )
            return answers.go(request, _PAGE, _("It is called so now."))
        except Invalid as error:
            form.refused(error)
    values = {"form": form, "passkey": found}
    status = 422 if form.faults else 200
    return answers.page(request, "security/passkey.html", values, status=status)
