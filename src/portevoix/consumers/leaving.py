"""Posts that wait leave when their hour has come."""

from portevoix.domain.posts.commands import leave_when_due
from portevoix.domain.posts.waiting import LEAVE
from portevoix.kernel import jobs


@jobs.job(LEAVE, queue="urgent")
def leave(payload: jobs.Payload) -> None:
    """Publishes one post; run again, it does nothing more."""
    leave_when_due(waiting_id=int(payload["waiting_id"]))
