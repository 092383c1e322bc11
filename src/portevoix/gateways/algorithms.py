"""The few algorithms: RSA PKCS#1 v1.5 with SHA-256 (or, on request, SHA-512), and Ed25519.

The kind of key decides, never a name in the message (hs2019 says nothing).
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256, SHA512

from portevoix.gateways.keys import PublicKey

_FOR_RSA = frozenset({"", "hs2019", "rsa-sha256", "rsa-sha512", "rsa-v1_5-sha256"})
_FOR_ED25519 = frozenset({"", "hs2019", "ed25519"})


def sign_rsa_sha256(key: RSAPrivateKey, base: bytes) -> bytes:
    """Returns the signature of `base`."""
    return key.sign(base, PKCS1v15(), SHA256())


def is_signed(key: PublicKey, *, algorithm: str, signature: bytes, base: bytes) -> bool:
    """Whether `key` made `signature` over `base`; a name that does not fit the key is a no."""
    if algorithm not in (_FOR_ED25519 if isinstance(key, Ed25519PublicKey) else _FOR_RSA):
        return False
    try:
        if isinstance(key, Ed25519PublicKey):
            key.verify(signature, base)
        else:
            hashed = SHA512() if algorithm == "rsa-sha512" else SHA256()
            key.verify(signature, base, PKCS1v15(), hashed)
    except InvalidSignature:
        return False
    return True
