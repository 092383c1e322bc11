"""Signatures of requests, in both dialects. Pure: no clock, no network, no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portevoix.gateways import cavage, rfc9421
from portevoix.gateways.algorithms import is_signed
from portevoix.gateways.keys import BadKeyError, parse_private, parse_public
from portevoix.gateways.signed_request import (
    BadSignatureError,
    Claim,
    MalformedSignatureError,
    SignedRequest,
)

CAVAGE = "cavage"
RFC9421 = "rfc9421"
ACTIVITY_JSON = "application/activity+json"

_signers = {CAVAGE: cavage.sign, RFC9421: rfc9421.sign}


@dataclass(frozen=True)
class OwnKey:
    """A key of this house: its public id, and the private half as PEM."""

    key_id: str
    private_pem: str


def signed_headers(
    own: OwnKey, *, method: str, url: str, body: bytes, now: datetime, style: str = CAVAGE
) -> Mapping[str, str]:
    """Returns the headers that sign the request: never both dialects in one."""
    return _signers[style](
        method=method,
        url=url,
        body=body,
        content_type=ACTIVITY_JSON,
        key_id=own.key_id,
        key=parse_private(own.private_pem),
        now=now,
    )


def claims_of(request: SignedRequest, *, now: datetime) -> list[Claim]:
    """Returns who says to have signed, best first; coverage, digest and time are checked already.

    Raises BadSignatureError: there is no signature, or none that could be accepted.
    """
    if "signature-input" in request.headers:
        return rfc9421.read(request, now=now)
    if not request.headers.get("signature"):
        raise BadSignatureError("the request is not signed")
    return [cavage.read(request, now=now)]


def holds(claim: Claim, public_key: str) -> bool:
    """Whether the key given as PEM or Multikey made the signature of `claim`."""
    try:
        key = parse_public(public_key)
    except BadKeyError:
        return False
    return any(
        is_signed(key, algorithm=claim.algorithm, signature=claim.signature, base=base)
        for base in claim.bases
    )


__all__ = [
    "ACTIVITY_JSON",
    "CAVAGE",
    "RFC9421",
    "BadSignatureError",
    "Claim",
    "MalformedSignatureError",
    "OwnKey",
    "SignedRequest",
    "claims_of",
    "holds",
    "signed_headers",
]
