"""Digests of bodies: `Digest` (RFC 3230) and `Content-Digest` (RFC 9530), SHA-256 only."""

import base64
import binascii
import hashlib
import hmac

import http_sf


def digest(body: bytes) -> str:
    """Returns the `Digest` header. The name is in capitals: Threads refuses it otherwise."""
    return "SHA-256=" + base64.b64encode(hashlib.sha256(body).digest()).decode()


def content_digest(body: bytes) -> str:
    """Returns the `Content-Digest` header."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def digest_matches(header: str, body: bytes) -> bool:
    """Whether a `Digest` header has exactly one SHA-256 and it is that of `body`."""
    found = [
        value
        for name, _, value in (part.strip().partition("=") for part in header.split(","))
        if name.strip().lower() == "sha-256"
    ]
    if len(found) != 1:
        return False
    try:
        given = base64.b64decode(found[0].strip(), validate=True)
    except binascii.Error:
        return False
    return hmac.compare_digest(given, hashlib.sha256(body).digest())


def content_digest_matches(header: str, body: bytes) -> bool:
    """Whether a `Content-Digest` header has a SHA-256 and it is that of `body`."""
    try:
        members = http_sf.parse(header.encode(), tltype="dictionary")
    except (http_sf.StructuredFieldError, UnicodeError, ValueError):
        return False
    given = members.get("sha-256") if isinstance(members, dict) else None
    value = given[0] if isinstance(given, tuple) else None
    return isinstance(value, bytes) and hmac.compare_digest(value, hashlib.sha256(body).digest())
