"""Pages of posts, joined from stored parts: two queries, whatever their number.

The first brings the posts with their audiences, counts, renderings and authors;
the second what the viewer did with them. What is not kept is rendered on the spot.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from portevoix.domain.audiences.public import OPEN, Viewer, names_of, word_for_apps
from portevoix.kernel.database import rows
from portevoix.wire import addresses
from portevoix.wire.mastodon import accounts, marks, statuses
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
           p.uri, b.name
      FROM post p
      JOIN audience_subject ps ON ps.id = p.id
      JOIN post o ON o.id = COALESCE(p.boost_of_id, p.id)
      JOIN audience_subject s ON s.id = o.id
      LEFT JOIN wire_mastodon_post r ON r.post_id = o.id
      JOIN account a ON a.id = o.author_id
      LEFT JOIN wire_mastodon_account ar ON ar.account_id = a.id
      LEFT JOIN account b ON b.id = p.author_id AND p.boost_of_id IS NOT NULL
      LEFT JOIN wire_mastodon_account br ON br.account_id = b.id
     WHERE p.id IN ({{ids}})
"""
_FLAGS = """
    SELECT 0, post_id FROM favourite WHERE account_id = %(viewer)s AND post_id IN ({ids})
     UNION ALL
    SELECT 1, boost_of_id FROM post
     WHERE author_id = %(viewer)s AND boost_of_id IN ({ids}) AND deleted_at IS NULL
     UNION ALL
    SELECT 2, post_id FROM bookmark WHERE account_id = %(viewer)s AND post_id IN ({ids})
     UNION ALL
    SELECT 3, post_id FROM post_pin WHERE account_id = %(viewer)s AND post_id IN ({ids})
"""
_AUTHOR = 16
_CARRIER = _AUTHOR + accounts.WIDTH
_CARRIED = _CARRIER + accounts.WIDTH
_OPEN = int(OPEN)
_NO_QUOTE = (
    '"quote":null,"quotes_count":0,'
    '"quote_approval":{"automatic":[],"manual":[],"current_user":"denied"}'
)
_Row = tuple[Any, ...]
_json = msgspec.json.Encoder()


def posts(viewer: Viewer, ids: Sequence[int]) -> dict[int, str]:
    """Returns the JSON of posts by their ids, for `viewer`, who must be known to read them."""
    if not ids:
        return {}
    found = rows(_PARTS.format(ids=_listed(ids)))
    done = _flags(viewer, {row[6] for row in found})
    missing = {row[6] for row in found if row[9] is None or kept_version(row[7]) != row[8]}
    fresh = statuses.rendered(missing)
    people = accounts.joined(
        part
        for row in found
        for part in (row[_AUTHOR:_CARRIER], row[_CARRIER:_CARRIED])
        if part[0] is not None
    )
    whole = {}
    for row in found:
        flags = _flags_told(viewer, row[6], done)
        inner = _post(
            viewer,
            row,
            fresh[row[6]].body if row[6] in fresh else row[9],
            people[row[_AUTHOR]],
            flags,
        )
        whole[row[0]] = inner if row[1] is None else _boost(viewer, row, inner, people, flags)
    return whole


def posts_in_order(viewer: Viewer, ids: Sequence[int]) -> list[str]:
    """Returns the JSON of posts in the order of `ids`."""
    found = posts(viewer, ids)
    return [found[number] for number in ids if number in found]


def listed(items: Iterable[str]) -> str:
    """Returns pieces of JSON as one list."""
    return f"[{','.join(items)}]"


def _post(viewer: Viewer, row: _Row, body: str, author: str, flags: str) -> str:
    audience = _audience_told(*row[10:13])
    counts = _counts_told(viewer, row)
    return (
        f'{marks.shown(body)[:-1]},"account":{author},"reblog":null,{audience},{counts}'
        f',"poll":null,{_NO_QUOTE}{flags}}}'
    )


def _boost(viewer: Viewer, row: _Row, inner: str, people: dict[int, str], flags: str) -> str:
    carrier = people[row[_CARRIER]]
    uri = _json.encode(row[_CARRIED] or _activity(row[_CARRIED + 1], row[0])).decode()
    return (
        f'{{"id":"{row[0]}","uri":{uri},"url":{uri},'
        f'"created_at":"{told_from_column(row[2])}","edited_at":null,"content":"",'
        '"spoiler_text":"","sensitive":false,"language":null,"in_reply_to_id":null,'
        '"in_reply_to_account_id":null,"mentions":[],"tags":[],'
        '"media_attachments":[],"emojis":[],"poll":null,"card":null,'
        f'{_NO_QUOTE},"tagged_collections":[],"account":{carrier},"reblog":{inner},'
        f"{_audience_told(*row[3:6])},{_counts_told(viewer, row)}{flags}}}"
    )


def _activity(name: str, boost_id: int) -> str:
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


_Done = dict[int, set[int]]
"""Posts by the numbers that `_FLAGS` gives to what the viewer did with them."""
_TOLD = tuple(enumerate(("favourited", "reblogged", "bookmarked", "pinned")))


def _flags_told(viewer: Viewer, post_id: int, done: _Done) -> str:
    if viewer.account_id is None:
        return ""
    told = "".join(
        f',"{name}":{"true" if post_id in done[kind] else "false"}' for kind, name in _TOLD
    )
    return f'{told},"muted":false,"filtered":[]'


def _flags(viewer: Viewer, ids: set[int]) -> _Done:
    done: _Done = defaultdict(set)
    if viewer.account_id is not None and ids:
        sql = _FLAGS.format(ids=_listed(ids))
        for kind, number in rows(sql, {"viewer": viewer.account_id}):
            done[kind].add(number)
    return done


def _listed(ids: Iterable[int]) -> str:
    return ",".join(str(int(number)) for number in ids)
