"""Keys of invented people, made once a run: making one takes a tenth of a second."""

from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


@dataclass(frozen=True)
class Pair:
    """Both halves as PEM."""

    private_pem: str
    public_pem: str
    pkcs1_pem: str


@cache
def rsa_pair(name: str, bits: int = 2048) -> Pair:
    """Returns the key that `name` always has."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    public = key.public_key()
    return Pair(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode(),
        public.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ).decode(),
        public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.PKCS1).decode(),
    )


@cache
def ed25519_key(name: str) -> ed25519.Ed25519PrivateKey:
    """Returns the Ed25519 key that `name` always has."""
    return ed25519.Ed25519PrivateKey.generate()


def multikey(key: ed25519.Ed25519PrivateKey) -> str:
    """Returns the public half as a Multikey."""
    raw = b"\xed\x01" + key.public_key().public_bytes(
        serialization.Encoding.Raw, serialization.PublicFormat.Raw
    )
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = _BASE58[rest] + text
    return "z" + text
