"""Lists: some of those one follows, read apart; and the small pages where they are made."""

import contextlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.models import Account
from portevoix.domain.timelines import list_queries as queries
from portevoix.domain.timelines import lists as commands
from portevoix.domain.timelines.models import RepliesPolicy
from portevoix.doors.web import answers, paging, people
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.sifting import sifted
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.errors import Invalid
from portevoix.kernel.pagination import Page

_LABELS = {
    "title": later("Name of the list"),
    "replies_policy": later("Which of their answers"),
    "exclusive": later("Not at home too"),
}
_FOUND = 20
_EVERYBODY = 500


@signed_in
def lists(request: HttpRequest) -> HttpResponse:
    """`/lists`: one's lists, and making another."""
    form = Form({"title": "", "replies_policy": RepliesPolicy.LIST, "exclusive": False}, _LABELS)
    if request.method == "POST":
        form.values = _given(request)
        try:
            made = commands.create_list(owner_id=me(request).pk, **form.values)
        except Invalid as error:
            form.refused(error)
        else:
            said = _("The list is made. Now add people to it.")
            return answers.go(request, f"/lists/{made.id}/manage", said)
    values = {"lists": queries.lists_of(me(request).pk), "form": form}
    return answers.page(request, "lists.html", values, status=422 if form.faults else 200)


@signed_in
def one(request: HttpRequest, list_id: int) -> HttpResponse:
    """`/lists/ID`: what the people of a list said."""
    found = commands.own(me(request).pk, list_id)
    asked = paging.asked(request)
    ids, newer, older = asked.cut(queries.timeline(viewer(request), list_id, asked.page))
    said = sifted(viewer(request), ids, "home")
    values = {"list": found, "sifted": said, "posts": said.posts, "newer": newer, "older": older}
    return answers.page(request, "list.html", values)


@signed_in
def manage(request: HttpRequest, list_id: int) -> HttpResponse:
    """`/lists/ID/manage`: its name, its rule, who is in it; `?q=` finds people to add."""
    found = commands.own(me(request).pk, list_id)
    form = Form(
        {name: getattr(found, name) for name in ("title", "replies_policy", "exclusive")}, _LABELS
    )
    if request.method == "POST":
        form.values = _given(request)
        try:
            commands.change_list(owner_id=me(request).pk, list_id=list_id, **form.values)
        except Invalid as error:
            form.refused(error)
        else:
            return answers.go(request, f"/lists/{list_id}/manage", _("Kept."))
    members = _people([each for _, each in queries.members_of(list_id, Page(limit=_EVERYBODY))])
    text = request.GET.get("q", "").strip()[:200]
    values = {
        "list": found,
        "form": form,
        "members": members,
        "text": text,
        "found": _to_add(request, text, members) if text else [],
    }
    return answers.page(request, "list_manage.html", values, status=422 if form.faults else 200)


@require_POST
@signed_in
def add(request: HttpRequest, list_id: int) -> HttpResponse:
    """Puts somebody into a list; again changes nothing."""
    owner_id, account = me(request).pk, _chosen(request)
    with contextlib.suppress(Invalid):
        commands.add_to_list(owner_id=owner_id, list_id=list_id, account_ids=[account.pk])
    said = _("%(name)s is in the list.") % {"name": account.display_name or account.name}
    return answers.back(request, f"/lists/{list_id}/manage", said)


@require_POST
@signed_in
def remove(request: HttpRequest, list_id: int) -> HttpResponse:
    """Takes somebody out of a list."""
    account = _chosen(request)
    commands.remove_from_list(owner_id=me(request).pk, list_id=list_id, account_ids=[account.pk])
    said = _("%(name)s is not in the list any more.")
    return answers.back(
        request, f"/lists/{list_id}/manage", said % {"name": account.display_name or account.name}
    )


@require_POST
@signed_in
def delete(request: HttpRequest, list_id: int) -> HttpResponse:
    """Deletes a list."""
    commands.delete_list(owner_id=me(request).pk, list_id=list_id)
    return answers.go(request, "/lists", _("The list is gone; you still follow its people."))


@require_POST
@signed_in
def of_person(request: HttpRequest, handle: str) -> HttpResponse:
    """`/@name/lists`: in which of one's lists somebody is."""
    account, my_id = people.by_handle(handle), me(request).pk
    wanted = set(request.POST.getlist("list"))
    inside = {each.id for each in queries.lists_with(my_id, account.pk)}
    for each in queries.lists_of(my_id):
        about = {"owner_id": my_id, "list_id": each.id, "account_ids": [account.pk]}
        if str(each.id) in wanted and each.id not in inside:
            commands.add_to_list(**about)
        elif str(each.id) not in wanted and each.id in inside:
            commands.remove_from_list(**about)
    return answers.back(request, f"{people.page_of(account)}/ties", _("Kept."))


def _given(request: HttpRequest) -> dict[str, Any]:
    given = request.POST
    return {
        "title": str(given.get("title", "")),
        "replies_policy": str(given.get("replies_policy", "")),
        "exclusive": bool(given.get("exclusive")),
    }


def _chosen(request: HttpRequest) -> Account:
    return people.by_handle(str(request.POST.get("who", "")))


def _people(ids: list[int]) -> list[Account]:
    known = accounts.by_ids(ids)
    return [known[each] for each in ids if each in known]


def _to_add(request: HttpRequest, text: str, members: list[Account]) -> list[Account]:
    inside = {each.pk for each in members}
    ids = accounts.search(text, viewer=viewer(request), limit=_FOUND, following_only=True)
    return _people([each for each in ids if each not in inside])
