"""The inboxes: verify, store as a job, answer. Nothing is worked on before it is verified."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.queries import by_uri
from portevoix.domain.peers import commands as peers
from portevoix.doors.activitypub.actors import present
from portevoix.doors.activitypub.answers import method_not_allowed, plain, refusal
from portevoix.doors.activitypub.verification import is_signed, signer_of
from portevoix.gateways.signatures import BadSignatureError, MalformedSignatureError
from portevoix.kernel import limits
from portevoix.kernel.errors import DomainError, TooFast
from portevoix.kernel.hosts import federation_is_on, host_of, same_origin
from portevoix.kernel.jobs import enqueue
from portevoix.kernel.unit_of_work import unit_of_work
from portevoix.wire import addresses
from portevoix.wire.activitystreams import inbox, reading
from portevoix.wire.activitystreams.inbox import Envelope
from portevoix.wire.activitystreams.job_names import RECEIVE_ACTIVITY
from portevoix.wire.activitystreams.vocabulary import Json

_TYPES = frozenset({"application/activity+json", "application/ld+json", "application/json"})
_A_MINUTE = 600


@csrf_exempt
def shared(request: HttpRequest) -> HttpResponse:
    """The inbox of the whole house."""
    return _take(request, None)


@csrf_exempt
def house(request: HttpRequest) -> HttpResponse:
    """The house's own inbox."""
    return _take(request, addresses.HOUSE_NAME)


@csrf_exempt
def personal(request: HttpRequest, name: str) -> HttpResponse:
    """The inbox of one account; its owner counts as addressed."""
    return _take(request, name)


def _take(request: HttpRequest, owner: str | None) -> HttpResponse:
    refused = method_not_allowed(request, "POST") or _unread_refusal(request)
    if refused:
        return refused
    try:
        activity = reading.parse(request.body)
    except reading.UnreadableError as error:
        return plain(str(error), 400)
    envelope = inbox.envelope(activity)
    if _is_nothing_to_us(envelope):
        return plain("accepted", 202)
    try:
        owner_id = present(owner).pk if owner else None
        actor = signer_of(request)
        _require_own(actor, envelope)
        limits.take_here(f"inbox:{host_of(actor.uri or '')}", limit=_A_MINUTE, seconds=60)
    except MalformedSignatureError as error:
        return plain(str(error), 400)
    except BadSignatureError as error:
        return plain(str(error), 401)
    except TooFast as error:
        response = refusal(error)
        response.headers["Retry-After"] = "60"
        return response
    except DomainError as error:
        return refusal(error)
    _store(activity, envelope, actor, owner_id)
    return plain("accepted", 202)


def _unread_refusal(request: HttpRequest) -> HttpResponse | None:
    """What can be refused before the body is read: cheap refusals first."""
    if not federation_is_on():
        return plain("this house speaks with no other", 403)
    if not is_signed(request):
        return plain("the request is not signed", 401)
    if request.content_type not in _TYPES or request.headers.get("Content-Encoding"):
        return plain("send application/activity+json, not encoded", 415)
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > reading.LARGEST:
        return plain("over 1 MiB", 413)
    return None


def _is_nothing_to_us(envelope: Envelope) -> bool:
    """Floods that need no look at a key: types without effect, deletions of people unknown here."""
    if envelope.kind not in inbox.HANDLED:
        return True
    of_itself = envelope.kind == "Delete" and envelope.object == envelope.actor
    return of_itself and by_uri(envelope.actor) is None


def _require_own(actor: Account, envelope: Envelope) -> None:
    """Who signed must be who acts, and the activity of the signer's own house."""
    if envelope.actor != actor.uri:
        raise BadSignatureError("the key is not the actor's")
    if envelope.uri and not same_origin(envelope.uri, actor.uri or ""):
        raise BadSignatureError("the activity's id is of another house")


def _store(activity: Json, envelope: Envelope, actor: Account, owner_id: int | None) -> None:
    """Queues the activity once for each inbox it comes to; the same again is no second effect."""
    name = f"{envelope.uri}\n{owner_id or ''}"
    digest = hashlib.sha256(name.encode()).hexdigest()
    with unit_of_work():
        if envelope.uri and not peers.see_activity(digest):
            return
        enqueue(
            RECEIVE_ACTIVITY,
            {"actor": actor.pk, "owner": owner_id, "activity": activity},
            key=f"activity:{digest}" if envelope.uri else None,
        )
