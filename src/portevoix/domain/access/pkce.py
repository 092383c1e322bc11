"""Proof of possession of a code (RFC 7636)."""

import base64
import hashlib
import hmac
import re

from portevoix.domain.access.errors import AccessRefused

_SHAPE = re.compile(r"[A-Za-z0-9\-._~]{43,128}")
METHODS = ("S256", "plain")


def checked(challenge: str, method: str) -> tuple[str, str]:
    """Returns challenge and method to keep; two empty strings when the app gave none.

    Raises AccessRefused when either cannot be used.
    """
    if not challenge:
        if method:
            raise AccessRefused("code_challenge is missing")
        return "", ""
    method = method or "plain"
    if method not in METHODS:
        raise AccessRefused("code_challenge_method must be S256")
    if not _SHAPE.fullmatch(challenge):
        raise AccessRefused("code_challenge must be 43 to 128 letters of base64url")
    return challenge, method


def proves(verifier: str, challenge: str, method: str) -> bool:
    """Returns whether `verifier` is what `challenge` was made from."""
    if not _SHAPE.fullmatch(verifier):
        return False
    if method == "plain":
        return hmac.compare_digest(verifier, challenge)
    digest = hashlib.sha256(verifier.encode()).digest()
    made = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return hmac.compare_digest(made, challenge)
