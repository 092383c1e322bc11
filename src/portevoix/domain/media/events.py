"""What happens to media."""

from dataclasses import dataclass

from portevoix.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MediaRemoved(Event):
    """Media are gone; their files, in `folders` of the blob store, are no longer of use."""

    folders: list[str]
    far: bool = False
    """Whether they were only copies of what lies elsewhere."""


@dataclass(frozen=True, kw_only=True)
class MediaSetAside(Event):
    """The post of these media was deleted. They may be used again for a short time.

    Until then their files move, each folder of `folders` to that of `aside`: who knew an
    address knows it no more.
    """

    folders: list[str]
    aside: list[str]


@dataclass(frozen=True, kw_only=True)
class LinkCardChanged(Event):
    """A post shows a card of what it links to, another one, or none any more."""

    post_id: int
