"""Settings › Pictures: the face and the cover of one's page."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from portevoix.domain.accounts import pictures as own
from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.policies import LONGEST_PICTURE_DESCRIPTION
from portevoix.doors.web import answers
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.viewers import me, signed_in
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.gateways.pictures import PICTURE_TYPES, Purpose, take_in
from portevoix.kernel import limits
from portevoix.kernel.errors import Invalid
from portevoix.kernel.files import FileRefused

_LABELS = {
    "avatar": later("Face"),
    "header": later("Cover"),
    "avatar_description": later("Description of the face"),
    "header_description": later("Description of the cover"),
}
_PURPOSES = {own.AVATAR: Purpose.FACE, own.HEADER: Purpose.COVER}
# What a crop keeps; a face is cut square, a cover three times as wide as high.
FOCUSES = {
    "": later("Its middle"),
    "up": later("Its upper part"),
    "down": later("Its lower part"),
    "left": later("Its left side"),
    "right": later("Its right side"),
}
_POINTS = {"up": (0.0, 1.0), "down": (0.0, -1.0), "left": (-1.0, 0.0), "right": (1.0, 0.0)}
_A_HALF_HOUR = 1800
_MOST_UPLOADS = 30


@signed_in
def pictures(request: HttpRequest) -> HttpResponse:
    """`/settings/pictures`: gives, describes and takes away face and cover."""
    account = me(request).account
    form = Form(_values(request, account), _LABELS)
    if request.method != "POST":
        return _page(request, form, 200)
    try:
        for which in _PURPOSES:
            _change(request, account, which)
    except Invalid as error:
        form.refused(error)
        return _page(request, form, 422)
    return answers.go(request, "/settings/pictures", _("Your page shows it now."))


def _change(request: HttpRequest, account: Account, which: str) -> None:
    if request.POST.get(f"{which}_remove"):
        own.remove_picture(account_id=account.pk, which=which)
        return
    file = request.FILES.get(which)
    stored = None
    if file:
        limits.take(f"upload:{account.pk}", limit=_MOST_UPLOADS, seconds=_A_HALF_HOUR)
        focus = _POINTS.get(str(request.POST.get(f"{which}_focus", "")), (0.0, 0.0))
        try:
            stored = take_in(file.chunks(), _PURPOSES[which], focus=focus)
        except FileRefused as fault:
            raise Invalid(fields={which: [fault.code]}) from fault
    words = request.POST.get(f"{which}_description")
    own.set_picture(
        account_id=account.pk,
        which=which,
        stored=stored,
        description=None if words is None else str(words),
    )


def _values(request: HttpRequest, account: Account) -> dict[str, Any]:
    names = ("avatar_description", "header_description")
    return {name: str(request.POST.get(name, getattr(account, name))) for name in names}


def _page(request: HttpRequest, form: Form, status: int) -> HttpResponse:
    values = {
        "form": form,
        "account": me(request).account,
        "types": ",".join(PICTURE_TYPES),
        "longest": LONGEST_PICTURE_DESCRIPTION,
        "focuses": FOCUSES,
    }
    return answers.page(request, "settings/pictures.html", values, status=status)
