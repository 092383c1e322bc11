"""How this house is found: WebFinger, host-meta, NodeInfo. Never signed, open to all."""

from django.http import HttpRequest, HttpResponse

from portevoix.domain.accounts.commands import house_account
from portevoix.domain.accounts.models import Standing
from portevoix.domain.accounts.queries import by_handle, counts
from portevoix.domain.house.queries import house, registration_mode
from portevoix.doors.activitypub.answers import data, method_not_allowed, plain
from portevoix.gateways.http_client import version
from portevoix.wire import addresses
from portevoix.wire.activitystreams import nodeinfo, webfinger

_NOT_YET = (Standing.PENDING, Standing.UNCONFIRMED)


def find(request: HttpRequest) -> HttpResponse:
    """WebFinger (RFC 7033): 400 without a resource, 404 unknown, 410 gone."""
    if refused := method_not_allowed(request, "GET"):
        return refused
    resource = request.GET.get("resource", "")
    if not resource:
        return plain("which resource?", 400)
    name = webfinger.name_asked_for(resource)
    if name == addresses.HOUSE_NAME:
        house_account()
    account = by_handle(name) if name else None
    if account is None or account.standing in _NOT_YET:
        return plain("not found", 404)
    if account.standing != Standing.ACTIVE:
        return plain("gone", 410)
    return data(webfinger.description(account.name), webfinger.JRD_JSON)


def host_meta(request: HttpRequest) -> HttpResponse:
    """Where WebFinger is, as XRD (RFC 6415)."""
    if refused := method_not_allowed(request, "GET"):
        return refused
    return HttpResponse(webfinger.host_meta_xml(), content_type="application/xrd+xml")


def host_meta_json(request: HttpRequest) -> HttpResponse:
    """Where WebFinger is, as JSON."""
    return method_not_allowed(request, "GET") or data(webfinger.host_meta_json())


def nodeinfo_index(request: HttpRequest) -> HttpResponse:
    """Where NodeInfo is."""
    return method_not_allowed(request, "GET") or data(nodeinfo.index())


def nodeinfo_document(request: HttpRequest, version_asked: str) -> HttpResponse:
    """NodeInfo in one of its versions."""
    if refused := method_not_allowed(request, "GET"):
        return refused
    if version_asked not in nodeinfo.VERSIONS:
        return plain("not found", 404)
    described, figures = house(), counts()
    body = nodeinfo.document(
        version_asked,
        software_version=version(),
        is_open=registration_mode() == "open",
        title=described.title,
        summary=described.summary,
        members=(figures.members, figures.month, figures.half_year),
        posts=figures.posts,
    )
    return data(body, nodeinfo.content_type(version_asked))
