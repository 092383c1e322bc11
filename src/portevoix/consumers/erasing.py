"""When somebody is gone for good, what was theirs is erased, a part at a time.

Each part is one transaction and the job asks for itself again until nothing is
left, so a crash in between costs one part.
"""

from datetime import timedelta
from typing import ClassVar

from portevoix.domain.accounts import commands, leaving
from portevoix.domain.accounts.events import AccountDeleted
from portevoix.domain.accounts.models import Standing
from portevoix.domain.accounts.queries import by_id
from portevoix.domain.posts.commands import delete_all_of
from portevoix.domain.reactions.commands import forget_all_of
from portevoix.domain.timelines.commands import forget_account
from portevoix.kernel import jobs
from portevoix.kernel.events import Event
from portevoix.kernel.relay import Consumer
from portevoix.kernel.unit_of_work import unit_of_work

_ERASE = "accounts.erase"


class Erasing(Consumer):
    """Begins the erasing of deleted accounts, here and elsewhere."""

    name: ClassVar[str] = "erasing"
    kinds: ClassVar[tuple[type[Event], ...]] = (AccountDeleted,)

    def handle(self, event: Event, position: int) -> None:
        """Queues the job."""
        if isinstance(event, AccountDeleted):
            _again(event.account_id)


@jobs.job(_ERASE, queue="later")
def erase(payload: jobs.Payload) -> None:
    """Erases one part: what was chosen to read, posts, likings with their counts, every row."""
    account_id = int(payload["account"])
    with unit_of_work():
        gone = by_id(account_id)
        if gone is not None and gone.standing == Standing.DELETED:
            forget_account(account_id=account_id)
        is_left = (
            delete_all_of(author_id=account_id) > 0
            or forget_all_of(actor_id=account_id) > 0
            or commands.erase(account_id)
        )
        if is_left:
            _again(account_id)


@jobs.periodic("accounts.leave", timedelta(hours=1))
def end_leavings(_payload: jobs.Payload) -> None:
    """Deletes those whose 30 days to come back are over, and forgets the keys of the long gone."""
    for name in leaving.due_to_go():
        commands.delete(name)
    commands.forget_keys()


def _again(account_id: int) -> None:
    jobs.enqueue(_ERASE, {"account": account_id}, key=f"erase:{account_id}")
