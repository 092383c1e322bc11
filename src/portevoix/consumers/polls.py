"""When a poll opens, its end is noted for its hour; when somebody votes, others hear of it."""

from datetime import datetime, timedelta
from typing import ClassVar

from portevoix.consumers.delivering_posts import send_update
from portevoix.domain.posts.commands import end_poll
from portevoix.domain.posts.events import PollOpened, PollVoted
from portevoix.domain.posts.models import Post
from portevoix.domain.posts.poll_queries import poll_of
from portevoix.kernel import clock, jobs
from portevoix.kernel.events import Event
from portevoix.kernel.hosts import federation_is_on
from portevoix.kernel.relay import Consumer

END = "polls.end"
TELL = "polls.tell"
_TOLD_EACH = timedelta(minutes=3)
_A_MOMENT = timedelta(seconds=1)
_ITS_HOUSE_FIRST = timedelta(minutes=5)


class Polls(Consumer):
    """Queues the ends of polls, and their figures for other houses: three minutes at once."""

    name: ClassVar[str] = "polls"
    kinds: ClassVar[tuple[type[Event], ...]] = (PollOpened, PollVoted)

    def handle(self, event: Event, position: int) -> None:
        """Queues what follows. Uses no network."""
        match event:
            case PollOpened(post_id=post_id, ends_at=ends_at):
                _end_at(post_id, datetime.fromisoformat(ends_at))
            case PollVoted(post_id=post_id):
                _voted(post_id)


def _voted(post_id: int) -> None:
    poll, is_ours = poll_of(post_id), Post.objects.filter(id=post_id, uri=None).exists()
    if poll is None:
        return
    if not is_ours and poll.expires_at is not None:
        # Whoever votes in a poll elsewhere wants to hear its outcome, which comes from there.
        _end_at(post_id, poll.expires_at + _ITS_HOUSE_FIRST)
    if is_ours and not poll.hide_totals and federation_is_on():
        jobs.enqueue(
            TELL, {"post": post_id}, run_at=clock.now() + _TOLD_EACH, key=f"{TELL}:{post_id}"
        )


def _end_at(post_id: int, moment: datetime) -> None:
    key = f"{END}:{post_id}:{int(moment.timestamp())}"
    jobs.enqueue(END, {"post": post_id}, run_at=moment + _A_MOMENT, key=key)


@jobs.job(END)
def end(payload: jobs.Payload) -> None:
    """Ends a poll whose time is over."""
    end_poll(post_id=int(payload["post"]))


@jobs.job(TELL)
def tell(payload: jobs.Payload) -> None:
    """Brings the figures of a poll to other houses."""
    send_update(int(payload["post"]))
