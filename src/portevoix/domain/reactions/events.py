"""What people do with posts without words of their own."""

from dataclasses import dataclass

from portevoix.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PostFavourited(Event):
    """`actor_id` likes a post."""

    favourite_id: int
    post_id: int
    author_id: int
    actor_id: int
    uri: str


@dataclass(frozen=True, kw_only=True)
class FavouriteTakenBack(Event):
    """`actor_id` likes the post no longer."""

    favourite_id: int
    post_id: int
    author_id: int
    actor_id: int
    uri: str


@dataclass(frozen=True, kw_only=True)
class PostBookmarked(Event):
    """`actor_id` put a post aside; it is nobody else's news."""

    post_id: int
    actor_id: int


@dataclass(frozen=True, kw_only=True)
class BookmarkTakenBack(Event):
    """`actor_id` keeps the post aside no longer."""

    post_id: int
    actor_id: int
