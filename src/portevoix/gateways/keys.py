"""Keys that sign. Parsing costs far more than using, so each key is parsed once and kept."""

from functools import lru_cache

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

PublicKey = RSAPublicKey | Ed25519PublicKey

_SMALLEST_BITS, _LARGEST_BITS = 2048, 8192
_LONGEST_PEM = 4096
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519_PREFIX = b"\xed\x01"


class BadKeyError(ValueError):
    """The text is no key, or one of a kind or size that is not accepted."""


@lru_cache(maxsize=4096)
def parse_public(text: str) -> PublicKey:
    """Returns the key in a PEM (SPKI or PKCS#1) or a Multikey (`z6Mk…`). Raises BadKeyError.

    RSA of 2048 to 8192 bits and Ed25519 are accepted, nothing else.
    """
    if len(text) > _LONGEST_PEM:
        raise BadKeyError("the key is too long")
    if text.startswith("z"):
        return _parse_multikey(text)
    try:
        key = serialization.load_pem_public_key(text.strip().encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKeyError("not a key") from error
    if isinstance(key, RSAPublicKey):
        if not _SMALLEST_BITS <= key.key_size <= _LARGEST_BITS:
            raise BadKeyError(f"RSA of {key.key_size} bits")
        return key
    if isinstance(key, Ed25519PublicKey):
        return key
    raise BadKeyError("a kind of key that is not accepted")


def _parse_multikey(text: str) -> Ed25519PublicKey:
    """FEP-521a: base58-btc of a two-byte prefix and the key."""
    number = 0
    for sign in text[1:100]:
        place = _BASE58.find(sign)
        if place < 0:
            raise BadKeyError("not base58")
        number = number * 58 + place
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if not raw.startswith(_ED25519_PREFIX) or len(raw) != 34:
        raise BadKeyError("not an Ed25519 Multikey")
    return Ed25519PublicKey.from_public_bytes(raw[2:])


@lru_cache(maxsize=1024)
def parse_private(pem: str) -> RSAPrivateKey:
    """Returns a key of our own. Its numbers are not proved again: it was made here."""
    key = serialization.load_pem_private_key(
        pem.encode(), password=None, unsafe_skip_rsa_key_validation=True
    )
    if not isinstance(key, RSAPrivateKey):
        raise BadKeyError("members sign with RSA")
    return key
