"""When a post or a profile is new or changed, its rendering for apps is kept."""

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
from portevoix.kernel.events import Event
from portevoix.kernel.relay import Consumer
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
