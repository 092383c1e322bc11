"""The pair that an account signs with."""

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from portevoix.domain.accounts.keys import KeyPair


def test_a_pair_is_rsa_of_2048_bits_and_fits(new_pair: KeyPair) -> None:
    private = load_pem_private_key(new_pair.private_pem.encode(), None)
    public = load_pem_public_key(new_pair.public_pem.encode())
    assert isinstance(private, rsa.RSAPrivateKey)
    assert isinstance(public, rsa.RSAPublicKey)
    assert (private.key_size, private.public_key()) == (2048, public)
