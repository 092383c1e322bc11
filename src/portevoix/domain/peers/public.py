"""What other rooms may use of peers."""

from portevoix.domain.peers.queries import blocked_among, is_blocked

__all__ = ["blocked_among", "is_blocked"]
