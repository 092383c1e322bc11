"""What other rooms may use of media."""

from portevoix.domain.media.commands import (
    Arrangement,
    RemoteMedium,
    arrange,
    attach,
    hold,
    receive,
)
from portevoix.domain.media.copies import folder_of
from portevoix.domain.media.errors import MediaRefused
from portevoix.domain.media.models import Kind, Medium
from portevoix.domain.media.policies import LONGEST_DESCRIPTION, MOST_PER_POST
from portevoix.domain.media.queries import of_post, of_posts, several_of

__all__ = [
    "LONGEST_DESCRIPTION",
    "MOST_PER_POST",
    "Arrangement",
    "Kind",
    "MediaRefused",
    "Medium",
    "RemoteMedium",
    "arrange",
    "attach",
    "folder_of",
    "hold",
    "of_post",
    "of_posts",
    "receive",
    "several_of",
]
