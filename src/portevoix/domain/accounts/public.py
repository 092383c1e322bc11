"""What other rooms may use of accounts."""

from portevoix.domain.accounts.counters import count_follow, count_parting, count_post
from portevoix.domain.accounts.models import Account, Kind, Member, Role, Standing
from portevoix.domain.accounts.queries import (
    by_handle,
    by_handles,
    by_id,
    by_ids,
    by_uri,
    held,
    member,
    members_among,
    viewer_of,
)
from portevoix.domain.accounts.reader import NOBODY, Reader

__all__ = [
    "NOBODY",
    "Account",
    "Kind",
    "Member",
    "Reader",
    "Role",
    "Standing",
    "by_handle",
    "by_handles",
    "by_id",
    "by_ids",
    "by_uri",
    "count_follow",
    "count_parting",
    "count_post",
    "held",
    "member",
    "members_among",
    "viewer_of",
]
