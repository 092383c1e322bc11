"""Pages of posts, joined from stored parts: two queries, whatever their number.

The first brings the posts with their audiences, counts, renderings and authors;
the second what the viewer did with them. What is not kept is rendered on the spot.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from portevoix.domain.audiences.public import OPEN, Viewer, names_of, word_for_apps
from portevoix.domain.posts.poll_queries import state
from portevoix.domain.timelines.filter_matching import Rule
from portevoix.domain.timelines.filter_queries import rules_of
from portevoix.kernel.database import among, rows
from portevoix.kernel.database import ids as ids_of
from portevoix.wire import addresses
from portevoix.wire.mastodon import accounts, marks, quotes, statuses
from portevoix.wire.mastodon.filters import filtered
from portevoix.wire.mastodon.polls import poll as poll_json
from portevoix.wire.mastodon.statuses import kept_version
from portevoix.wire.mastodon.times import told_from_column


def _bit(column: str) -> str:
    """Avoids the driver's conversion of truths, as accounts.COLUMNS does."""
    return f"CASE WHEN {column} THEN 1 ELSE 0 END"


_PARTS = f"""
    SELECT p.id, p.boost_of_id, CASE WHEN p.boost_of_id IS NULL THEN NULL ELSE p.created_at END,
           ps.grants, {_bit("ps.direct")}, {_bit("ps.has_ceiling")},
           o.id, o.version, r.version, r.body,
           s.grants, {_bit("s.direct")}, {_bit("s.has_ceiling")},
           o.replies_count, o.boosts_count, o.favourites_count,
           {accounts.COLUMNS.format(a="a", r="ar")}, {accounts.COLUMNS.format(a="b", r="br")},
           p.uri, b.name, poll.titles, poll.tallies, {_bit("poll.multiple")},
           {_bit("poll.hide_totals")}, poll.voters_count, poll.expires_at,
           o.quotes_count, o.quote_policy, quote.state, quote.quoted_id,
           {_bit("quoted.deleted_at IS NOT NULL")}
      FROM post p
      JOIN audience_subject ps ON ps.id = p.id
      JOIN post o ON o.id = COALESCE(p.boost_of_id, p.id)
      JOIN audience_subject s ON s.id = o.id
      LEFT JOIN poll ON poll.post_id = o.id
      LEFT JOIN quote ON quote.post_id = o.id
      LEFT JOIN post quoted ON quoted.id = quote.quoted_id
      LEFT JOIN wire_mastodon_post r ON r.post_id = o.id
      JOIN account a ON a.id = o.author_id
      LEFT JOIN wire_mastodon_account ar ON ar.account_id = a.id
      LEFT JOIN account b ON b.id = p.author_id AND p.boost_of_id IS NOT NULL
      LEFT JOIN wire_mastodon_account br ON br.account_id = b.id
     WHERE {{ids}}
"""
_FLAGS = """
    SELECT 1, post_id FROM favourite WHERE account_id = %(viewer)s AND {post}
     UNION ALL
    SELECT 2, boost_of_id FROM post
     WHERE author_id = %(viewer)s AND {boost} AND deleted_at IS NULL
     UNION ALL
    SELECT 4, post_id FROM bookmark WHERE account_id = %(viewer)s AND {post}
     UNION ALL
    SELECT 8, post_id FROM post_pin WHERE account_id = %(viewer)s AND {post}
     UNION ALL
    SELECT 16, p.id FROM muted_thread m JOIN post p ON p.thread_id = m.thread_id
     WHERE m.owner_id = %(viewer)s AND {own}
     UNION ALL
    SELECT 32, version FROM filter_state WHERE owner_id = %(viewer)s
"""
_VOTES = """
     UNION ALL
    SELECT -1 - position, poll_id FROM poll_vote WHERE account_id = %(viewer)s AND {poll}
"""
_AUTHOR = 16
_CARRIER = _AUTHOR + accounts.WIDTH
_CARRIED = _CARRIER + accounts.WIDTH
_POLL = _CARRIED + 2
_AFTER_POLL = _POLL + 6
_QUOTE = _AFTER_POLL
_OPEN = int(OPEN)
_FILTERS = 32
_NO_QUOTE = (
    '"quote":null,"quotes_count":0,'
    '"quote_approval":{"automatic":[],"manual":[],"current_user":"denied"}'
)
_Row = tuple[Any, ...]
_json = msgspec.json.Encoder()


def posts(viewer: Viewer, ids: Sequence[int], *, within: bool = False) -> dict[int, str]:
    """Returns the JSON of posts by their ids, for `viewer`, who must be known to read them.

    What they quote is told as far as its author agreed and the viewer may read it; posts
    `within` others tell the number of theirs alone. Pages with quotes take three more queries.
    """
    if not ids:
        return {}
    found = rows(_PARTS.format(ids=among("p.id", "ids")), {"ids": ids_of(ids)})
    done, votes, rules = _flags(viewer, found)
    missing = [row[6] for row in found if row[9] is None or kept_version(row[7]) != row[8]]
    fresh = statuses.rendered(missing) if missing else {}
    people = accounts.joined(_people(found))
    origin = marks.origin()
    told = quotes.of_page(
        viewer,
        [row[_QUOTE:] for row in found],
        {row[_AUTHOR] for row in found},
        None if within else posts,
    )
    whole = {}
    for row in found:
        original = row[6]
        kept = fresh[original].body if original in fresh else row[9]
        body = marks.shown_at(kept, origin)
        flags = _flags_told(viewer, done.get(original, 0))
        if viewer.account_id is not None:
            flags += f',"filtered":{_filtered(rules, row, body)}'
        poll = "null" if row[_POLL] is None else _poll(viewer, row, votes[original])
        quote = told.beside(row[_QUOTE:], row[10] & _OPEN and not row[12], row[_AUTHOR])
        beside = f'"poll":{poll},{quote}{flags}'
        inner = _post(viewer, row, body, people[row[_AUTHOR]], beside)
        whole[row[0]] = inner if row[1] is None else _boost(viewer, row, inner, people, flags)
    return whole


