"""What is kept for a while only, and taken away when its time is over."""

from datetime import timedelta

from portevoix.domain.access.entering import forget_old_tries
from portevoix.domain.accounts.commands import forget_unconfirmed
from portevoix.domain.posts.commands import (
    forget_deleted_drafts,
    forget_deleted_texts,
    forget_idempotency_keys,
)
from portevoix.domain.relationships.commands import end_mutes_that_are_over
from portevoix.domain.timelines.commands import trim
from portevoix.kernel import jobs


@jobs.periodic("timelines.trim", timedelta(hours=1))
def trim_homes(_payload: jobs.Payload) -> None:
    """Keeps homes at their newest rows."""
    trim()


@jobs.periodic("relationships.end_mutes", timedelta(minutes=10))
def end_mutes(_payload: jobs.Payload) -> None:
    """Ends mutes whose time is over; until then they hold no longer, but are still there."""
    while end_mutes_that_are_over():
        pass


@jobs.periodic("posts.forget", timedelta(hours=1))
def forget_traces_of_writing(_payload: jobs.Payload) -> None:
    """Removes the traces of deleted texts and the keys of posts made."""
    forget_deleted_texts()
    forget_idempotency_keys()
    forget_deleted_drafts()


@jobs.periodic("access.forget_tries", timedelta(days=1))
def forget_tries_to_sign_in(_payload: jobs.Payload) -> None:
    """Removes what is in the log of sign-ins for more than ninety days."""
    forget_old_tries()


@jobs.periodic("accounts.forget_unconfirmed", timedelta(days=1))
def forget_who_never_confirmed(_payload: jobs.Payload) -> None:
    """Removes accounts whose address nobody confirmed, and links that are too old."""
    forget_unconfirmed()
