"""When a post or a profile is new or changed, its rendering for apps is kept."""

from datetime import timedelta
from typing import ClassVar

from portevoix.domain.accounts.events import (
    AccountDeleted,
    MemberApproved,
    MemberJoined,
    ProfileChanged,
    RemoteAccountStored,
)
from portevoix.domain.media.events import LinkCardChanged
from portevoix.domain.posts.events import PostDeleted, PostEdited, PostImported, PostPublished
from portevoix.kernel import jobs
from portevoix.kernel.events import Event
from portevoix.kernel.relay import Consumer
from portevoix.kernel.unit_of_work import unit_of_work
from portevoix.wire.mastodon import keeping

_OF_ACCOUNTS = (MemberJoined, MemberApproved, ProfileChanged, RemoteAccountStored)


class Renderings(Consumer):
    """Keeps and forgets renderings. Everything it does can be done again from the tables."""

    name: ClassVar[str] = "renderings"
    kinds: ClassVar[tuple[type[Event], ...]] = (
        *_OF_ACCOUNTS,
        AccountDeleted,
        PostPublished,
        PostImported,
        PostEdited,
        LinkCardChanged,
        PostDeleted,
    )

    def handle(self, event: Event, position: int) -> None:
        """Renders what the event is about as it is now."""
        if isinstance(event, PostPublished | PostImported | PostEdited | LinkCardChanged):
            keeping.keep_posts([event.post_id])
        elif isinstance(event, PostDeleted):
            keeping.forget_post(event.post_id)
        elif isinstance(event, AccountDeleted):
            keeping.forget_account(event.account_id)
        elif isinstance(event, _OF_ACCOUNTS):
            keeping.keep_accounts([event.account_id])


@jobs.periodic("renderings.renew", timedelta(hours=1))
def renew(_payload: jobs.Payload) -> None:
    """After an upgrade that changed their shape: renders what is kept anew, a part at a time.

    Until then each is rendered whenever it is read, which is right but slow.
    """
    while True:
        with unit_of_work():
            if not keeping.renew_posts():
                return