def _people(found: Iterable[_Row]) -> Iterator[accounts.Row]:
    for row in found:
        yield row[_AUTHOR:_CARRIER]
        if row[_CARRIER] is not None:
            yield row[_CARRIER:_CARRIED]


def posts_in_order(viewer: Viewer, ids: Sequence[int]) -> list[str]:
    """Returns the JSON of posts in the order of `ids`."""
    found = posts(viewer, ids)
    return [found[number] for number in ids if number in found]


def listed(items: Iterable[str]) -> str:
    """Returns pieces of JSON as one list."""
    return f"[{','.join(items)}]"


def _post(viewer: Viewer, row: _Row, body: str, author: str, beside: str) -> str:
    return (
        f'{body[:-1]},"account":{author},"reblog":null,{_audience_told(*row[10:13])},'
        f"{_counts_told(viewer, row)},{beside}}}"
    )


def _poll(viewer: Viewer, row: _Row, chosen: list[int]) -> str:
    is_mine = row[_AUTHOR] == viewer.account_id
    told = None if viewer.account_id is None else chosen
    return poll_json(row[6], state(*row[_POLL:_AFTER_POLL]), mine=is_mine, chosen=told)


def _boost(viewer: Viewer, row: _Row, inner: str, people: dict[int, str], flags: str) -> str:
    given = row[_CARRIED]
    uri = _json.encode(given).decode() if given else f'"{_activity(row[_CARRIED + 1], row[0])}"'
    return (
        f'{{"id":"{row[0]}","uri":{uri},"url":{uri},"created_at":"{told_from_column(row[2])}",'
        f'{_NOTHING_OF_ITS_OWN},"account":{people[row[_CARRIER]]},"reblog":{inner},'
        f"{_audience_told(*row[3:6])},{_counts_told(viewer, row)}{flags}}}"
    )


_NOTHING_OF_ITS_OWN = (
    '"edited_at":null,"content":"","spoiler_text":"","sensitive":false,"language":null,'
    '"in_reply_to_id":null,"in_reply_to_account_id":null,"mentions":[],"tags":[],'
    '"media_attachments":[],"emojis":[],"poll":null,"card":null,'
    f'{_NO_QUOTE},"tagged_collections":[]'
)


def _activity(name: str, boost_id: int) -> str:
    """The address of a boost made here; it is quoted, so JSON needs to escape nothing in it."""
    return f"{addresses.post_uri(name, boost_id)}/activity"


@functools.lru_cache(4096)
def _audience_told(grants: int, direct: bool, has_ceiling: bool) -> str:
    """The words for an audience; there are few, and flags of enumerations are slow."""
    word, local_only = word_for_apps(grants, direct=bool(direct), has_ceiling=bool(has_ceiling))
    names = ",".join(f'"{name}"' for name in names_of(grants))
    local = "true" if local_only else "false"
    return f'"visibility":"{word}","local_only":{local},"portevoix":{{"audience":[{names}]}}'


def _counts_told(viewer: Viewer, row: _Row) -> str:
    """Favourites of a narrower post are its author's to count (audiences.md)."""
    is_open = row[10] & _OPEN and not row[12]
    favourites = row[15] if is_open or viewer.account_id == row[_AUTHOR] else 0
    return f'"replies_count":{row[13]},"reblogs_count":{row[14]},"favourites_count":{favourites}'


def _flags_told(viewer: Viewer, bits: int) -> str:
    return _told(bits) if viewer.account_id is not None else ""


@functools.cache
def _told(bits: int) -> str:
    names = enumerate(("favourited", "reblogged", "bookmarked", "pinned", "muted"))
    return "".join(f',"{name}":{"true" if bits >> place & 1 else "false"}' for place, name in names)


def _filtered(rules: tuple[Rule, ...], row: _Row, body: str) -> str:
    if not rules:
        return "[]"
    answers = () if row[_POLL] is None else state(*row[_POLL:_AFTER_POLL]).titles
    return filtered(rules, body, {row[6], row[0]}, answers)


_Flags = tuple[dict[int, int], dict[int, list[int]], tuple[Rule, ...]]


def _flags(viewer: Viewer, found: Sequence[_Row]) -> _Flags:
    """What the viewer did with posts, as the bits that the question gives; her votes; her filters.

    Filters are read again only when they have changed, so they cost no question here.
    """
    rules: tuple[Rule, ...] = ()
    done: dict[int, int] = defaultdict(int)
    votes: dict[int, list[int]] = defaultdict(list)
    if viewer.account_id is not None and found:
        sql = _FLAGS.format(
            post=among("post_id", "ids"),
            boost=among("boost_of_id", "ids"),
            own=among("p.id", "ids"),
        )
        if any(row[_POLL] is not None for row in found):
            sql += _VOTES.format(poll=among("poll_id", "ids"))
        ids = ids_of({row[6] for row in found})
        for bit, number in rows(sql, {"viewer": viewer.account_id, "ids": ids}):
            if bit == _FILTERS:
                rules = rules_of(viewer.account_id, number)
            elif bit < 0:
                votes[number].append(-1 - bit)
            else:
                done[number] |= bit
    return done, votes, rules
