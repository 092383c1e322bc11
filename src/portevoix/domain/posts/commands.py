"""Every verb of this room, one file a matter."""

from portevoix.domain.posts.boosting import boost, take_back_boost
from portevoix.domain.posts.deleting import delete, delete_all_of, forget_deleted_texts
from portevoix.domain.posts.publishing import (
    find_mentions_again,
    forget_idempotency_keys,
    publish,
)
from portevoix.domain.posts.receiving import receive

__all__ = [
    "boost",
    "delete",
    "delete_all_of",
    "find_mentions_again",
    "forget_deleted_texts",
    "forget_idempotency_keys",
    "publish",
    "receive",
    "take_back_boost",
]
