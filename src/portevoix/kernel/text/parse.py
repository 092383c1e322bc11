"""Whom and what a text speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass

from portevoix.kernel import config
from portevoix.kernel.text.entities import Entity, find


@dataclass(frozen=True)
class Handle:
    """A name at a host, in lower case, the host with its port and in ASCII; no host: this house."""

    name: str
    host: str = ""

    def __str__(self) -> str:
        return f"@{self.name}@{self.host}" if self.host else f"@{self.name}"


@dataclass(frozen=True)
class Parsed:
    """Mentions and tags of a text, each once, in the order of their first appearance."""

    mentions: tuple[Handle, ...] = ()
    tags: tuple[str, ...] = ()


def parse(text: str) -> Parsed:
    """Returns the handles and tags that `text` contains; tags as first written, without sign.

    Nobody is looked up. Two tags that fold alike are both given; folding is the caller's.
    """
    return parsed(list(find(text)))


def parsed(found: Sequence[Entity]) -> Parsed:
    """Returns the handles and tags among entities that were found; see `parse`."""
    mentions = dict.fromkeys(handle_of(entity) for entity in found if entity.kind == "mention")
    tags = dict.fromkeys(entity.value for entity in found if entity.kind == "tag")
    return Parsed(tuple(mentions), tuple(tags))


def handle_of(entity: Entity) -> Handle:
    """Returns the handle that a mention in a text means."""
    host = normal_host(entity.host)
    return Handle(entity.value.lower(), "" if host == config.current().host.lower() else host)


def normal_host(host: str) -> str:
    """Returns `host` as hosts are stored: lower case, letters of other scripts as A-labels."""
    host = host.lower()
    if host.isascii():
        return host
    name, colon, port = host.partition(":")
    try:
        return name.encode("idna").decode("ascii") + colon + port
    except UnicodeError:
        return host
