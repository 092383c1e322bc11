"""The names under which live messages go: what of, to whom. And how a message is written.

A message is (event, id, payload): the event's name for apps, the newest id, and
what apps are sent with it, already JSON.
"""

import msgspec

HOME = "home"
NOTIFICATIONS = "notifications"
PUBLIC = "public"
LOCAL = "public:local"
REMOTE = "public:remote"
TAG = "hashtag"
LOCAL_TAG = "hashtag:local"
LIST = "list"
END = "end"


class Message(msgspec.Struct, array_like=True):
    """What goes through a channel."""

    event: str
    id: int
    payload: str


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Message)


def channel(kind: str, account_id: int, tag: str = "") -> str:
    """Returns the name of somebody's channel; `tag` is folded, or a list's number."""
    return f"{kind}/{account_id}/{tag}" if tag else f"{kind}/{account_id}"


def parts(name: str) -> tuple[str, int, str]:
    """Returns kind, account and tag of a channel."""
    kind, _, rest = name.partition("/")
    account_id, _, tag = rest.partition("/")
    return kind, int(account_id), tag


def encode(message: Message) -> bytes:
    """Returns a message as bytes."""
    return _encoder.encode(message)


def decode(raw: bytes) -> Message:
    """Returns the message in these bytes."""
    return _decoder.decode(raw)
