"""Inviting people, and welcoming those who asked."""

from django.http import HttpRequest, HttpResponse

from portevoix.domain.accounts import commands as accounts
from portevoix.domain.accounts import queries as people
from portevoix.domain.accounts.models import Standing
from portevoix.domain.house import commands, queries
from portevoix.doors.web import answers
from portevoix.doors.web.viewers import keepers_only, me
from portevoix.doors.web.words import gettext as _
from portevoix.kernel import clock
from portevoix.kernel.config import current

_USES = {"1": 1, "5": 5, "25": 25}
_DAYS = {"1": 1, "7": 7, "30": 30}


@keepers_only
def invitations(request: HttpRequest) -> HttpResponse:
    """`/invitations`: the links I made; POST makes one, or takes one back."""
    member = me(request)
    if request.method == "POST" and request.POST.get("revoke"):
        commands.revoke(code=str(request.POST["revoke"]), by_id=member.pk)
        return answers.go(request, "/invitations", _("The invitation is taken back."))
    if request.method == "POST":
        made = commands.invite(
            invited_by_id=member.pk,
            uses=_USES.get(str(request.POST.get("uses")), 1),
            days=_DAYS.get(str(request.POST.get("days")), 7),
        )
        return answers.go(request, f"/invitations#i{made.id}", _("The link is ready to be given."))
    now = clock.now()
    living = [
        each
        for each in queries.invitations_by(member.pk)
        if each.revoked_at is None
        and (each.expires_at is None or each.expires_at > now)
        and each.uses_left != 0
    ]
    values = {
        "invitations": living,
        "begin": f"{current().origin}/join?invitation=",
        "mode": queries.registration_mode(),
    }
    return answers.page(request, "invitations.html", values)


@keepers_only
def approvals(request: HttpRequest) -> HttpResponse:
    """`/desk/approvals`: those who asked to join; *Welcome* or *Not now*."""
    if request.method == "POST":
        return _decide(request)
    waiting = people.members(standing=Standing.PENDING)
    return answers.page(request, "approvals.html", {"waiting": waiting})


def _decide(request: HttpRequest) -> HttpResponse:
    name = str(request.POST.get("name", ""))
    if request.POST.get("decision") == "welcome":
        accounts.approve(name, by_id=me(request).pk)
        return answers.go(
            request, "/desk/approvals", _("%(name)s is of the house now.") % {"name": name}
        )
    accounts.reject(name, by_id=me(request).pk)
    return answers.go(request, "/desk/approvals", _("Set aside. The name is free again."))
