"""Every verb of this room, one file a matter."""

from portevoix.domain.posts.asking import agree, leave, set_policies
from portevoix.domain.posts.boosting import boost, take_back_boost
from portevoix.domain.posts.chains import publish_thread
from portevoix.domain.posts.deleting import delete, delete_all_of, forget_deleted_texts
from portevoix.domain.posts.drafts import (
    bring_back,
    close_draft,
    drop_draft,
    drop_older_drafts,
    forget_deleted_drafts,
    keep_draft,
    publish_draft,
)
from portevoix.domain.posts.editing import edit, receive_edit
from portevoix.domain.posts.importing import OldPost, import_post
from portevoix.domain.posts.pinning import pin, pin_remote, unpin
from portevoix.domain.posts.polls import end_poll, receive_vote, vote
from portevoix.domain.posts.publishing import (
    find_mentions_again,
    forget_idempotency_keys,
    publish,
)
from portevoix.domain.posts.quoting import (
    answer_quote,
    find_quoted,
    request_quote,
    withdraw_quote,
)
from portevoix.domain.posts.readership import narrow_post, widen_post
from portevoix.domain.posts.receiving import receive
from portevoix.domain.posts.waiting import (
    change_hour,
    drop_waiting,
    leave_now,
    leave_when_due,
    let_wait,
    take_back,
)

__all__ = [
    "OldPost",
    "agree",
    "answer_quote",
    "boost",
    "bring_back",
    "change_hour",
    "close_draft",
    "delete",
    "delete_all_of",
    "drop_draft",
    "drop_older_drafts",
    "drop_waiting",
    "edit",
    "end_poll",
    "find_mentions_again",
    "find_quoted",
    "forget_deleted_drafts",
    "forget_deleted_texts",
    "forget_idempotency_keys",
    "import_post",
    "keep_draft",
    "leave",
    "leave_now",
    "leave_when_due",
    "let_wait",
    "narrow_post",
    "pin",
    "pin_remote",
    "publish",
    "publish_draft",
    "publish_thread",
    "receive",
    "receive_edit",
    "receive_vote",
    "request_quote",
    "set_policies",
    "take_back",
    "take_back_boost",
    "unpin",
    "vote",
    "widen_post",
    "withdraw_quote",
]
