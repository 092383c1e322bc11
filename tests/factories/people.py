"""Invented people, made by the rooms' own commands."""

from functools import cache
from unittest.mock import patch

from portevoix.domain.accounts import keys
from portevoix.domain.accounts.commands import RemoteAccount, create_member, store_remote
from portevoix.domain.accounts.reader import Reader

_generate = keys.generate


@cache
def _pair() -> keys.KeyPair:
    return _generate()


def member(name: str, **about: object) -> Reader:
    """A member called `name`, as a reader. All share one key pair: making one takes long."""
    with patch.object(keys, "generate", _pair):
        made = create_member(name=name, **about)  # type: ignore[arg-type]
    return Reader(made.pk, is_member=True)


def stranger(name: str, host: str = "neighbour.example", **about: object) -> Reader:
    """An account of another house, as a reader."""
    base = f"https://{host}/users/{name}"
    stored = store_remote(
        RemoteAccount(
            uri=base,
            name=name,
            host=host,
            inbox_url=f"{base}/inbox",
            shared_inbox_url=f"https://{host}/inbox",
            url=f"https://{host}/@{name}",
            key_id=f"{base}#main-key",
            public_pem=_pair().public_pem,
            **about,  # type: ignore[arg-type]
        )
    )
    return Reader(stored.pk)


def id_of(person: Reader) -> int:
    """The account id of somebody."""
    assert person.account_id is not None
    return person.account_id
