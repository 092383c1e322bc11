"""What happens to audiences and circles."""

from dataclasses import dataclass

from portevoix.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class AudienceWidened(Event):
    """A post got further grants, circles or named readers; those it had keep it."""

    post_id: int
    author_id: int
    grants_before: int
    grants_added: int
    circles_added: list[int]
    named_added: list[int]


@dataclass(frozen=True, kw_only=True)
class AudienceNarrowed(Event):
    """A post lost grants or circles. Copies elsewhere may remain."""

    post_id: int
    author_id: int
    grants_before: int
    grants_removed: int
    circles_removed: list[int]


@dataclass(frozen=True, kw_only=True)
class PostHeld(Event):
    """A post waits for review and is not there meanwhile."""

    post_id: int
    author_id: int


@dataclass(frozen=True, kw_only=True)
class PostReleased(Event):
    """A held post is there again."""

    post_id: int
    author_id: int


@dataclass(frozen=True, kw_only=True)
class CircleJoined(Event):
    """An account was put into a circle; it reads what is published from now on."""

    circle_id: int
    owner_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class CircleLeft(Event):
    """An account was taken out of a circle, or the circle was deleted."""

    circle_id: int
    owner_id: int
    account_id: int
