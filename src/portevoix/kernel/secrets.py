"""The house's own secrets: made at first start, kept in one file that only its owner reads.

`seal` protects what must be read again (private keys of actors) against a
stolen database; it does not protect against someone who also has this file.
Tokens are never read again, so they are hashed.
"""

import base64
import functools
import hashlib
import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portevoix.kernel import config

_NONCE_BYTES = 12
_VERSION = "1."


@dataclass(frozen=True)
class Secrets:
    """What the file holds: the key of signatures and cookies, and the key that seals."""

    app: str
    sealing: bytes


def load(path: Path) -> Secrets:
    """Returns the secrets in `path`, which is made with new ones (mode 0600) when it is missing.

    Raises ValueError when the file cannot be understood: new secrets in its
    place would make every sealed key unreadable.
    """
    return _read(path)


@functools.cache
def _read(path: Path) -> Secrets:
    if not path.exists():
        _create(path)
    try:
        found = tomllib.loads(path.read_text())
        return Secrets(app=found["app"], sealing=base64.b64decode(found["sealing"], validate=True))
    except (KeyError, TypeError, ValueError) as fault:
        raise ValueError(f"the secrets in {path} cannot be read ({fault})") from fault


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    sealing = base64.b64encode(secrets.token_bytes(32)).decode()
    text = (
        "# Secrets of this house. Keep them with its backups, and away from everybody.\n"
        f'app = "{secrets.token_urlsafe(48)}"\n'
        f'sealing = "{sealing}"\n'
    )
    # Written aside and linked, so that of two first starts one wins and both read the same.
    aside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()


def app_secret() -> str:
    """Returns the secret that signs cookies and forms."""
    return load(config.current().secrets_file).app


def seal(text: str) -> str:
    """Returns `text` encrypted (AES-256-GCM) with the key of this house."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(load(config.current().secrets_file).sealing).encrypt(nonce, text.encode(), None)
    return _VERSION + base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str) -> str:
    """Returns what `seal` was given. Raises ValueError when it was sealed with another key."""
    if not sealed.startswith(_VERSION):
        raise ValueError("this was not sealed here")
    raw = base64.urlsafe_b64decode(sealed.removeprefix(_VERSION))
    if len(raw) <= _NONCE_BYTES:
        raise ValueError("this was not sealed here")
    try:
        key = load(config.current().secrets_file).sealing
        return AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None).decode()
    except InvalidTag as fault:
        raise ValueError("this was sealed with another key") from fault


def new_token() -> str:
    """Returns 32 random bytes as 43 characters that need no quoting in an address."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Returns the SHA-256 of `token` in hexadecimal: what the database keeps of it."""
    return hashlib.sha256(token.encode()).hexdigest()
