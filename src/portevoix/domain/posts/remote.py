"""A post from another house, as this room takes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from portevoix.domain.audiences.public import Grant
from portevoix.domain.media.public import RemoteMedium


@dataclass(frozen=True)
class RemotePoll:
    """A poll from elsewhere with its figures; without ``expires_at`` it has no end."""

    titles: tuple[str, ...]
    tallies: tuple[int, ...]
    multiple: bool
    voters_count: int | None
    expires_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RemotePost:
    """A post from elsewhere, checked and cleaned, its people and parent found.

    ``html`` is sanitised; ``grants`` come from its addressing; ``named_ids`` are
    the accounts addressed, ``mention_ids`` those mentioned; ``created_at`` lies
    between 2000 and now. ``backfilled`` posts are nobody's news.
    """

    uri: str
    url: str
    author_id: int
    html: str
    warning: str
    sensitive: bool
    language: str
    grants: Grant
    named_ids: tuple[int, ...]
    mention_ids: tuple[int, ...]
    direct: bool
    in_reply_to_id: int | None
    in_reply_to_uri: str
    tags: tuple[str, ...]
    created_at: datetime
    text: str = ""
    backfilled: bool = False
    media: tuple[RemoteMedium, ...] = ()
    emoji: Mapping[str, str] = field(default_factory=dict)
    poll: RemotePoll | None = None
    reply_policy: str = "everyone"
    quote_policy: str = "nobody"
    boost_policy: str = "everyone"
    quoted_uri: str = ""
    quoted_id: int | None = None
