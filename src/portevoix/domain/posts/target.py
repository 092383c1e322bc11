"""What an act is about."""

from typing import NamedTuple


class Target(NamedTuple):
    """The post that an act is about, as far as the act needs it."""

    id: int
    author_id: int
    thread_id: int
    reply_policy: str
    quote_policy: str
    boost_policy: str
    is_here: bool
