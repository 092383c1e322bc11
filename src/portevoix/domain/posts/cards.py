"""What a page shows of a post."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portevoix.domain.audiences.public import State
from portevoix.domain.posts.models import Policy
from portevoix.domain.posts.poll_queries import PollState, state
from portevoix.kernel import clock, database


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody as a card names them; ``host`` is empty for this house.

    ``indexable``: whether they wish their public posts to be found by searching.
    """

    id: int
    name: str
    host: str
    display_name: str
    avatar_url: str
    indexable: bool

    @property
    def handle(self) -> str:
        """The name, with the host of people elsewhere."""
        return f"{self.name}@{self.host}" if self.host else self.name


@dataclass(frozen=True, kw_only=True)
class Card:
    """One row of a list: a post, and who carried it here if it is a boost.

    ``row_id`` is the id of the row (the boost's), ``id`` the post's. ``in_reply_to``
    is whom it answers. Times are aware, in UTC.
    """

    row_id: int
    id: int
    author: Person
    html: str
    text: str
    warning: str
    sensitive: bool
    language: str
    created_at: datetime
    edited_at: datetime | None
    uri: str | None
    url: str
    grants: int
    direct: bool
    has_ceiling: bool
    parent_id: int | None
    in_reply_to: Person | None
    replies_count: int
    boosts_count: int
    favourites_count: int
    application_name: str
    poll: PollState | None = None
    reply_policy: str = Policy.EVERYONE
    quote_policy: str = Policy.EVERYONE
    boost_policy: str = Policy.EVERYONE
    waiting: bool = False
    quote_state: str | None = None
    quoted_id: int | None = None
    boosted_by: Person | None = None
    boosted_at: datetime | None = None


_PERSON = (
    "{0}.id, {0}.name, {0}.host, {0}.display_name, {0}.avatar_url,"
    " CASE WHEN {0}.indexable THEN 1 ELSE 0 END"
)
_COLUMNS = (
    "p.id, p.html, p.text, p.warning, p.sensitive, p.language, p.created_at, p.edited_at,"
    " p.uri, p.url, s.grants, s.direct, s.has_ceiling, p.in_reply_to_id, p.replies_count,"
    f" p.boosts_count, p.favourites_count, p.application_name, {_PERSON.format('a')},"
    f" {_PERSON.format('r')}, {_PERSON.format('b')}, row_post.created_at,"
    " poll.titles, poll.tallies, poll.multiple, poll.hide_totals, poll.voters_count,"
    " poll.expires_at, p.reply_policy, p.quote_policy, p.boost_policy, s.state,"
    " CASE WHEN quoted.deleted_at IS NULL THEN quote.state ELSE 'deleted' END, quote.quoted_id"
)


def cards(row_ids: Collection[int]) -> list[Card]:
    """Returns a card for each of ``row_ids``, in their order, in one query.

    The ids come from a list of this room or of timelines, whose rows have passed
    the filter of audiences; nothing is filtered here. Ids unknown are left out.
    """
    if not row_ids:
        return []
    found = database.rows(
        f"SELECT row_post.id, row_post.boost_of_id, {_COLUMNS} FROM post row_post"
        f" JOIN post p ON p.id = COALESCE(row_post.boost_of_id, row_post.id)"
        f" JOIN audience_subject s ON s.id = p.id JOIN account a ON a.id = p.author_id"
        f" JOIN account b ON b.id = row_post.author_id"
        f" LEFT JOIN poll ON poll.post_id = p.id LEFT JOIN quote ON quote.post_id = p.id"
        f" LEFT JOIN post quoted ON quoted.id = quote.quoted_id"
        f" LEFT JOIN account r ON r.id = p.in_reply_to_account_id"
        f" WHERE {database.among('row_post.id', 'ids')}",
        {"ids": database.ids(row_ids)},
    )
    made = {row[0]: _card(row) for row in found}
    return [made[each] for each in row_ids if each in made]


def _card(row: tuple[Any, ...]) -> Card:
    is_boost = row[1] is not None
    return Card(
        row_id=row[0],
        id=row[2],
        html=row[3],
        text=row[4],
        warning=row[5],
        sensitive=bool(row[6]),
        language=row[7],
        created_at=clock.aware(row[8]),
        edited_at=clock.aware(row[9]) if row[9] else None,
        uri=row[10],
        url=row[11],
        grants=row[12],
        direct=bool(row[13]),
        has_ceiling=bool(row[14]),
        parent_id=row[15],
        replies_count=row[16],
        boosts_count=row[17],
        favourites_count=row[18],
        application_name=row[19],
        author=_person(row[20:26]),
        in_reply_to=_person(row[26:32]) if row[26] is not None else None,
        poll=state(*row[39:45]) if row[39] is not None else None,
        reply_policy=row[45],
        quote_policy=row[46],
        boost_policy=row[47],
        waiting=row[48] == State.WAITING,
        quote_state=row[49],
        quoted_id=row[50],
        boosted_by=_person(row[32:38]) if is_boost else None,
        boosted_at=clock.aware(row[38]) if is_boost else None,
    )


def _person(columns: tuple[Any, ...]) -> Person:
    return Person(
        id=columns[0],
        name=columns[1],
        host=columns[2],
        display_name=columns[3] or columns[1],
        avatar_url=columns[4],
        indexable=bool(columns[5]),
    )
