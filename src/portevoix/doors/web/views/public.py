"""Pages for anyone, at any time."""

from django.http import HttpRequest, HttpResponse

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.models import Standing
from portevoix.domain.house import queries as house
from portevoix.doors.web import answers, keys
from portevoix.doors.web.viewers import member_of, signed_in

_NOT_FOR_ROBOTS = (
    "/api/", "/oauth/", "/authorize_interaction", "/first-key", "/join", "/language", "/search",
    "/settings", "/sign-in", "/write",
)  # fmt: skip


@signed_in
def more(request: HttpRequest) -> HttpResponse:
    """`/more`: the list of all there is."""
    member = member_of(request)
    keeps = member is not None and member.role in ("owner", "admin")
    waiting = len(accounts.members(standing=Standing.PENDING)) if keeps else 0
    return answers.page(request, "more.html", {"waiting": waiting})


def about(request: HttpRequest) -> HttpResponse:
    """`/about`: what this house is, who keeps it, since when, by which software."""
    described = house.house()
    keeper = accounts.by_id(described.contact_account_id) if described.contact_account_id else None
    return answers.page(request, "public/about.html", {"keeper": keeper, "house": described})


def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`: what is of no use outside. Each page says itself whether it may be listed."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_ROBOTS)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def rules(request: HttpRequest) -> HttpResponse:
    """`/rules`."""
    return answers.page(request, "public/rules.html", {"rules": house.rules()})


def privacy(request: HttpRequest) -> HttpResponse:
    """`/privacy`: what is kept, how long, who sees it."""
    return answers.page(request, "public/privacy.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """`/accessibility`: what is met and how to tell of a fault."""
    described = house.house()
    keeper = accounts.by_id(described.contact_account_id) if described.contact_account_id else None
    return answers.page(
        request, "public/accessibility.html", {"keeper": keeper, "house": described}
    )


def key_sheet(request: HttpRequest) -> HttpResponse:
    """`/keys`: every key and what it does; the script asks for the table alone."""
    values = {"groups": keys.groups(), "in_dialog": False}
    if answers.is_piece(request):
        return answers.piece(request, "keys", {**values, "in_dialog": True})
    return answers.page(request, "public/keys.html", values)
