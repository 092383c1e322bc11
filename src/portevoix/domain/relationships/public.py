"""What other rooms may use of relationships."""

from portevoix.domain.relationships.queries import (
    blocked_among,
    blocked_between,
    connected,
    follower_ids,
    is_following,
)

__all__ = ["blocked_among", "blocked_between", "connected", "follower_ids", "is_following"]
