"""Who signed a request. Every inbox and every signed GET asks this one function."""

from datetime import timedelta
from urllib.parse import urldefrag

from django.http import HttpRequest

from portevoix.domain.accounts import keys
from portevoix.domain.accounts.commands import delete_remote
from portevoix.domain.accounts.models import Account, SigningKey
from portevoix.domain.accounts.queries import by_uri
from portevoix.domain.peers import commands as peers
from portevoix.domain.peers.queries import is_blocked
from portevoix.gateways.documents import Documents
from portevoix.gateways.signatures import (
    BadSignatureError,
    Claim,
    OwnKey,
    SignedRequest,
    claims_of,
    holds,
)
from portevoix.kernel import clock, config, limits
from portevoix.kernel.errors import DomainError, Gone, NotAllowed, Unavailable
from portevoix.kernel.hosts import host_of, same_origin
from portevoix.wire import addresses
from portevoix.wire.activitystreams.house_key import house_key
from portevoix.wire.activitystreams.reading import is_address
from portevoix.wire.activitystreams.resolve import Resolver

_ASKED_AGAIN_AFTER = timedelta(minutes=5)
_FETCHES_A_MINUTE = 30


def is_signed(request: HttpRequest) -> bool:
    """Whether the request says to be signed. Says nothing about whether that is true."""
    return "Signature" in request.headers


def signer_of(request: HttpRequest) -> Account:
    """Returns the account elsewhere that signed the request.

    Raises BadSignatureError, NotAllowed for a blocked house, and Unavailable when
    its key cannot be fetched now, so that it asks again.
    """
    fault: BadSignatureError | None = None
    for claim in claims_of(_received(request), now=clock.now()):
        try:
            return _confirmed(claim)
        except BadSignatureError as error:
            fault = error
    raise fault or BadSignatureError("the request is not signed")


def claimants(request: HttpRequest) -> list[Account]:
    """Returns the accounts known here whose keys the request names, its signature unchecked."""
    try:
        claims = claims_of(_received(request), now=clock.now())
    except BadSignatureError:
        return []
    return [key.account for claim in claims if (key := _known_key(claim.key_id)) is not None]


def resolver() -> Resolver:
    """Returns a resolver that asks in the name of this house."""
    return Resolver(Documents(OwnKey(*house_key())))


def _received(request: HttpRequest) -> SignedRequest:
    return SignedRequest(
        method=request.method or "",
        target=request.META.get("RAW_URI") or request.get_full_path(),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.body,
        origin=config.current().origin,
    )


def _confirmed(claim: Claim) -> Account:
    if not is_address(claim.key_id) or addresses.is_local(claim.key_id):
        raise BadSignatureError("keyId is no address of another house")
    if is_blocked(host_of(claim.key_id)):
        raise NotAllowed("this house does not speak with yours")
    known = _known_key(claim.key_id)
    if known is not None and _fits(known, claim):
        return known.account
    return _asked(claim, known)


def _known_key(key_id: str) -> SigningKey | None:
    found = keys.by_key_id(key_id)
    if found is None and "#" not in key_id:
        # Some name the actor itself as the key; then it is the only one.
        account = by_uri(key_id)
        found = keys.of(account.pk) if account is not None else None
    return found


def _fits(key: SigningKey, claim: Claim) -> bool:
    return same_origin(key.account.uri or "", claim.key_id) and holds(claim, key.public_pem)


def _asked(claim: Claim, known: SigningKey | None) -> Account:
    """Asks the key's house, not more often than every few minutes, whoever sends bad signatures."""
    if not peers.may_try(f"key:{claim.key_id}", every=_ASKED_AGAIN_AFTER):
        if known is not None:
            raise BadSignatureError("the signature does not fit the key")
        raise Unavailable("the key could not be fetched a moment ago")
    limits.take_here(f"keys:{host_of(claim.key_id)}", limit=_FETCHES_A_MINUTE, seconds=60)
    try:
        account = resolver().key_owner(claim.key_id)
    except Unavailable:
        raise
    except Gone:
        gone = by_uri(urldefrag(claim.key_id).url)
        if gone is not None:
            delete_remote(account_id=gone.pk)
        raise BadSignatureError("the key is gone") from None
    except DomainError as error:
        raise BadSignatureError(f"no key there: {error}") from None
    stored = keys.of(account.pk)
    if stored is None or not _fits(stored, claim):
        raise BadSignatureError("the signature does not fit the key")
    return account
