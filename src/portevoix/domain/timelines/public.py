"""What other rooms may use of timelines."""

from portevoix.domain.timelines.commands import add_own

__all__ = ["add_own"]
