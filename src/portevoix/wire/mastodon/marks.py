"""Where the origin goes in a stored rendering.

The port of a loopback house may change at any time, so stored JSON does not
hold the origin. While a body is encoded a word nobody can guess stands for it;
in the stored text it is a raw U+0001, which JSON never contains otherwise.
"""

import secrets
from typing import Any

import msgspec

from portevoix.kernel import config

_MARK = "\x01"
_WORD = f"https://{secrets.token_hex(16)}"
_encoder = msgspec.json.Encoder()


def word() -> str:
    """Returns what stands for the origin until `stored`."""
    return _WORD


def own(address: str) -> str:
    """Returns an address of this house with the word in the origin's place."""
    origin = config.current().origin.rstrip("/")
    return _WORD + address.removeprefix(origin) if address.startswith(origin) else address


def stored(value: Any) -> str:
    """Returns `value` as JSON to keep."""
    return _encoder.encode(value).decode().replace(_WORD, _MARK)


def shown(body: str) -> str:
    """Returns a kept body with the origin of today."""
    return body.replace(_MARK, origin())


def shown_at(body: str, at: str) -> str:
    """As `shown`, with the `origin` asked for once by whoever shows many."""
    return body.replace(_MARK, at)


def origin() -> str:
    """Returns the origin of today, without a slash at its end."""
    return config.current().origin.rstrip("/")
