"""Circles: whom one speaks to apart; seen by nobody else."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.models import Account
from portevoix.domain.audiences import circles as commands
from portevoix.domain.audiences import queries
from portevoix.domain.audiences.models import Circle
from portevoix.doors.web import answers, people
from portevoix.doors.web.forms.base import Form, texts
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.errors import Invalid, NotFound

_LABELS = {"title": later("Name of the circle")}
_FOUND = 20


@signed_in
def circles(request: HttpRequest) -> HttpResponse:
    """`/circles`: one's circles; POST makes another."""
    form = Form(texts(request.POST, _LABELS), _LABELS)
    if request.method == "POST":
        try:
            made = commands.create_circle(owner_id=me(request).pk, title=form.values["title"])
        except Invalid as error:
            form.refused(error)
        else:
            said = _("The circle is made. Now put people in it.")
            return answers.go(request, f"/circles/{made.id}", said)
    values = {"circles": queries.circles_of(me(request).pk), "form": form}
    return answers.page(request, "circles/all.html", values, status=422 if form.faults else 200)


@signed_in
def circle(request: HttpRequest, circle_id: int) -> HttpResponse:
    """`/circles/ID`: its name and its people; POST renames it, `?q=` finds people to put in."""
    found = _own(request, circle_id)
    form = Form({"title": found.title}, _LABELS)
    if request.method == "POST":
        form.values = texts(request.POST, _LABELS)
        try:
            commands.rename_circle(
                owner_id=me(request).pk, circle_id=circle_id, title=form.values["title"]
            )
        except Invalid as error:
            form.refused(error)
        else:
            return answers.go(request, f"/circles/{circle_id}", _("Kept."))
    inside = _people(queries.circle_members(circle_id))
    text = request.GET.get("q", "").strip()[:200]
    values = {
        "circle": found,
        "form": form,
        "members": inside,
        "text": text,
        "found": _to_add(request, text, inside) if text else [],
    }
    return answers.page(request, "circles/one.html", values, status=422 if form.faults else 200)


@require_POST
@signed_in
def add(request: HttpRequest, circle_id: int) -> HttpResponse:
    """Puts somebody into a circle; again changes nothing."""
    account = _chosen(request)
    commands.add_to_circle(owner_id=me(request).pk, circle_id=circle_id, account_id=account.pk)
    said = _("%(name)s is in the circle. Nothing tells them.") % {"name": _name(account)}
    return answers.go(request, f"/circles/{circle_id}", said)


@require_POST
@signed_in
def remove(request: HttpRequest, circle_id: int) -> HttpResponse:
    """Takes somebody out of a circle."""
    account = _chosen(request)
    commands.remove_from_circle(owner_id=me(request).pk, circle_id=circle_id, account_id=account.pk)
    said = _("%(name)s is not in the circle any more.") % {"name": _name(account)}
    return answers.go(request, f"/circles/{circle_id}", said)


@signed_in
def delete(request: HttpRequest, circle_id: int) -> HttpResponse:
    """`/circles/ID/delete`: asks once, says what will be lost; POST deletes."""
    found = _own(request, circle_id)
    if request.method == "POST":
        commands.delete_circle(owner_id=me(request).pk, circle_id=circle_id)
        return answers.go(request, "/circles", _("The circle is gone."))
    return answers.page(request, "circles/delete.html", {"circle": found})


def _own(request: HttpRequest, circle_id: int) -> Circle:
    for each in queries.circles_of(me(request).pk):
        if each.id == circle_id:
            return each
    raise NotFound


def _chosen(request: HttpRequest) -> Account:
    return people.by_handle(str(request.POST.get("who", "")))


def _name(account: Account) -> str:
    return account.display_name or account.name


def _people(ids: list[int]) -> list[Account]:
    known = accounts.by_ids(ids)
    return [known[each] for each in ids if each in known]


def _to_add(request: HttpRequest, text: str, inside: list[Account]) -> list[Account]:
    left_out = {me(request).pk, *(each.pk for each in inside)}
    ids = accounts.search(text, viewer=viewer(request), limit=_FOUND, following_first=True)
    return _people([each for each in ids if each not in left_out])
