"""Custom emoji: which ones words hold, and where each is found here."""

from collections.abc import Iterable

from portevoix.domain.house.emoji import codes_in, known
from portevoix.domain.house.models import Emoji
from portevoix.domain.media.public import folder_of
from portevoix.wire import addresses

Pair = tuple[str, str]


def still_path(emoji: Emoji) -> str:
    """Returns the path of the picture that stands still."""
    if emoji.host:
        return addresses.far_path(folder_of(emoji.remote_url, "emoji"), "full")
    return addresses.own_path(emoji.folder, emoji.still)


def whole_path(emoji: Emoji) -> str:
    """Returns the path of the picture as it was given: it may move."""
    if emoji.host:
        return addresses.far_path(folder_of(emoji.remote_url, "emoji"), "whole")
    return addresses.own_path(emoji.folder, emoji.moving or emoji.still)


def among(texts: Iterable[tuple[str, tuple[str, ...]]]) -> dict[Pair, Emoji]:
    """Returns the known emoji in texts, each with the host whose they are. One query at most."""
    pairs = {(host, code) for host, said in texts for code in codes_in(*said)}
    return known(pairs)


def of(host: str, *texts: str) -> list[Emoji]:
    """Returns the known emoji of a host in texts, by their words."""
    found = known({(host, code) for code in codes_in(*texts)})
    return [found[pair] for pair in sorted(found)]
