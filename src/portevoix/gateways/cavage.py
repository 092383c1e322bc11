"""Signatures as most of the network writes them: draft-cavage-http-signatures-12."""

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from portevoix.gateways import digests
from portevoix.gateways.algorithms import sign_rsa_sha256
from portevoix.gateways.signed_request import (
    BadSignatureError,
    Claim,
    MalformedSignatureError,
    SignedRequest,
    require_now_within,
)
from portevoix.kernel.hosts import host_of

_PARAMETER = re.compile(r'\s*([A-Za-z]{1,20})=(?:"([^"]{0,4096})"|(\d{1,15}))\s*(?:,|$)')
_ALGORITHMS = frozenset({"", "hs2019", "rsa-sha256", "rsa-sha512", "ed25519"})
_GET_COVERS = frozenset({"(request-target)", "host"})
_POST_COVERS = frozenset({"(request-target)", "host", "digest"})


def sign(
    *,
    method: str,
    url: str,
    body: bytes,
    content_type: str,
    key_id: str,
    key: RSAPrivateKey,
    now: datetime,
) -> dict[str, str]:
    """Returns the headers that sign this request: Date, Signature and, for POST, Digest."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"host": host_of(url), "date": format_datetime(now.astimezone(UTC), usegmt=True)}
    if method == "POST":
        headers |= {"digest": digests.digest(body), "content-type": content_type}
    lines = [f"(request-target): {method.lower()} {target}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    signature = base64.b64encode(sign_rsa_sha256(key, "\n".join(lines).encode())).decode()
    covered = " ".join(["(request-target)", *headers])
    given = {name.title(): value for name, value in headers.items() if name != "host"}
    given["Signature"] = (
        f'keyId="{key_id}",algorithm="rsa-sha256",headers="{covered}",signature="{signature}"'
    )
    return given


def read(request: SignedRequest, *, now: datetime) -> Claim:
    """Returns what the `Signature` header claims, its coverage, digest and time checked.

    Raises BadSignatureError. The claim has two bases when there is a query:
    several peers leave it out of what they sign.
    """
    parameters = _parameters(request.headers.get("signature", ""))
    covered = parameters.get("headers", "date").lower().split()
    _require_coverage(request, covered)
    algorithm = parameters.get("algorithm", "").lower()
    if algorithm not in _ALGORITHMS:
        raise BadSignatureError("unknown algorithm")
    created = _created(request, parameters, covered)
    expires = _moment(parameters["expires"]) if "expires" in parameters else None
    require_now_within(created=created, expires=expires, now=now)
    return Claim(
        key_id=parameters["keyId"],
        algorithm=algorithm,
        signature=_decoded(parameters["signature"]),
        bases=_bases(request, parameters, covered),
    )


def _parameters(header: str) -> dict[str, str]:
    text = header.strip().removeprefix("Signature ")
    found: dict[str, str] = {}
    position = 0
    while position < len(text):
        match = _PARAMETER.match(text, position)
        if match is None or match[1] in found:
            raise MalformedSignatureError("the Signature header cannot be read in one way only")
        found[match[1]] = match[2] if match[2] is not None else match[3]
        position = match.end()
    if not found.get("keyId") or not found.get("signature"):
        raise MalformedSignatureError("keyId or signature is missing")
    return found


def _require_coverage(request: SignedRequest, covered: list[str]) -> None:
    if len(set(covered)) != len(covered):
        raise MalformedSignatureError("a header is covered twice")
    needed = _POST_COVERS if request.method == "POST" else _GET_COVERS
    if missing := needed.difference(covered):
        raise BadSignatureError(f"not covered: {' '.join(sorted(missing))}")
    if "date" not in covered and "(created)" not in covered:
        raise BadSignatureError("not covered: date")
    if request.method == "POST" and not digests.digest_matches(
        request.headers.get("digest", ""), request.body
    ):
        raise BadSignatureError("the digest is not that of the body")


def _created(request: SignedRequest, parameters: Mapping[str, str], covered: list[str]) -> datetime:
    if "(created)" in covered:
        return _moment(parameters.get("created", ""))
    try:
        moment = parsedate_to_datetime(request.headers.get("date", ""))
    except (ValueError, TypeError, OverflowError):
        raise BadSignatureError("the date cannot be read") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _moment(seconds: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise BadSignatureError("created or expires cannot be read") from None


def _decoded(signature: str) -> bytes:
    try:
        return base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        raise MalformedSignatureError("the signature is not base64") from None


def _bases(
    request: SignedRequest, parameters: Mapping[str, str], covered: list[str]
) -> tuple[bytes, ...]:
    path = request.target.partition("?")[0]
    targets = dict.fromkeys([request.target, path])
    return tuple(_base(request, parameters, covered, target) for target in targets)


def _base(
    request: SignedRequest, parameters: Mapping[str, str], covered: list[str], target: str
) -> bytes:
    lines = []
    for name in covered:
        if name == "(request-target)":
            value: str | None = f"{request.method.lower()} {target}"
        elif name in ("(created)", "(expires)"):
            value = parameters.get(name[1:-1])
        elif name == "host":
            # Whatever a proxy made of the header, it must have been signed for us.
            value = host_of(request.origin)
        else:
            value = request.headers.get(name)
        if value is None:
            raise BadSignatureError(f"covered but absent: {name}")
        lines.append(f"{name}: {value.strip()}")
    return "\n".join(lines).encode()
