"""Which post belongs in whose home, in SQL: audiences.md, "Which list a readable post enters".

Six ways lead into a home. Each is a SELECT of (owner, post, author) that may be
narrowed to one post, when it is published, or to one owner, when a home is built.
"""

from portevoix.domain.audiences.public import OPEN, Grant

_TO_FOLLOWERS = int(OPEN | Grant.FOLLOWERS | Grant.HOUSE | Grant.AS_PARENT)

_ANSWERS_SOMEBODY_KNOWN = """(post.in_reply_to_account_id IS NULL AND post.in_reply_to_uri = ''
    OR post.in_reply_to_account_id = {owner}
    OR s.author_id = {owner}
    OR EXISTS (SELECT 1 FROM follow known WHERE known.follower_id = {owner}
        AND known.followee_id = post.in_reply_to_account_id AND known.accepted)
    OR EXISTS (SELECT 1 FROM audience_named named
        WHERE named.holder_id = s.id AND named.account_id = {owner}))"""

_OWN = """SELECT s.author_id, s.id, s.author_id FROM audience_subject s
    WHERE s.state <> 2 AND s.{narrow_own}"""

_FOLLOWED = """SELECT f.follower_id, s.id, s.author_id FROM follow f
    JOIN audience_subject s ON s.author_id = f.followee_id
    JOIN post ON post.id = s.id
    WHERE f.accepted AND s.state NOT IN (2, 3) AND (s.grants & {to_followers}) <> 0
    AND (s.carried_id IS NULL OR f.shows_boosts)
    AND (CAST(f.languages AS text) = '[]' OR post.language = '' OR s.carried_id IS NOT NULL
        OR CAST(f.languages AS text) LIKE '%%\"' || post.language || '\"%%')
    AND {answers} AND {narrow}"""

_NAMED = """SELECT n.account_id, s.id, s.author_id FROM audience_named n
    JOIN audience_subject s ON s.id = n.holder_id
    WHERE s.state NOT IN (2, 3) AND {narrow}"""

_CIRCLE = """SELECT m.account_id, s.id, s.author_id FROM audience_circle_grant g
    JOIN circle_membership m ON m.circle_id = g.circle_id AND m.until IS NULL
    JOIN audience_subject s ON s.id = g.holder_id AND m.since <= s.published_at
    JOIN post ON post.id = s.id
    WHERE s.state NOT IN (2, 3) AND {answers} AND {narrow}"""

_CONNECTED = """SELECT c.member_id, s.id, s.author_id FROM connection c
    JOIN audience_subject s ON s.author_id = c.other_id
    JOIN post ON post.id = s.id
    WHERE s.state NOT IN (2, 3) AND (s.grants & {connections}) <> 0 AND {answers} AND {narrow}"""

_TAGGED = """SELECT t.owner_id, s.id, s.author_id FROM followed_tag t
    JOIN tag ON tag.name = t.name
    JOIN post_tag carrying ON carrying.tag_id = tag.id
    JOIN audience_subject s ON s.id = carrying.post_id
    WHERE s.state NOT IN (2, 3) AND (s.grants & {listed}) <> 0 AND NOT s.has_ceiling AND {narrow}"""

_WAYS = (
    (_FOLLOWED, "f.follower_id"),
    (_NAMED, "n.account_id"),
    (_CIRCLE, "m.account_id"),
    (_CONNECTED, "c.member_id"),
    (_TAGGED, "t.owner_id"),
)


def for_post() -> str:
    """Returns SQL for the homes that the post ``%(post)s`` enters."""
    return _union(narrow="s.id = %(post)s", narrow_own="id = %(post)s")


def for_owner() -> str:
    """Returns SQL for the posts that the home of ``%(owner)s`` holds."""
    return _union(narrow="{owner} = %(owner)s", narrow_own="author_id = %(owner)s")


def _union(*, narrow: str, narrow_own: str) -> str:
    ways = [_OWN.format(narrow_own=narrow_own)]
    for way, owner in _WAYS:
        ways.append(
            way.format(
                answers=_ANSWERS_SOMEBODY_KNOWN.format(owner=owner),
                narrow=narrow.format(owner=owner),
                to_followers=_TO_FOLLOWERS,
                connections=int(Grant.CONNECTIONS),
                listed=int(Grant.PUBLIC),
            )
        )
    return " UNION ".join(ways)
