"""Settings › Security › One-time codes: turned on with an authenticator, and off again."""

from django.http import HttpRequest, HttpResponse

from portevoix.domain.access import codes as keys
from portevoix.domain.access import queries as access
from portevoix.domain.access.errors import WrongCode
from portevoix.domain.house.queries import house
from portevoix.doors.web import answers, proving, qr, sign_in
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.sentences import sentence
from portevoix.doors.web.viewers import me
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.config import current

_CODE = {"code": later("Code")}
_PAGE = "/settings/security/codes"


@proving.again
def codes(request: HttpRequest) -> HttpResponse:
    """`/settings/security/codes`: off, waiting to be confirmed (with its QR code), or on."""
    if request.method == "POST":
        return _act(request)
    return _page(request, Form({"code": ""}, _CODE), 200)


def _act(request: HttpRequest) -> HttpResponse:
    member = me(request)
    act = str(request.POST.get("act", "confirm"))
    if act == "begin":
        keys.begin_codes(member.pk)
        return answers.go(request, _PAGE)
    if act == "off":
        keys.turn_off_codes(member.pk)
        said = _("No code is asked any more. The recovery codes are void.")
        return answers.go(request, _PAGE, said)
    if act == "renew":
        return _sheet(request, keys.make_recovery_codes(member.pk))
    sign_in.take_code(request, member.pk)
    try:
        made = keys.confirm_codes(member_id=member.pk, code=str(request.POST.get("code", "")))
    except WrongCode as error:
        form = Form({"code": ""}, _CODE)
        form.faults["code"] = sentence(error.code)
        return _page(request, form, 422)
    return _sheet(request, made)


def _page(request: HttpRequest, form: Form, status: int) -> HttpResponse:
    member = me(request)
    here = f"{member.name}@{current().host}"
    waiting = keys.waiting_secret(member.pk, name=here, house=house().title)
    values = {
        "form": form,
        "on": access.asks_code(member.pk),
        "left": access.recovery_codes_left(member.pk),
        "secret": _grouped(waiting.text) if waiting else "",
        "picture": qr.code_of(waiting.address) if waiting else "",
        "address": waiting.address if waiting else "",
    }
    answer = answers.page(request, "security/codes.html", values, status=status)
    if waiting:
        answer["Cache-Control"] = "no-store"
    return answer


def _sheet(request: HttpRequest, made: list[str]) -> HttpResponse:
    """The recovery codes, to be printed: they are shown this once."""
    answer = answers.page(request, "security/recovery_codes.html", {"codes": made})
    answer["Cache-Control"] = "no-store"
    return answer


def _grouped(text: str) -> str:
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
