"""What other rooms may use of accounts."""

from dataclasses import dataclass

from portevoix.domain.accounts.models import Member, Role

__all__ = ["NOBODY", "Member", "Reader", "Role"]


@dataclass(frozen=True)
class Reader:
    """Who reads: a member of this house, an account elsewhere, or nobody (no account)."""

    account_id: int | None
    is_member: bool = False
    frozen: bool = False


NOBODY = Reader(None)
