"""What happens to what a member chose to read."""

from dataclasses import dataclass

from portevoix.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class TagFollowed(Event):
    """`owner_id` wants the posts of a tag (folded) at home."""

    owner_id: int
    tag: str


@dataclass(frozen=True, kw_only=True)
class TagUnfollowed(Event):
    """`owner_id` wants them no longer."""

    owner_id: int
    tag: str


@dataclass(frozen=True, kw_only=True)
class FiltersChanged(Event):
    """The filters of `owner_id` are others now."""

    owner_id: int
