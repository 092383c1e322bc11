"""The keys that accounts sign with: RSA of 2048 bits, the private half sealed at rest."""

from typing import NamedTuple

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from portevoix.domain.accounts.models import SigningKey
from portevoix.kernel import secrets
from portevoix.kernel.errors import NotFound

_BITS = 2048
_EXPONENT = 65537


class KeyPair(NamedTuple):
    """Both halves as PEM: SPKI and PKCS#8."""

    public_pem: str
    private_pem: str


class OwnKey(NamedTuple):
    """What an account of this house signs with. The wire makes the key's id from the name."""

    name: str
    private_pem: str
    public_pem: str


def generate() -> KeyPair:
    """Makes a new pair. It takes a tenth of a second: before a transaction, not in it."""
    key = rsa.generate_private_key(public_exponent=_EXPONENT, key_size=_BITS)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return KeyPair(public.decode(), private.decode())


def give(account_id: int, pair: KeyPair) -> SigningKey:
    """Stores the pair for an account of this house."""
    return SigningKey.objects.create(
        account_id=account_id,
        public_pem=pair.public_pem,
        private_sealed=secrets.seal(pair.private_pem),
    )


def signing_key(account_id: int) -> OwnKey:
    """Returns what an account of this house signs with. Raises NotFound for any other."""
    key = SigningKey.objects.select_related("account").filter(account_id=account_id).first()
    if key is None or not key.private_sealed:
        raise NotFound
    return OwnKey(key.account.name, secrets.unseal(key.private_sealed), key.public_pem)


def of(account_id: int) -> SigningKey | None:
    """Returns the key of any account, or None while it is not known."""
    return SigningKey.objects.filter(account_id=account_id).first()


def by_key_id(key_id: str) -> SigningKey | None:
    """Returns the key of an account elsewhere, with its account, by the key's own id, or None."""
    return SigningKey.objects.select_related("account").filter(key_id=key_id).first()
