"""Keeping the house: what it says of itself, who may join, its rules."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.models import Member, Standing
from portevoix.domain.house import commands, queries
from portevoix.domain.house import rules as ruling
from portevoix.doors.web import answers, kept, words
from portevoix.doors.web.forms.base import Form, texts
from portevoix.doors.web.numbers import number_in
from portevoix.doors.web.viewers import STAFF, keepers_only
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.errors import Invalid, NotFound

_HOUSE = {
    "title": later("Name of the house"),
    "summary": later("In one sentence"),
    "welcome": later("Words of welcome"),
    "registrations": later("Who may join"),
    "minimum_age": later("Minimum age"),
    "contact": later("Kept by"),
    "contact_email": later("Write to"),
    "language": later("Language of the house"),
}
_RULE = {"text": later("The rule"), "hint": later("Why")}


@keepers_only
def house(request: HttpRequest) -> HttpResponse:
    """`/keep/house`: name, words, who may join, whom to ask, language."""
    keepers = _keepers()
    given = request.POST if request.method == "POST" else kept.take(request)
    form = Form(_house_values(given), _HOUSE)
    if request.method == "POST":
        try:
            commands.describe(**_changes(form.values, keepers))
            return answers.go(request, "/keep/house", _("The house says so now."))
        except Invalid as error:
            form.refused(error)
    values = {
        "form": form,
        "keepers": keepers,
        "locked": queries.registration_mode_is_locked(),
        "mode": queries.registration_mode(),
    }
    status = 422 if form.faults else 200
    return answers.page(request, "keep/house.html", values, status=status)


def _keepers() -> list[Member]:
    """Those who may be named as the ones who keep the house."""
    return [each for each in accounts.members(standing=Standing.ACTIVE) if each.role in STAFF]


def _house_values(given: QueryDict | None) -> dict[str, Any]:
    if given is not None:
        return texts(given, _HOUSE)
    row = queries.house()
    contact = row.contact_account_id
    return {
        "title": row.title,
        "summary": row.summary,
        "welcome": row.welcome,
        "registrations": queries.registration_mode(),
        "minimum_age": str(row.minimum_age or ""),
        "contact": str(contact) if contact is not None else "",
        "contact_email": row.contact_email,
        "language": row.language,
    }


def _changes(values: dict[str, Any], keepers: list[Member]) -> dict[str, object]:
    """What the room is told; who may join is left out where a setting decides it."""
    changes: dict[str, object] = {
        name: values[name] for name in ("title", "summary", "welcome", "contact_email")
    }
    named = {str(each.pk): each.pk for each in keepers}
    changes["contact_account_id"] = named.get(values["contact"])
    if values["language"] in words.LANGUAGES:
        changes["language"] = values["language"]
    years = str(values["minimum_age"]).strip()
    is_number = years.isascii() and years.isdigit() and len(years) < 4
    changes["minimum_age"] = int(years) if is_number else -1 if years else 0
    if not queries.registration_mode_is_locked():
        changes["registrations"] = values["registrations"]
    return changes


@keepers_only
def rules(request: HttpRequest) -> HttpResponse:
    """`/keep/rules`: the rules in force and those withdrawn; POST adds one, or moves one."""
    form = Form(texts(request.POST, _RULE), _RULE)
    if request.method == "POST":
        try:
            return answers.go(request, "/keep/rules", _done(request.POST, form))
        except Invalid as error:
            form.refused(error)
    values = {"form": form, "rules": queries.rules(), "withdrawn": queries.withdrawn_rules()}
    status = 422 if form.faults else 200
    return answers.page(request, "keep/rules.html", values, status=status)


def _done(given: QueryDict, form: Form) -> str:
    """Does what the pressed button says, and returns the sentence about it."""
    for verb in ("up", "down", "withdraw", "restore"):
        if verb in given:
            return _moved(verb, _number(str(given[verb])))
    ruling.add_rule(form.values["text"], form.values["hint"])
    return _("The rule stands.")


def _moved(verb: str, rule_id: int) -> str:
    if verb == "withdraw":
        ruling.withdraw_rule(rule_id)
        return _("The rule is withdrawn. It can be put back below.")
    if verb == "restore":
        ruling.restore_rule(rule_id)
        return _("The rule stands again.")
    ruling.move_rule(rule_id, up=verb == "up")
    return _("The order is changed.")


def _number(text: str) -> int:
    number = number_in(text)
    if number is None:
        raise NotFound
    return number


@keepers_only
def rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    """`/keep/rules/ID`: words a rule anew."""
    found = queries.rule(rule_id)
    if found is None:
        raise NotFound
    form = Form({"text": found.text, "hint": found.hint}, _RULE)
    if request.method == "POST":
        form.values = texts(request.POST, _RULE)
        try:
            ruling.change_rule(rule_id, text=form.values["text"], hint=form.values["hint"])
            return answers.go(request, "/keep/rules", _("The rule is reworded."))
        except Invalid as error:
            form.refused(error)
    status = 422 if form.faults else 200
    return answers.page(request, "keep/rule.html", {"form": form}, status=status)
