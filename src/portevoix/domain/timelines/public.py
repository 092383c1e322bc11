"""What other rooms may use of timelines."""

from portevoix.domain.timelines.commands import add_own
from portevoix.domain.timelines.markers import Marker, home_marker, read_on

__all__ = ["Marker", "add_own", "home_marker", "read_on"]
