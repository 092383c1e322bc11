"""Which readable post may be found by whom: audiences.md, "search", in SQL.

One's own; what belongs in one's home; what is addressed to one; what one answered,
liked, carried or put aside, which one has seen; and public posts of authors who wish to be
found. Aliases: `s` of audience_subject, `author` of account.
"""

from portevoix.domain.audiences.public import OPEN, Grant, Viewer

_TO_FOLLOWERS = int(OPEN | Grant.FOLLOWERS | Grant.HOUSE | Grant.AS_PARENT)

_OWN = "s.author_id = %(viewer)s"
_PUBLIC = f"(s.grants & {int(Grant.PUBLIC)}) <> 0 AND NOT s.has_ceiling"
_OFFERED = f"({_PUBLIC} AND author.indexable)"
_NAMED = (
    "EXISTS (SELECT 1 FROM audience_named n WHERE n.holder_id = s.id AND n.account_id = %(viewer)s)"
)
_CIRCLE = (
    f"((s.grants & {int(Grant.CIRCLE)}) <> 0 AND EXISTS (SELECT 1 FROM audience_circle_grant g"
    " JOIN circle_membership m ON m.circle_id = g.circle_id WHERE g.holder_id = s.id"
    " AND m.account_id = %(viewer)s AND m.until IS NULL AND m.since <= s.published_at))"
)
_CONNECTED = (
    f"((s.grants & {int(Grant.CONNECTIONS)}) <> 0 AND EXISTS (SELECT 1 FROM connection c"
    " WHERE c.member_id = %(viewer)s AND c.other_id = s.author_id))"
)
_FOLLOWED = (
    f"((s.grants & {_TO_FOLLOWERS}) <> 0 AND EXISTS (SELECT 1 FROM follow f"
    " JOIN post p ON p.id = s.id WHERE f.follower_id = %(viewer)s AND f.followee_id = s.author_id"
    " AND f.accepted AND (p.in_reply_to_account_id IS NULL AND p.in_reply_to_uri = ''"
    " OR p.in_reply_to_account_id = %(viewer)s OR EXISTS (SELECT 1 FROM follow known"
    " WHERE known.follower_id = %(viewer)s AND known.followee_id = p.in_reply_to_account_id"
    " AND known.accepted))))"
)
_ANSWERED = (
    "(EXISTS (SELECT 1 FROM favourite l WHERE l.post_id = s.id AND l.account_id = %(viewer)s)"
    " OR EXISTS (SELECT 1 FROM bookmark k WHERE k.post_id = s.id AND k.account_id = %(viewer)s)"
    " OR EXISTS (SELECT 1 FROM post mine WHERE mine.author_id = %(viewer)s"
    " AND mine.boost_of_id = s.id AND mine.deleted_at IS NULL)"
    " OR EXISTS (SELECT 1 FROM post mine WHERE mine.in_reply_to_id = s.id"
    " AND mine.author_id = %(viewer)s AND mine.deleted_at IS NULL))"
)
_HOME = f"({_OWN} OR {_NAMED} OR {_CIRCLE} OR {_CONNECTED} OR {_FOLLOWED})"


def findable_by(viewer: Viewer) -> str:
    """Returns the condition under which `viewer` may find a post that she may read."""
    if viewer.account_id is None:
        return _OFFERED
    return f"({_OFFERED} OR {_HOME} OR {_ANSWERED})"


def within(scope: str, viewer: Viewer) -> str:
    """Returns the condition of `in:home`, `house`, `mine`, `library` or `public`."""
    if scope == "house":
        return "author.host = ''"
    if scope == "public":
        return f"({_PUBLIC})"
    if viewer.account_id is None:
        return "1 = 0"
    return {"home": _HOME, "mine": _OWN, "library": f"({_OWN} OR {_ANSWERED})"}[scope]
