"""HTTP Message Signatures (RFC 9421), in the profile that the network uses.

The syntax is read and written by `http_sf`; the little that remains is here,
since a general library decides about clocks and algorithms in its own way.
"""

import base64
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import http_sf
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

_LABEL = "sig1"
_MOST_LABELS = 4


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
    """Returns the headers that sign this request, `Content-Digest` included for POST."""
    values = {"@method": method, "@target-uri": url}
    headers = {}
    if method == "POST":
        headers = {"Content-Type": content_type, "Content-Digest": digests.content_digest(body)}
        values["content-digest"] = headers["Content-Digest"]
    names: list[Any] = [(name, {}) for name in values]
    parameters = {"created": int(now.timestamp()), "keyid": key_id, "alg": "rsa-v1_5-sha256"}
    written = _written((names, parameters))
    base = _base(values, written)
    signature = base64.b64encode(sign_rsa_sha256(key, base)).decode()
    return {
        **headers,
        "Signature-Input": f"{_LABEL}={written}",
        "Signature": f"{_LABEL}=:{signature}:",
    }


def read(request: SignedRequest, *, now: datetime) -> list[Claim]:
    """Returns the claims of `Signature-Input`, each checked for coverage, digest and time.

    Raises BadSignatureError when none of them can be accepted.
    """
    inputs = _dictionary(request.headers.get("signature-input", ""))
    signatures = _dictionary(request.headers.get("signature", ""))
    claims: list[Claim] = []
    fault = BadSignatureError("no signature")
    for label, member in list(inputs.items())[:_MOST_LABELS]:
        try:
            claims.append(_claim(request, member, signatures.get(label), now))
        except BadSignatureError as error:
            fault = error
    if not claims:
        raise fault
    return claims


def _dictionary(header: str) -> dict[str, Any]:
    def refuse(key: str, _context: str) -> None:
        raise MalformedSignatureError(f"{key} is given twice")

    try:
        found = http_sf.parse(header.encode(), tltype="dictionary", on_duplicate_key=refuse)
    except (http_sf.StructuredFieldError, ValueError, UnicodeError):
        raise MalformedSignatureError("the signature headers cannot be read") from None
    if not isinstance(found, dict):
        raise MalformedSignatureError("the signature headers cannot be read")
    return found


def _claim(request: SignedRequest, member: Any, signature: Any, now: datetime) -> Claim:
    names, parameters = _components(member)
    given = signature[0] if isinstance(signature, tuple) else None
    key_id, created = parameters.get("keyid"), parameters.get("created")
    if not isinstance(given, bytes) or not isinstance(key_id, str) or type(created) is not int:
        raise MalformedSignatureError("keyid, created or the signature itself is missing")
    _require_coverage(request, names)
    expires = parameters.get("expires")
    require_now_within(
        created=_moment(created),
        expires=_moment(expires) if type(expires) is int else None,
        now=now,
    )
    values = {name: _value(request, name) for name in names}
    return Claim(
        key_id=key_id,
        algorithm=str(parameters.get("alg", "")),
        signature=given,
        bases=(_base(values, _written(member)),),
    )


def _components(member: Any) -> tuple[list[str], dict[str, Any]]:
    if not isinstance(member, tuple) or not isinstance(member[0], list):
        raise MalformedSignatureError("no list of components")
    names = []
    for item in member[0]:
        name, parameters = item if isinstance(item, tuple) else (item, {})
        if not isinstance(name, str) or parameters:
            raise BadSignatureError("components with parameters are not understood")
        names.append(name)
    if len(set(names)) != len(names):
        raise MalformedSignatureError("a component is covered twice")
    return names, member[1]


def _require_coverage(request: SignedRequest, names: list[str]) -> None:
    needed = {"@method", "@target-uri"}
    if request.method == "POST":
        needed.add("content-digest")
        header = request.headers.get("content-digest", "")
        if not digests.content_digest_matches(header, request.body):
            raise BadSignatureError("the digest is not that of the body")
    if missing := needed.difference(names):
        raise BadSignatureError(f"not covered: {' '.join(sorted(missing))}")


def _value(request: SignedRequest, name: str) -> str:
    path, _, query = request.target.partition("?")
    derived = {
        "@method": request.method,
        "@target-uri": request.origin.rstrip("/") + request.target,
        "@authority": host_of(request.origin),
        "@scheme": urlsplit(request.origin).scheme,
        "@request-target": request.target,
        "@path": path,
        "@query": f"?{query}",
        "host": host_of(request.origin),
    }
    value = derived.get(name, None if name.startswith("@") else request.headers.get(name))
    if value is None:
        raise BadSignatureError(f"covered but absent: {name}")
    return value.strip()


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise BadSignatureError("created or expires cannot be read") from None


def _written(member: Any) -> str:
    return http_sf.ser({_LABEL: member}).removeprefix(f"{_LABEL}=")


def _base(values: dict[str, str], written: str) -> bytes:
    lines = [f'"{name}": {value}' for name, value in values.items()]
    return "\n".join([*lines, f'"@signature-params": {written}']).encode()
