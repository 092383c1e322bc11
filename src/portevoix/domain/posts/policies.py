"""Who may do what with a post."""

from portevoix.domain.audiences.public import OPEN, Audience, Details, Grant, Rung
from portevoix.domain.posts.errors import MayNotBoost


def audience_of_boost(asked: Audience | None, *, original: Details, actor_id: int) -> Audience:
    """Returns the audience a boost gets (audiences.md, What may be built on a post).

    Public posts are carried to public, quiet or followers (default public), house
    posts to the house, followers posts by their author alone to the followers.
    Raises MayNotBoost for every other.
    """
    if original.is_open:
        allowed = (Rung.PUBLIC, Rung.QUIET, Rung.FOLLOWERS)
        if asked is not None and asked.rung in allowed:
            return asked
        return Audience(Rung.PUBLIC)
    if original.has_ceiling or original.direct:
        raise MayNotBoost
    if original.grants & Grant.HOUSE:
        return Audience(Rung.HOUSE)
    if original.grants & Grant.FOLLOWERS and original.author_id == actor_id:
        return Audience(Rung.FOLLOWERS)
    raise MayNotBoost


def favourites_are_shown(grants: int, *, has_ceiling: bool) -> bool:
    """Returns whether others than the author see who likes a post, and how many."""
    return bool(grants & OPEN) and not has_ceiling
