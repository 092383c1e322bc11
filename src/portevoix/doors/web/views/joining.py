"""Becoming a member: the join page in its four modes, and the first key."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from portevoix.domain.access.entering import JOIN
from portevoix.domain.accounts import commands, names
from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.errors import MemberInvalid
from portevoix.domain.accounts.models import Standing
from portevoix.domain.house import queries as house
from portevoix.domain.house.errors import FirstKeyUnknown
from portevoix.doors.web import answers, sign_in, words
from portevoix.doors.web.forms.base import Form, texts
from portevoix.doors.web.sentences import sentence
from portevoix.doors.web.viewers import member_of
from portevoix.doors.web.views import confirming
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.config import current
from portevoix.kernel.errors import Invalid
from portevoix.kernel.limits import take_here

_JOIN = {
    "name": later("Name in the house"),
    "password": later("Password"),
    "email": later("E-mail address"),
    "born_on": later("Day of birth"),
    "reason": later("Why you come"),
    "language": later("Language of the pages"),
    "invitation": later("Invitation"),
    "agreed": later("The rules"),
}
_KEEPER = {
    "title": later("Name of the house"),
    "name": later("Your name in the house"),
    "password": later("Password"),
    "language": later("Language of the house"),
    "registrations": later("Who may join"),
}


def join(request: HttpRequest) -> HttpResponse:
    """`/join`: the rules first, then a name and a password; as the house lets people in."""
    if member_of(request) is not None:
        return answers.go(request, "/")
    code = str(request.POST.get("invitation") or request.GET.get("invitation", ""))
    form = Form({**texts(request.POST, _JOIN), "invitation": code}, _JOIN)
    form.values["agreed"] = bool(request.POST.get("agreed") or request.GET.get("agreed"))
    if form.values["language"] not in words.LANGUAGES:
        form.values["language"] = words.language()
    if request.method == "POST":
        return _join(request, form)
    return _join_page(request, form, 200)


def _join(request: HttpRequest, form: Form) -> HttpResponse:
    sign_in.take_join(request)
    # A field that people do not see: what fills it is a program.
    if request.POST.get("website"):
        return _join_page(request, form, 422)
    try:
        member = commands.join(
            name=form.values["name"],
            password=form.values["password"],
            email=form.values["email"].strip(),
            language=form.values["language"],
            born_on=_day(form.values["born_on"]),
            reason=form.values["reason"],
            invitation=form.values["invitation"].strip(),
            agreed=form.values["agreed"],
        )
    except Invalid as error:
        form.refused(error)
        proposals = error.proposals if isinstance(error, MemberInvalid) else ()
        return _join_page(request, form, 422, proposals)
    if member.account.standing == Standing.UNCONFIRMED:
        return confirming.wait(request, member)
    if member.account.standing == Standing.PENDING:
        return answers.page(request, "join_waiting.html", {"name": member.name})
    sign_in.begin(request, member, JOIN)
    return answers.go(request, "/house", _("Welcome. This is what people say in the house."))


def _join_page(
    request: HttpRequest, form: Form, status: int, proposals: tuple[str, ...] = ()
) -> HttpResponse:
    code = form.values["invitation"]
    invitation = house.invitation(code) if code else None
    invited_by = (
        accounts.by_id(invitation.invited_by_id)
        if invitation and invitation.invited_by_id
        else None
    )
    rules = house.rules()
    values = {
        "form": form,
        "step": 1 if rules and request.method != "POST" and not form.values["agreed"] else 2,
        "mail": current().sends_mail,
        "mode": house.registration_mode(),
        "invitation": invitation,
        "invited_by": invited_by,
        "rules": rules,
        "proposals": proposals,
        "typed": "",
    }
    return answers.page(request, "join.html", values, status=status)


def name_free(request: HttpRequest) -> HttpResponse:
    """`/join/name`: whether a name is free, as one types; three free ones when it is not."""
    take_here(f"join-name:{sign_in.address_of(request)}", limit=120, seconds=60)
    name = names.normalise(str(request.GET.get("name", "")))
    fault = names.fault(name)
    proposals: tuple[str, ...] = ()
    if fault is None and accounts.taken(name):
        fault, proposals = "taken", names.propose(name, accounts.taken)
    if not name:
        typed = ""
    else:
        typed = sentence(fault, "name") if fault else _("%(name)s is free.") % {"name": name}
    return answers.piece(request, "name_free", {"typed": typed, "proposals": proposals})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def first_key(request: HttpRequest, token: str = "") -> HttpResponse:
    """`/first-key/TOKEN`: who opens the link of the first start becomes the keeper."""
    token = token or str(request.POST.get("token") or request.GET.get("token", ""))
    if not house.first_key_works(token):
        raise FirstKeyUnknown
    defaults = {
        "title": house.house().title,
        "language": words.language(),
        "registrations": "invited",
    }
    form = Form(
        {**defaults, **texts(request.POST, _KEEPER)} if request.POST else _blank(defaults), _KEEPER
    )
    if request.method != "POST":
        return _first_key_page(request, form, token, 200)
    try:
        sign_in.take_join(request)
        member = commands.make_keeper(token=token, **_chosen(form.values))
    except Invalid as error:
        form.refused(error)
        return _first_key_page(request, form, token, 422)
    sign_in.begin(request, member, JOIN)
    return answers.go(
        request, "/write", _("The house is yours to keep. Its first post may say what it is for.")
    )


def _blank(defaults: dict[str, str]) -> dict[str, Any]:
    return {**dict.fromkeys(_KEEPER, ""), **defaults}


def _chosen(values: dict[str, Any]) -> dict[str, str]:
    """The fields for the room; who may join is left out where a setting decides it."""
    chosen = {name: str(values[name]) for name in _KEEPER}
    if house.registration_mode_is_locked():
        chosen["registrations"] = ""
    return chosen


def _first_key_page(request: HttpRequest, form: Form, token: str, status: int) -> HttpResponse:
    values = {"form": form, "token": token, "locked": house.registration_mode_is_locked()}
    return answers.page(request, "first_key.html", values, status=status)
