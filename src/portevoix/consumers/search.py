"""When a post comes, changes or goes, so do its words in the index.

Who may find it is asked of the audience as it stands when somebody searches, so a
change of audience, of ties or of an author's wish changes nothing here.
"""

from datetime import timedelta
from typing import ClassVar

from portevoix.domain.posts.events import PostDeleted, PostEdited, PostImported, PostPublished
from portevoix.domain.search.commands import forget, index, index_missing
from portevoix.kernel import jobs
from portevoix.kernel.events import Event
from portevoix.kernel.relay import Consumer


class Search(Consumer):
    """Keeps the index as building it anew would make it."""

    name: ClassVar[str] = "search"
    kinds: ClassVar[tuple[type[Event], ...]] = (
        PostPublished,
        PostImported,
        PostEdited,
        PostDeleted,
    )

    def handle(self, event: Event, position: int) -> None:
        """Indexes what the event is about as it is now."""
        if isinstance(event, PostPublished | PostImported | PostEdited):
            index(post_ids=[event.post_id])
        elif isinstance(event, PostDeleted):
            forget(post_ids=[event.post_id])


@jobs.periodic("search.complete", timedelta(days=1))
def complete(_payload: jobs.Payload) -> None:
    """Indexes posts older than the index itself: of a house that was upgraded, or restored."""
    while index_missing():
        pass
