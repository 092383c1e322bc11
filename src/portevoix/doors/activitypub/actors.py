"""Accounts of this house, for other houses."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from portevoix.domain.accounts.commands import house_account
from portevoix.domain.accounts.models import Account, Standing
from portevoix.domain.accounts.queries import by_handle
from portevoix.doors.activitypub.answers import document, gone, method_not_allowed, refusal
from portevoix.doors.activitypub.negotiation import wants_activity
from portevoix.doors.activitypub.viewers import require_signature_if_set
from portevoix.kernel import config
from portevoix.kernel.errors import DomainError, Gone, NotFound
from portevoix.wire import addresses
from portevoix.wire.activitystreams.actor_out import actor as actor_document

_NOT_YET = (Standing.PENDING, Standing.UNCONFIRMED)


def actor(request: HttpRequest, name: str) -> HttpResponse:
    """The actor's document, or the way to its page for who asked for a page."""
    if refused := method_not_allowed(request, "GET"):
        return refused
    if not wants_activity(request):
        return HttpResponseRedirect(addresses.profile_url(name.lower()))
    try:
        require_signature_if_set(request)
        account = present(name)
    except Gone:
        return gone(addresses.actor_uri(name.lower()))
    except DomainError as error:
        return refusal(error)
    return document(actor_document(account), varies=config.current().authorized_fetch)


def house_actor(request: HttpRequest) -> HttpResponse:
    """The house's own actor: served to everyone, or two strict houses would never meet."""
    refused = method_not_allowed(request, "GET")
    return refused or document(actor_document(house_account()))


def present(name: str) -> Account:
    """Returns the account here called `name`. Raises NotFound, and Gone for a deleted one."""
    account = house_account() if name == addresses.HOUSE_NAME else by_handle(name)
    if account is None or account.standing in _NOT_YET:
        raise NotFound
    if account.standing == Standing.DELETED:
        raise Gone
    return account
