"""Events: what happened, in the past tense, frozen and versioned.

An event's name is its room and its class, `posts.PostPublished`. It is stored
as JSON in the outbox, so its fields are plain: integers, strings, lists.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import msgspec

_kinds: dict[str, type["Event"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of every event. A field that is added later needs a default."""

    name: ClassVar[str] = ""
    version: ClassVar[int] = 1

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        room = cls.__module__.split(".")[-2]
        cls.name = f"{room}.{cls.__name__}"
        _kinds[cls.name] = cls


def encode(event: Event) -> str:
    """Returns the event's fields as a JSON object."""
    return msgspec.json.encode(event).decode()


def decode(name: str, payload: str) -> Event | None:
    """Returns the event stored as `payload`, or None when no room knows `name` any more."""
    kind = _kinds.get(name)
    return None if kind is None else msgspec.json.decode(payload, type=kind)


def all_kinds() -> dict[str, type[Event]]:
    """Returns every known kind of event by its name."""
    return dict(_kinds)
