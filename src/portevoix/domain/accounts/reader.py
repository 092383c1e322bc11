"""Who reads: the one class of viewers, for every room and door."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reader:
    """Who reads: a member of this house, an account elsewhere, or nobody (no account)."""

    account_id: int | None
    is_member: bool = False
    frozen: bool = False


NOBODY = Reader(None)
