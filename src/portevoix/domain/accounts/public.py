"""What other rooms may use of accounts."""

from portevoix.domain.accounts.counters import count_follow, count_parting, count_post
from portevoix.domain.accounts.errors import StandingRefused, WrongSignIn
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
from portevoix.domain.accounts.signing_in import (
    check_own_password,
    let_in,
    sign_in,
    use_sign_in_key,
)

__all__ = [
    "NOBODY",
    "Account",
    "Kind",
    "Member",
    "Reader",
    "Role",
    "Standing",
    "StandingRefused",
    "WrongSignIn",
    "by_handle",
    "by_handles",
    "by_id",
    "by_ids",
    "by_uri",
    "check_own_password",
    "count_follow",
    "count_parting",
    "count_post",
    "held",
    "let_in",
    "member",
    "members_among",
    "sign_in",
    "use_sign_in_key",
    "viewer_of",
]
